"""Numbers, units, ratings and dates as people read them."""
