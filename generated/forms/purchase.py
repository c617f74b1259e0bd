# Generated from specs/records/purchase.yaml. Do not edit; extend in extensions/purchase.py.
"""Forms, portal by portal."""

from generated.models.purchase import Purchase
from runtime.web import forms as F


class CustomerPurchaseForm(F.RecordForm):
    """What people of the portal customer fill in."""

    release = F.ask(Purchase.release_id)
    location = F.ask(Purchase.location)


class StaffAgentPurchaseForm(F.RecordForm):
    """What people of the portal staff fill in."""

    account = F.ask(Purchase.account_id)
    product = F.ask(Purchase.product_id)
    release = F.ask(Purchase.release_id)
    serial_number = F.ask(Purchase.serial_number)
    quantity = F.ask(Purchase.quantity)
    order = F.ask(Purchase.order_id)
    bought_on = F.ask(Purchase.bought_on)
    warranty_until = F.ask(Purchase.warranty_until)
    maintained_until = F.ask(Purchase.maintained_until)
    location = F.ask(Purchase.location)


class StaffSalesPurchaseForm(F.RecordForm):
    """What people of the portal staff fill in."""

    account = F.ask(Purchase.account_id)
    product = F.ask(Purchase.product_id)
    release = F.ask(Purchase.release_id)
    serial_number = F.ask(Purchase.serial_number)
    quantity = F.ask(Purchase.quantity)
    order = F.ask(Purchase.order_id)
    bought_on = F.ask(Purchase.bought_on)
    warranty_until = F.ask(Purchase.warranty_until)
    maintained_until = F.ask(Purchase.maintained_until)
    location = F.ask(Purchase.location)
    paid_price = F.ask(Purchase.paid_price)
