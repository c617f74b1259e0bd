# Generated from specs/records/time_card.yaml. Do not edit; extend in extensions/time_card.py.
"""The table time_card."""

from runtime import fields as F
from runtime import records

TIME_CARD_STATE = {
    "open": "Open",
    "submitted": "Waits for approval",
    "approved": "Approved",
    "sent_back": "Sent back",
    "paid": "Paid",
}


class TimeCard(records.Record):
    __tablename__ = "time_card"
    __table_args__ = (records.unique("person_id", "week"), records.index("person_id", "id"))

    person_id = F.link("Person", to="employee", required=True)
    person = F.linked("Employee", person_id, back="time_cards")
    week = F.date("Week from", required=True, hint="The Monday of the week.")
    monday = F.decimal("Monday", required=True, places=2)
    tuesday = F.decimal("Tuesday", required=True, places=2)
    wednesday = F.decimal("Wednesday", required=True, places=2)
    thursday = F.decimal("Thursday", required=True, places=2)
    friday = F.decimal("Friday", required=True, places=2)
    saturday = F.decimal("Saturday", required=True, places=2)
    sunday = F.decimal("Sunday", required=True, places=2)
    total = F.decimal("Hours", places=2, computed=True)
    overtime = F.decimal("Overtime", places=2, computed=True)
    remark = F.text("Remark", length=200)
    answer = F.text("Remark of the approver", length=200)
    state = F.choice("State", TIME_CARD_STATE, required=True, index=True)
    state_since = F.datetime("In this state since", computed=True)
    submit_by = F.account("Submit: by whom", computed=True)
