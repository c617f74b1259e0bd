# Generated from specs/choices/ticket_cause.yaml. Do not edit.
"""Choices shared by fields."""

TICKET_CAUSE = {
    "firmware": "Firmware",
    "hardware": "Hardware",
    "settings": "Settings",
    "supplies": "Labels or ribbon",
    "network": "Network",
    "handling": "Handling",
    "unknown": "Not found",
}
