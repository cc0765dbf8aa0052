"""The store: the only package that reads and writes YAML and files."""
