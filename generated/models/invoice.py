# Generated from specs/records/invoice.yaml. Do not edit; extend in extensions/invoice.py.
"""The table invoice."""

from runtime import fields as F
from runtime import records

INVOICE_STATE = {
    "draft": "Draft",
    "sent": "To be paid",
    "disputed": "Being clarified",
    "paid": "Paid",
    "cancelled": "Cancelled",
}


class Invoice(records.Record):
    __tablename__ = "invoice"
    __table_args__ = (records.index("account_id", "id"),)

    reference = F.text(
        "Invoice number",
        required=True,
        unique=True,
        length=200,
        pattern="[0-9]{2}-[0-9]{6}",
        hint="As in the accounts, for example 26-004711.",
    )
    account_id = F.link("Company", to="account", required=True)
    account = F.linked("Account", account_id, back="invoices")
    order_id = F.link("Order", to="order", index=True)
    order = F.linked("Order", order_id, back="invoices")
    state = F.choice("State", INVOICE_STATE, required=True, index=True)
    issued_on = F.date("Issued on", required=True)
    due_on = F.date("Due on", required=True)
    amount = F.money("Amount", required=True, places=2)
    paid = F.money("Paid", required=True, places=2)
    paid_on = F.date("Paid on")
    balance = F.money("Still to pay", places=2, computed=True)
    document = F.file("Document", size=5000000, accept=(".pdf", ".txt"))
    question = F.longtext("Question about this invoice")
    notes = F.longtext("Internal notes")
