"""Kinds of paper. A module turns records into plain text and numbers; its package is the subject."""
