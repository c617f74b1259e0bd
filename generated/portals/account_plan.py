# Generated from specs/records/account_plan.yaml. Do not edit; extend in extensions/account_plan.py.
"""What may be done here, and by whom."""

import decimal

from generated.models.account_plan import AccountPlan
from generated.rules import account_plan as rules
from runtime.declarations.access import EVERYTHING, Access, Grant, RecordType, Unique
from runtime.declarations.later import later

api = later("generated.api.account_plan")
forms = later("generated.forms.account_plan")

ALL = ("account", "year", "target", "standing", "goals", "risks", "focus", "next_review")

STAFF = Access()

STAFF_SALES = Access(
    rows=EVERYTHING,
    see=(Grant((*ALL, "updated")),),
    create=ALL,
    edit=(Grant(ALL),),
    delete=rules.staff_sales_delete,
    list=("account", "year", "standing", "target", "next_review"),
    form=forms.StaffSalesAccountPlanForm,
    schema=api.StaffSalesAccountPlanSchema,
)

STAFF_ADMIN = Access(
    rows=EVERYTHING,
    see=(Grant((*ALL, "updated")),),
    list=("account", "year", "standing", "target", "next_review"),
    schema=api.StaffAdminAccountPlanSchema,
)

RECORD = RecordType(
    key="account_plan",
    model=AccountPlan,
    label="Account plan",
    plural="Account plans",
    address="account-plans",
    title="{account} {year}",
    where={"account": rules.account_where, "focus": rules.focus_where},
    default={"standing": "keep"},
    minimum={"year": 2020, "target": decimal.Decimal("0")},
    maximum={"year": 2100},
    unique=(Unique(("account", "year"), "There is a plan for this company and year already."),),
    access={"staff": STAFF, "staff.sales": STAFF_SALES, "staff.admin": STAFF_ADMIN},
)
