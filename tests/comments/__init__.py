"""Comments, internal notes, mentions and watching, on a bicycle workshop."""
