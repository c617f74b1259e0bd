# Generated from specs/choices/help_category.yaml. Do not edit.
"""Choices shared by fields."""

HELP_CATEGORY = {
    "it": "Computer and network",
    "access": "Access and passwords",
    "payroll": "Pay and taxes",
    "leave": "Leave and absence",
    "building": "Building and workplace",
}
