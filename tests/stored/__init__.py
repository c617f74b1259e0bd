"""Names in the database are given once: a site whose specs were renamed serves exactly as one that was born so."""
