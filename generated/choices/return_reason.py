# Generated from specs/choices/return_reason.yaml. Do not edit.
"""Choices shared by fields."""

RETURN_REASON = {
    "defective": "Defective",
    "damaged": "Damaged in transit",
    "wrong_item": "Wrong item delivered",
    "not_needed": "No longer needed",
    "recall": "Exchange programme",
}
