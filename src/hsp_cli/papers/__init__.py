"""Kinds of paper, a module each: records in, plain texts and numbers out. The package of a module is its subject."""
