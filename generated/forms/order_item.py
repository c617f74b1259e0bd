# Generated from specs/records/order_item.yaml. Do not edit; extend in extensions/order_item.py.
"""Forms, portal by portal."""

from generated.models.order_item import OrderItem
from runtime.web import forms as F


class StaffSalesOrderItemForm(F.RecordForm):
    """What people of the portal staff fill in."""

    product = F.ask(OrderItem.product_id)
    quantity = F.ask(OrderItem.quantity)
    price = F.ask(OrderItem.price)
    discount = F.ask(OrderItem.discount)
