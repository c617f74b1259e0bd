# Generated from specs/records/expense.yaml. Do not edit; extend in extensions/expense.py.
"""Forms, portal by portal."""

from generated.models.expense import Expense
from runtime.web import forms as F


class EmployeeExpenseForm(F.RecordForm):
    """What people of the portal employee fill in."""

    purpose = F.ask(Expense.purpose)
    kind = F.ask(Expense.kind)
    spent_on = F.ask(Expense.spent_on)
    amount = F.ask(Expense.amount)
    receipt = F.ask(Expense.receipt)
    remark = F.ask(Expense.remark)


class StaffExpenseForm(F.RecordForm):
    """What people of the portal staff fill in."""

    answer = F.ask(Expense.answer)
    paid_on = F.ask(Expense.paid_on)


class StaffFinanceExpenseForm(F.RecordForm):
    """What people of the portal staff fill in."""

    account = F.ask(Expense.account_id)
    answer = F.ask(Expense.answer)
    paid_on = F.ask(Expense.paid_on)
