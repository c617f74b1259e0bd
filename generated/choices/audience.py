# Generated from specs/choices/audience.yaml. Do not edit.
"""Choices shared by fields."""

AUDIENCE = {
    "customer": "Customers",
    "partner": "Partners",
    "employee": "Employees",
}
