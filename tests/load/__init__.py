"""The site under load: requests at once mix up nobody's rows, lose nothing, and ask the database no more than said."""
