"""S9xx: changes since the last apply that would lose data and are not carried out."""

CHANGES = {
    "S901": """\
Something was applied before and is gone from the specs. Its data would be lost, so nothing is dropped by an apply.
Put it back; if it was renamed, give it its old name again.""",
    "S902": """\
The kind of a field has changed, and the stored values do not fit the new one. Put the old kind back, and add a new
field instead.""",
}
"""Explanations by code."""
