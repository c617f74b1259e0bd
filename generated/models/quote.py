# Generated from specs/records/quote.yaml. Do not edit; extend in extensions/quote.py.
"""The table quote."""

from runtime import fields as F
from runtime import records

QUOTE_STATE = {
    "draft": "Draft",
    "sent": "Sent",
    "accepted": "Accepted",
    "declined": "Declined",
}


class Quote(records.Record):
    __tablename__ = "quote"
    __table_args__ = (records.index("partner_id", "id"),)

    number = F.text("Number", unique=True, length=60)
    opportunity_id = F.link("Opportunity", to="opportunity", required=True, index=True)
    opportunity = F.linked("Opportunity", opportunity_id, back="quotes")
    partner_id = F.link("Partner", to="account")
    partner = F.linked("Account", partner_id, back="partner_quotes")
    recipient = F.text("Recipient", required=True, length=120, hint="The company and the person it is for.")
    product_id = F.link("Product", to="product", required=True, index=True)
    product = F.linked("Product", product_id, back="quotes")
    quantity = F.integer("Quantity", required=True)
    price = F.money("Price each", required=True, places=2, hint="The list price stands with the product.")
    discount = F.percent("Discount", required=True, places=2)
    total = F.money("Net total", places=2, computed=True)
    valid_until = F.date("Valid until", required=True)
    delivery = F.duration("Delivery time", hint="For example 10d or 3w.")
    terms = F.longtext("Terms")
    state = F.choice("State", QUOTE_STATE, required=True, index=True)
    attachments = F.files("Attachments", size=10000000, hint="Pictures, logs, documents - whatever helps.")
