"""Random chains of spec edits on filled databases: whatever was entered stays readable."""
