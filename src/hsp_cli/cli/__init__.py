"""The command line: load, ask, show, exit. Only this package reads the clock and writes to the screen."""
