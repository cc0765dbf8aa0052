"""From what somebody wants to record to the edits of one file. Nothing is read or written here."""
