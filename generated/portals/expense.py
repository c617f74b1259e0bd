# Generated from specs/records/expense.yaml. Do not edit; extend in extensions/expense.py.
"""What may be done here, and by whom."""

import decimal
from dataclasses import replace

from generated.api import expense as api
from generated.forms import expense as forms
from generated.models.expense import Expense
from generated.rules import expense as rules
from runtime.declarations.access import Access, Grant, RecordType, but

ALL = (
    "person",
    "purpose",
    "kind",
    "spent_on",
    "account",
    "amount",
    "receipt",
    "remark",
    "submitted",
    "state",
    "answer",
    "paid_on",
)

EMPLOYEE = Access(
    rows=rules.mine,
    see=(Grant(but(ALL, "person", "account")),),
    create=("purpose", "kind", "spent_on", "amount", "receipt", "remark", "submitted"),
    preset={"person": rules.me},
    edit=(Grant(("purpose", "kind", "spent_on", "amount", "receipt", "remark", "submitted"), rules.changeable),),
    delete=rules.employee_delete,
    list=("purpose", "kind", "spent_on", "amount", "submitted", "state"),
    form=forms.EmployeeExpenseForm,
)

STAFF = Access(
    rows=rules.staff_rows,
    see=(Grant((*ALL, "updated")),),
    edit=(Grant(("state", "answer"), rules.staff_edit),),
    list=("person", "purpose", "kind", "spent_on", "amount", "submitted", "state"),
    form=forms.StaffExpenseForm,
    schema=api.StaffExpenseSchema,
)

STAFF_FINANCE = replace(
    STAFF,
    rows=rules.staff_finance_rows,
    edit=(Grant(("account", "state", "paid_on"), rules.staff_finance_edit),),
    form=forms.StaffFinanceExpenseForm,
    schema=api.StaffFinanceExpenseSchema,
)

RECORD = RecordType(
    key="expense",
    model=Expense,
    label="Expense claim",
    plural="Expense claims",
    address="expenses",
    title="{purpose}",
    require={"remark": rules.remark_require, "answer": rules.answer_require, "paid_on": rules.paid_on_require},
    default={"submitted": False, "state": "open"},
    minimum={"amount": decimal.Decimal("0")},
    maximum={"spent_on": rules.today},
    filters={"staff.claims": rules.to_approve},
    access={"employee": EMPLOYEE, "staff": STAFF, "staff.finance": STAFF_FINANCE},
)
