"""hsp: plans as code for local public partnerships."""

__version__ = "0.1.0"
