# Generated from specs/records/expense.yaml. Do not edit; extend in extensions/expense.py.
"""What may be done here, and by whom."""

import decimal
from dataclasses import replace

from generated.models.expense import Expense
from generated.notices.expense import NOTICES
from generated.rules import expense as rules
from generated.workflows.expense import WORKFLOW
from runtime.declarations.access import Access, Grant, RecordType, but
from runtime.declarations.later import later

api = later("generated.api.expense")
forms = later("generated.forms.expense")

ALL = (
    "person",
    "purpose",
    "kind",
    "spent_on",
    "account",
    "amount",
    "receipt",
    "remark",
    "answer",
    "paid_on",
    "state",
    "state_since",
    "submit_by",
)

EMPLOYEE = Access(
    rows=rules.mine,
    see=(Grant(but(ALL, "person", "account", "state_since", "submit_by")),),
    create=("purpose", "kind", "spent_on", "amount", "receipt", "remark"),
    preset={"person": rules.me},
    edit=(Grant(("purpose", "kind", "spent_on", "amount", "receipt", "remark"), rules.changeable),),
    delete=rules.employee_delete,
    list=("purpose", "kind", "spent_on", "amount", "state"),
    history=True,
    afterwards="It is kept, but nobody else looks at it yet. Submit it when it is complete.",
    form=forms.EmployeeExpenseForm,
)

STAFF = Access(
    rows=rules.of_my_team,
    see=(Grant((*ALL, "updated")),),
    list=("person", "purpose", "kind", "spent_on", "amount", "state"),
    form=forms.StaffExpenseForm,
    schema=api.StaffExpenseSchema,
)

STAFF_FINANCE = replace(
    STAFF,
    rows=rules.staff_finance_rows,
    edit=(Grant(("account",), rules.staff_finance_edit),),
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
    default={"state": "open"},
    minimum={"amount": decimal.Decimal("0")},
    maximum={"spent_on": rules.today},
    filters={"staff.claims": rules.to_approve},
    workflow=WORKFLOW,
    notices=NOTICES,
    access={"employee": EMPLOYEE, "staff": STAFF, "staff.finance": STAFF_FINANCE},
)
