"""The domain: records, and pure functions on them. No files, no screen, no clock."""
