# Generated from specs/records/data_change.yaml. Do not edit; extend in extensions/data_change.py.
"""The table data_change."""

from runtime import fields as F
from runtime import records

DATA_CHANGE_STATE = {
    "asked": "Waits for approval",
    "approved": "Approved",
    "done": "In force",
    "refused": "Refused",
}


class DataChange(records.Record):
    __tablename__ = "data_change"
    __table_args__ = (records.index("person_id", "id"),)

    person_id = F.link("Person", to="employee", required=True)
    person = F.linked("Employee", person_id, back="data_changes")
    name = F.text("New name", length=100)
    iban = F.text(
        "New bank account (IBAN)",
        private=True,
        length=200,
        pattern="[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}",
        hint="Without spaces.",
    )
    valid_from = F.date("Valid from", required=True)
    remark = F.text("Remark", length=200)
    asked = F.date("Asked", required=True)
    answer = F.text("Reason", length=200)
    state = F.choice("State", DATA_CHANGE_STATE, required=True, index=True)
    state_since = F.datetime("In this state since", computed=True)
    take_effect_due = F.datetime("Comes into force: due", private=True, computed=True)
