# Generated from specs/records/order.yaml. Do not edit; extend in extensions/order.py.
"""Forms, portal by portal."""

from generated.models.order import Order
from runtime.web import forms as F


class StaffSalesOrderForm(F.RecordForm):
    """What people of the portal staff fill in."""

    account = F.ask(Order.account_id)
    contact = F.ask(Order.contact_id)
    reference = F.ask(Order.reference)
    state = F.ask(Order.state)
    ordered_on = F.ask(Order.ordered_on)
    wanted_on = F.ask(Order.wanted_on)
    confirmed_for = F.ask(Order.confirmed_for)
    shipped_on = F.ask(Order.shipped_on)
    carrier = F.ask(Order.carrier)
    tracking = F.ask(Order.tracking)
    ship_to = F.ask(Order.ship_to)
    items = F.ask(Order.items)
    vat = F.ask(Order.vat)
    notes = F.ask(Order.notes)


class StaffFinanceOrderForm(F.RecordForm):
    """What people of the portal staff fill in."""

    vat = F.ask(Order.vat)
    notes = F.ask(Order.notes)
