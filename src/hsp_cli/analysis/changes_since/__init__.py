"""What has changed between two states of a partnership: a day with its quarter, and an earlier day with its own."""
