"""Analysis: pure functions on a workspace. The date is an argument."""
