"""How fast hsp is, and beside what."""
