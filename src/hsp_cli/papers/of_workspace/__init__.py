"""Papers about all records."""
