"""Papers about a plan."""
