# Generated from specs/records/literature_order.yaml. Do not edit; extend in extensions/literature_order.py.
"""The table literature_order."""

from runtime import fields as F
from runtime import records

LITERATURE_ORDER_STATE = {
    "ordered": "Ordered",
    "printing": "Printing",
    "sent": "Sent",
    "cancelled": "Cancelled",
}


class LiteratureOrder(records.Record):
    __tablename__ = "literature_order"
    __table_args__ = (records.index("account_id", "id"),)

    number = F.text("Number", unique=True, length=60)
    account_id = F.link("Company", to="account", required=True)
    account = F.linked("Account", account_id, back="literature_orders")
    contact_id = F.link("Contact", to="contact", required=True, index=True)
    contact = F.linked("Contact", contact_id)
    download_id = F.link("Brochure", to="download", required=True, index=True)
    download = F.linked("Download", download_id, back="literature_orders")
    copies = F.integer("Copies", required=True)
    occasion = F.text("Occasion", length=120, hint="Needed for more than 100 copies.")
    needed_by = F.date("Needed by")
    ship_to = F.address("Ship to", required=True, length=500)
    state = F.choice("State", LITERATURE_ORDER_STATE, required=True)
    sent_on = F.date("Sent on")
