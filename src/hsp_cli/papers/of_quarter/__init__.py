"""Papers about a quarter."""
