"""How much of a sheet is read. The largest that a council publishes have some thousand rows of thirty columns."""

MAX_ROWS = 100_000
MAX_COLUMNS = 1_000
MAX_CELLS = 600_000
