"""Checking a whole workspace: file by file, in as many processes as help, and no file again that has not changed."""
