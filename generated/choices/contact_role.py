# Generated from specs/choices/contact_role.yaml. Do not edit.
"""Choices shared by fields."""

CONTACT_ROLE = {
    "user": "User",
    "manager": "Manager",
    "finance": "Finance contact",
}
