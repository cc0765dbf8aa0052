"""What rules share; there are no rules here."""
