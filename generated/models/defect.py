# Generated from specs/records/defect.yaml. Do not edit; extend in extensions/defect.py.
"""The table defect."""

from generated.choices.severity import SEVERITY
from runtime import fields as F
from runtime import records

DEFECT_STATE = {
    "reported": "Reported",
    "confirmed": "Confirmed",
    "fixed": "Fixed",
    "not_a_defect": "Not a defect",
}


class Defect(records.Record):
    __tablename__ = "defect"

    number = F.text("Number", unique=True, length=60)
    summary = F.text("Summary", required=True, length=160)
    product_id = F.link("Product", to="product", required=True, index=True)
    product = F.linked("Product", product_id, back="defects")
    found_in_id = F.link("Found in", to="release", index=True)
    found_in = F.linked("Release", found_in_id, back="defects")
    fixed_in_id = F.link("Fixed in", to="release", index=True)
    fixed_in = F.linked("Release", fixed_in_id, back="fixes")
    state = F.choice("State", DEFECT_STATE, required=True)
    severity = F.choice("Severity", SEVERITY, required=True)
    description = F.richtext("Description")
    workaround = F.richtext("Workaround")
    reports = F.integer("Tickets", computed=True)
    attachments = F.files("Attachments", size=10000000, hint="Pictures, logs, documents - whatever helps.")
    tickets = F.back("Ticket", "defect")
