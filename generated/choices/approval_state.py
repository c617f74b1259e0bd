# Generated from specs/choices/approval_state.yaml. Do not edit.
"""Choices shared by fields."""

APPROVAL_STATE = {
    "open": "Open",
    "approved": "Approved",
    "sent_back": "Sent back",
    "paid": "Paid",
}
