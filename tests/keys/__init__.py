"""Every key of the spec language does what it says: from the spec to the page and the database of a served site."""
