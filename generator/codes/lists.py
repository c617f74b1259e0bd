"""S94x: lists that are slow in the database that a plan is for. The specs alone do not tell."""

LISTS = {
    "S940": """\
A list reads a whole large table, of more than 10,000 records, to show few of them: each time that somebody opens it.
`portal plan` asks the database how it would find the rows of each list, as somebody of each role sees them now. A list
that shows most of the records anyway is no fault.""",
}
"""Explanations by code."""
