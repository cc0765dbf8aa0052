"""Is the record right? Each rule reads a workspace and gives findings; none of them reads files or the clock."""
