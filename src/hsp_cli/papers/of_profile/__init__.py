"""Papers about a profile of need."""
