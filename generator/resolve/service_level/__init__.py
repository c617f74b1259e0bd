"""Service levels: calendars, what is promised by them, and the fields that they bring."""
