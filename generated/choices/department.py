# Generated from specs/choices/department.yaml. Do not edit.
"""Choices shared by fields."""

DEPARTMENT = {
    "support": "Customer support",
    "sales": "Sales",
    "engineering": "Engineering",
    "operations": "Operations",
    "finance": "Finance",
    "people": "Human resources",
    "it": "Information technology",
}
