# Generated from specs/records/purchase.yaml. Do not edit; extend in extensions/purchase.py.
"""What may be done here, and by whom."""

import decimal
from dataclasses import replace

from generated.models.purchase import Purchase
from generated.rules import purchase as rules
from runtime.declarations.access import EVERYTHING, Access, Grant, Override, RecordType, but
from runtime.declarations.later import later

api = later("generated.api.purchase")
forms = later("generated.forms.purchase")

ALL = (
    "account",
    "product",
    "release",
    "serial_number",
    "quantity",
    "order",
    "bought_on",
    "warranty_until",
    "maintained_until",
    "location",
)

CUSTOMER = Access(
    rows=rules.ours,
    see=(Grant(but(ALL, "account")),),
    edit=(Grant(("release", "location")),),
    list=("product", "release", "serial_number", "quantity", "location", "warranty_until", "maintained_until"),
    fields={"location": Override(label="Where it stands")},
    form=forms.CustomerPurchaseForm,
    schema=api.CustomerPurchaseSchema,
)

PARTNER = Access(
    rows=rules.partner_rows,
    see=(Grant(ALL),),
    list=("account", "product", "release", "serial_number", "quantity", "warranty_until", "maintained_until"),
    schema=api.PartnerPurchaseSchema,
)

STAFF = Access(
    rows=EVERYTHING,
    see=(Grant((*ALL, "updated")),),
    list=(
        "account",
        "product",
        "release",
        "serial_number",
        "quantity",
        "bought_on",
        "warranty_until",
        "maintained_until",
    ),
    schema=api.StaffPurchaseSchema,
)

STAFF_AGENT = replace(
    STAFF,
    create=ALL,
    edit=(Grant(ALL),),
    form=forms.StaffAgentPurchaseForm,
    schema=api.StaffAgentPurchaseSchema,
)

STAFF_SALES = replace(
    STAFF,
    see=(Grant((*ALL, "paid_price")),),
    create=ALL,
    edit=(Grant((*ALL, "paid_price")),),
    form=forms.StaffSalesPurchaseForm,
    schema=api.StaffSalesPurchaseSchema,
)

STAFF_FINANCE = replace(STAFF, see=(Grant((*ALL, "paid_price")),), schema=api.StaffFinancePurchaseSchema)

STAFF_HR = Access()

STAFF_ADMIN = replace(
    STAFF,
    see=(Grant((*ALL, "paid_price")),),
    create=ALL,
    edit=(Grant((*ALL, "paid_price")),),
    delete=rules.staff_admin_delete,
    form=forms.StaffSalesPurchaseForm,
    schema=api.StaffSalesPurchaseSchema,
)

RECORD = RecordType(
    key="purchase",
    model=Purchase,
    label="Purchased product",
    plural="Purchased products",
    address="purchases",
    title="{product} {serial_number}",
    where={"product": rules.product_where, "release": rules.release_where, "order": rules.order_where},
    default={"quantity": 1, "bought_on": rules.today},
    minimum={
        "quantity": 1,
        "warranty_until": rules.warranty_until_min,
        "maintained_until": rules.warranty_until_min,
        "paid_price": decimal.Decimal("0"),
    },
    maximum={"quantity": 10000},
    access={
        "customer": CUSTOMER,
        "partner": PARTNER,
        "staff": STAFF,
        "staff.agent": STAFF_AGENT,
        "staff.sales": STAFF_SALES,
        "staff.finance": STAFF_FINANCE,
        "staff.hr": STAFF_HR,
        "staff.admin": STAFF_ADMIN,
    },
)
