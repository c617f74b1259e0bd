# Generated from specs/records/expense.yaml. Do not edit; extend in extensions/expense.py.
"""The table expense."""

from generated.choices.approval_state import APPROVAL_STATE
from runtime import fields as F
from runtime import records

EXPENSE_KIND = {
    "travel": "Travel",
    "hotel": "Hotel",
    "meal": "Meal",
    "material": "Material",
    "other": "Other",
}


class Expense(records.Record):
    __tablename__ = "expense"

    person_id = F.link("Person", to="employee", required=True, index=True)
    person = F.linked("Employee", person_id, back="expenses")
    purpose = F.text("Purpose", required=True, length=120, hint="Where you went and what for.")
    kind = F.choice("Kind", EXPENSE_KIND, required=True)
    spent_on = F.date("Spent on", required=True)
    account_id = F.link("For the customer", to="account", index=True)
    account = F.linked("Account", account_id, back="expenses")
    amount = F.money("Amount", required=True, places=2)
    receipt = F.file("Receipt", size=10000000, accept=(".pdf", ".png", ".jpg", ".txt"))
    remark = F.text("Remark", length=200, hint="Without a receipt, say why.")
    submitted = F.yesno("Ready for approval")
    state = F.choice("State", APPROVAL_STATE, required=True)
    answer = F.text("Remark of the approver", length=200)
    paid_on = F.date("Paid on")
