"""S9xx: what was applied before and the specs no longer agree: data would be lost, or files are out of date."""

CHANGES = {
    "S901": """\
Something was applied before and is gone from the specs. Its data would be lost, so nothing is dropped by an apply.
Put it back; if it was renamed, give it its old name again.""",
    "S902": """\
The kind of a field has changed, and the stored values do not fit the new one. Put the old kind back, and add a new
field instead.""",
    "S903": """\
A generated file is missing, or holds something else than what the specs say, or belongs to nothing in them. 'portal
apply' brings the generated files to the specs, but stops where one was edited by hand.""",
}
"""Explanations by code."""
