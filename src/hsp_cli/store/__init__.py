"""The only room that knows YAML and the disk."""
