"""The site under load: many requests at once mix up nobody's rows, lose nothing and ask the database no more than said."""
