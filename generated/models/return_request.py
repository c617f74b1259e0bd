# Generated from specs/records/return_request.yaml. Do not edit; extend in extensions/return_request.py.
"""The table return_request."""

from generated.choices.return_reason import RETURN_REASON
from runtime import fields as F
from runtime import records

RETURN_REQUEST_WISH = {
    "repair": "Repair",
    "exchange": "Exchange",
    "credit": "Credit note",
}

RETURN_REQUEST_STATE = {
    "requested": "Requested",
    "approved": "Approved, please send it",
    "received": "Received",
    "repaired": "Repaired",
    "exchanged": "Exchanged",
    "credited": "Credited",
    "refused": "Refused",
}


class ReturnRequest(records.Record):
    __tablename__ = "return_request"
    __table_args__ = (records.index("account_id", "id"),)

    number = F.text("Number", unique=True, length=60)
    account_id = F.link("Company", to="account", required=True)
    account = F.linked("Account", account_id, back="returns")
    contact_id = F.link("Contact", to="contact", index=True)
    contact = F.linked("Contact", contact_id)
    purchase_id = F.link("What do you return?", to="purchase", required=True, index=True)
    purchase = F.linked("Purchase", purchase_id, back="returns")
    quantity = F.integer("Quantity", required=True)
    reason = F.choice("Reason", RETURN_REASON, required=True)
    details = F.longtext("Details", hint="Tell us what is wrong with it, so that we can check it at once.")
    wish = F.choice("What would you like?", RETURN_REQUEST_WISH, required=True)
    ticket_id = F.link("Ticket", to="ticket", index=True)
    ticket = F.linked("Ticket", ticket_id, back="returns")
    collect_from = F.address("Collect from", length=500, hint="Only if it differs from the address of the company.")
    requested_on = F.date("Requested on", required=True)
    return_label = F.file("Return label", size=10000000, accept=(".pdf", ".txt"))
    received_on = F.date("Received on")
    answer = F.longtext("Answer")
    credit = F.money("Credit", places=2)
    inspection = F.richtext("Inspection (internal)")
    attachments = F.files("Attachments", size=10000000, hint="Pictures, logs, documents - whatever helps.")
    state = F.choice("State", RETURN_REQUEST_STATE, required=True)
    state_since = F.datetime("In this state since", computed=True)
    comments = F.back("ReturnRequestComment", "about")
    internal_notes = F.back("ReturnRequestNote", "about")
