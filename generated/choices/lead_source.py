# Generated from specs/choices/lead_source.yaml. Do not edit.
"""Choices shared by fields."""

LEAD_SOURCE = {
    "fair": "Trade fair",
    "website": "Website",
    "phone_call": "Telephone",
    "recommendation": "Recommendation",
    "registration": "Registered by a partner",
    "campaign": "Campaign",
}
