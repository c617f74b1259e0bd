# Generated from specs/choices/account_kind.yaml. Do not edit.
"""Choices shared by fields."""

ACCOUNT_KIND = {
    "prospect": "Prospect",
    "customer": "Customer",
    "partner": "Partner",
}
