"""What do the records say? Pure functions over a workspace; the day is an argument."""
