"""Sheets in: a sheet that hsp wrote and somebody filled in, and anybody's spreadsheet with a mapping of its columns."""
