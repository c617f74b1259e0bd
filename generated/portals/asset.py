# Generated from specs/records/asset.yaml. Do not edit; extend in extensions/asset.py.
"""What may be done here, and by whom."""

import decimal

from generated.models.asset import Asset
from generated.rules import asset as rules
from runtime.declarations.access import EVERYTHING, Access, Grant, RecordType
from runtime.declarations.later import later

api = later("generated.api.asset")
forms = later("generated.forms.asset")

ALL = (
    "tag",
    "name",
    "kind",
    "state",
    "holder",
    "handed_over",
    "serial_number",
    "bought_on",
    "value",
    "picture",
    "confirmed_on",
    "condition",
    "remark",
)

EMPLOYEE = Access(
    rows=rules.employee_rows,
    see=(
        Grant(("tag", "name", "kind", "state", "handed_over", "serial_number", "picture")),
        Grant(("confirmed_on", "condition", "remark")),
    ),
    edit=(Grant(("confirmed_on", "condition", "remark")),),
    list=("tag", "name", "kind", "condition", "confirmed_on"),
    form=forms.EmployeeAssetForm,
)

STAFF = Access()

STAFF_HR = Access(
    rows=EVERYTHING,
    see=(Grant(("tag", "name", "kind", "state", "holder", "handed_over", "condition", "confirmed_on")),),
    edit=(Grant(("holder", "handed_over", "state")),),
    list=("tag", "name", "kind", "state", "holder", "handed_over"),
    form=forms.StaffHrAssetForm,
    schema=api.StaffHrAssetSchema,
)

STAFF_FINANCE = Access(
    rows=EVERYTHING,
    see=(Grant((*ALL, "updated")),),
    edit=(Grant(("value", "bought_on")),),
    list=("tag", "name", "kind", "state", "bought_on", "value"),
    form=forms.StaffFinanceAssetForm,
    schema=api.StaffFinanceAssetSchema,
)

STAFF_ADMIN = Access(
    rows=EVERYTHING,
    see=(Grant((*ALL, "updated")),),
    create=ALL,
    edit=(Grant(ALL),),
    delete=rules.staff_admin_delete,
    list=("tag", "name", "kind", "state", "holder", "condition", "confirmed_on"),
    form=forms.StaffAdminAssetForm,
    schema=api.StaffAdminAssetSchema,
)

RECORD = RecordType(
    key="asset",
    model=Asset,
    label="Asset",
    plural="Assets",
    address="assets",
    title="{tag} {name}",
    where={"holder": rules.holder_where},
    require={"holder": rules.holder_require, "handed_over": rules.holder_require, "remark": rules.remark_require},
    default={"state": "in_stock", "condition": "good"},
    minimum={"value": decimal.Decimal("0")},
    maximum={"bought_on": rules.today, "confirmed_on": rules.today},
    access={
        "employee": EMPLOYEE,
        "staff": STAFF,
        "staff.hr": STAFF_HR,
        "staff.finance": STAFF_FINANCE,
        "staff.admin": STAFF_ADMIN,
    },
)
