"""What the words mean: records and the pure functions beside them. No files, no screen, no clock."""
