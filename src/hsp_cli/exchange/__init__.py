"""Records as sheets and calendars, for people and programs that do not read YAML."""
