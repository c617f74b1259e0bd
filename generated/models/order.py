# Generated from specs/records/order.yaml. Do not edit; extend in extensions/order.py.
"""The table order."""

from generated.choices.order_state import ORDER_STATE
from runtime import fields as F
from runtime import records


class Order(records.Record):
    __tablename__ = "order"
    __table_args__ = (records.index("account_id", "id"),)

    number = F.text("Number", unique=True, length=60)
    account_id = F.link("Company", to="account", required=True)
    account = F.linked("Account", account_id, back="orders")
    contact_id = F.link("Ordered by", to="contact", index=True)
    contact = F.linked("Contact", contact_id)
    reference = F.text("Your reference", length=60)
    state = F.choice("State", ORDER_STATE, required=True, index=True)
    ordered_on = F.date("Ordered on", required=True)
    wanted_on = F.date("Wanted by")
    confirmed_for = F.date("Delivery planned for")
    shipped_on = F.date("Shipped on")
    carrier = F.text("Carrier", length=60)
    tracking = F.url("Follow the parcel", length=2000)
    ship_to = F.address("Ship to", length=500)
    items = F.lines("Positions", of="order_item", cls="OrderItem", link="order")
    net = F.money("Net", places=2, computed=True)
    vat = F.percent("VAT", required=True, places=2)
    total = F.money("Total", places=2, computed=True)
    notes = F.longtext("Internal notes")
    invoices = F.back("Invoice", "order")
    purchases = F.back("Purchase", "order")
