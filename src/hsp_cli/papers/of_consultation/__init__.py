"""Papers about a consultation."""
