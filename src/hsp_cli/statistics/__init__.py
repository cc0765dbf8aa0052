"""Limits of variation, signals and forecasts of a series of figures. Pure: the date is an argument."""
