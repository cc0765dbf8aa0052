"""The formats of `hsp diff`: a module a format."""
