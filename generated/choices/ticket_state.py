# Generated from specs/choices/ticket_state.yaml. Do not edit.
"""Choices shared by fields."""

TICKET_STATE = {
    "new": "New",
    "open": "In progress",
    "waiting": "Waiting for the customer",
    "resolved": "Resolved",
    "closed": "Closed",
}
