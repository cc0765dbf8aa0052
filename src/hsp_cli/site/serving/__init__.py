"""`hsp serve`: the site on this machine, made on request and shown with what `hsp validate` finds."""
