"""What goes to other programs and comes back: sheets, schemas, calendars, files for code hosts."""
