"""The command line: load, ask, show, exit. The one room that reads the clock and writes to the screen."""
