# Generated from specs/records/expense.yaml. Do not edit; extend in extensions/expense.py.
"""The table expense."""

from runtime import fields as F
from runtime import records

EXPENSE_KIND = {
    "travel": "Travel",
    "hotel": "Hotel",
    "meal": "Meal",
    "material": "Material",
    "other": "Other",
}

EXPENSE_STATE = {
    "open": "Open",
    "submitted": "Waits for approval",
    "approved": "Approved",
    "sent_back": "Sent back",
    "paid": "Paid",
}


class Expense(records.Record):
    __tablename__ = "expense"
    __table_args__ = (records.index("person_id", "id"),)

    person_id = F.link("Person", to="employee", required=True)
    person = F.linked("Employee", person_id, back="expenses")
    purpose = F.text("Purpose", required=True, length=120, hint="Where you went and what for.")
    kind = F.choice("Kind", EXPENSE_KIND, required=True)
    spent_on = F.date("Spent on", required=True)
    account_id = F.link("For the customer", to="account", index=True)
    account = F.linked("Account", account_id, back="expenses")
    amount = F.money("Amount", required=True, places=2)
    receipt = F.file("Receipt", size=10000000, accept=(".pdf", ".png", ".jpg", ".txt"))
    remark = F.text("Remark", length=200, hint="Without a receipt, say why.")
    answer = F.text("Remark of the approver", length=200)
    paid_on = F.date("Paid on")
    state = F.choice("State", EXPENSE_STATE, required=True, index=True)
    state_since = F.datetime("In this state since", computed=True)
    submit_by = F.account("Submit: by whom", computed=True)
