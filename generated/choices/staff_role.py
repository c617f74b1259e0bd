# Generated from specs/choices/staff_role.yaml. Do not edit.
"""Choices shared by fields."""

STAFF_ROLE = {
    "agent": "Support agent",
    "sales": "Sales",
    "hr": "Human resources",
    "finance": "Finance",
    "admin": "Administrator",
}
