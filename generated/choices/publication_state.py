# Generated from specs/choices/publication_state.yaml. Do not edit.
"""Choices shared by fields."""

PUBLICATION_STATE = {
    "draft": "Draft",
    "published": "Published",
    "withdrawn": "Withdrawn",
}
