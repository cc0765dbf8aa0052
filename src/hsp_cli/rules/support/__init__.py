"""Code that rules share. It contains no rules."""
