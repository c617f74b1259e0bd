# Generated from specs/choices/industry.yaml. Do not edit.
"""Choices shared by fields."""

INDUSTRY = {
    "food": "Food and drink",
    "pharma": "Pharmaceuticals",
    "logistics": "Logistics",
    "chemicals": "Chemicals",
    "automotive": "Automotive",
    "electronics": "Electronics",
    "retail": "Retail",
    "public": "Public sector",
    "services": "Services",
}
