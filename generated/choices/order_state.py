# Generated from specs/choices/order_state.yaml. Do not edit.
"""Choices shared by fields."""

ORDER_STATE = {
    "placed": "Placed",
    "confirmed": "Confirmed",
    "in_production": "In production",
    "shipped": "Shipped",
    "delivered": "Delivered",
    "cancelled": "Cancelled",
}
