# Generated from specs/records/order_item.yaml. Do not edit; extend in extensions/order_item.py.
"""The table order_item."""

from runtime import fields as F
from runtime import records


class OrderItem(records.Record):
    __tablename__ = "order_item"

    order_id = F.link("Order", to="order", required=True, index=True)
    order = F.linked("Order", order_id, back="items")
    product_id = F.link("Product", to="product", required=True, index=True)
    product = F.linked("Product", product_id)
    quantity = F.integer("Quantity", required=True)
    price = F.money("Price", required=True, places=2)
    discount = F.percent("Discount", required=True, places=2)
    amount = F.money("Amount", places=2, computed=True)
