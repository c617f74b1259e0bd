# Generated from specs/choices/product_family.yaml. Do not edit.
"""Choices shared by fields."""

PRODUCT_FAMILY = {
    "printer": "Label printers",
    "applicator": "Print and apply",
    "sensor": "Sensors",
    "software": "Software",
    "accessory": "Accessories",
}
