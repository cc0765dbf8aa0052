"""Checks a workspace: file by file, in several processes, with cached results for unchanged files."""
