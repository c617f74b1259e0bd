# Generated from specs/choices/severity.yaml. Do not edit.
"""Choices shared by fields."""

SEVERITY = {
    "low": "Low",
    "normal": "Normal",
    "high": "High",
    "critical": "Critical",
}
