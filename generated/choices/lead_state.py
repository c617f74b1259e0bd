# Generated from specs/choices/lead_state.yaml. Do not edit.
"""Choices shared by fields."""

LEAD_STATE = {
    "new": "New",
    "assigned": "Passed to a partner",
    "accepted": "Accepted",
    "qualified": "Qualified",
    "converted": "Became an opportunity",
    "declined": "Declined",
    "lost": "Lost",
}
