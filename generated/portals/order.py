# Generated from specs/records/order.yaml. Do not edit; extend in extensions/order.py.
"""What may be done here, and by whom."""

import decimal
from dataclasses import replace

from generated.models.order import Order
from generated.rules import order as rules
from runtime.declarations.access import EVERYTHING, Access, Grant, Override, RecordType, but
from runtime.declarations.later import later

api = later("generated.api.order")
forms = later("generated.forms.order")

ALL = (
    "number",
    "account",
    "contact",
    "reference",
    "state",
    "ordered_on",
    "wanted_on",
    "confirmed_for",
    "shipped_on",
    "carrier",
    "tracking",
    "ship_to",
    "items",
    "net",
    "vat",
    "total",
    "notes",
)

CUSTOMER = Access(
    rows=rules.ours,
    see=(Grant(but(ALL, "account", "notes")),),
    list=("number", "reference", "state", "ordered_on", "confirmed_for", "shipped_on", "total"),
    schema=api.CustomerOrderSchema,
)

PARTNER = Access(
    rows=rules.partner_rows,
    see=(Grant(but(ALL, "notes")),),
    list=("number", "account", "reference", "state", "ordered_on", "confirmed_for", "shipped_on"),
    fields={"reference": Override(label="Customer's reference")},
    schema=api.PartnerOrderSchema,
)

STAFF = Access(
    rows=EVERYTHING,
    see=(Grant((*ALL, "updated")),),
    list=("number", "account", "state", "ordered_on", "wanted_on", "confirmed_for", "total"),
    schema=api.StaffOrderSchema,
)

STAFF_SALES = replace(
    STAFF,
    create=but(ALL, "number", "net", "total"),
    edit=(Grant(but(ALL, "number", "net", "total")),),
    delete=rules.staff_sales_delete,
    form=forms.StaffSalesOrderForm,
    schema=api.StaffSalesOrderSchema,
)

STAFF_FINANCE = replace(
    STAFF,
    edit=(Grant(("vat", "notes")),),
    form=forms.StaffFinanceOrderForm,
    schema=api.StaffFinanceOrderSchema,
)

STAFF_HR = Access()

STAFF_ADMIN = replace(
    STAFF,
    create=but(ALL, "number", "net", "total"),
    edit=(Grant(but(ALL, "number", "net", "total")),),
    delete=rules.staff_sales_delete,
    form=forms.StaffSalesOrderForm,
    schema=api.StaffSalesOrderSchema,
)

RECORD = RecordType(
    key="order",
    model=Order,
    label="Order",
    plural="Orders",
    address="orders",
    title="{number}",
    number="ORD-{year}-{random:6}",
    where={"contact": rules.contact_where},
    require={"confirmed_for": rules.confirmed_for_require, "shipped_on": rules.shipped_on_require},
    default={"state": "placed", "ordered_on": rules.today, "vat": decimal.Decimal("20")},
    minimum={"wanted_on": rules.wanted_on_min, "confirmed_for": rules.wanted_on_min, "shipped_on": rules.wanted_on_min},
    computed={"net": rules.net, "total": rules.total},
    filters={"staff.orders": rules.under_way},
    access={
        "customer": CUSTOMER,
        "partner": PARTNER,
        "staff": STAFF,
        "staff.sales": STAFF_SALES,
        "staff.finance": STAFF_FINANCE,
        "staff.hr": STAFF_HR,
        "staff.admin": STAFF_ADMIN,
    },
)
