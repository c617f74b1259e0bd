# Generated from specs/records/product.yaml. Do not edit; extend in extensions/product.py.
"""What may be done here, and by whom."""

import decimal
from dataclasses import replace

from generated.models.product import Product
from generated.rules import product as rules
from runtime.declarations.access import EVERYTHING, Access, Grant, RecordType, but
from runtime.declarations.later import later

api = later("generated.api.product")
forms = later("generated.forms.product")

ALL = (
    "name",
    "code",
    "family",
    "state",
    "summary",
    "description",
    "image",
    "weight",
    "warranty",
    "price",
    "partner_discount",
    "partner_price",
    "team",
    "discontinued_on",
    "units_sold",
)

CUSTOMER = Access(
    rows=rules.known,
    see=(Grant(but(ALL, "partner_discount", "partner_price", "team", "units_sold")),),
    list=("name", "code", "family", "summary", "price"),
    schema=api.CustomerProductSchema,
)

PARTNER = Access(
    rows=rules.known,
    see=(Grant(but(ALL, "partner_discount", "team", "units_sold")),),
    list=("name", "code", "family", "price", "partner_price", "state"),
    schema=api.PartnerProductSchema,
)

EMPLOYEE = Access(
    rows=rules.known,
    see=(Grant(but(ALL, "partner_discount", "partner_price", "team", "units_sold")),),
    list=("name", "code", "family", "summary", "price"),
)

STAFF = Access(
    rows=EVERYTHING,
    see=(Grant((*ALL, "updated")),),
    list=("name", "code", "family", "state", "price", "team"),
    schema=api.StaffProductSchema,
)

STAFF_SALES = replace(
    STAFF,
    see=(Grant((*ALL, "cost")),),
    create=but(ALL, "partner_price", "units_sold"),
    edit=(Grant((*but(ALL, "partner_price", "units_sold"), "cost")),),
    form=forms.StaffSalesProductForm,
    schema=api.StaffSalesProductSchema,
)

STAFF_FINANCE = replace(
    STAFF,
    see=(Grant((*ALL, "cost")),),
    edit=(Grant(("price", "partner_discount", "cost")),),
    form=forms.StaffFinanceProductForm,
    schema=api.StaffFinanceProductSchema,
)

STAFF_ADMIN = replace(
    STAFF,
    create=but(ALL, "partner_price", "units_sold"),
    edit=(Grant(but(ALL, "partner_price", "units_sold")),),
    delete=rules.staff_admin_delete,
    form=forms.StaffAdminProductForm,
    schema=api.StaffAdminProductSchema,
)

RECORD = RecordType(
    key="product",
    model=Product,
    label="Product",
    plural="Products",
    address="products",
    title="{name}",
    show={"discontinued_on": rules.discontinued_on_show},
    require={"price": rules.price_require, "discontinued_on": rules.discontinued_on_show},
    default={"state": "planned", "partner_discount": decimal.Decimal("0")},
    minimum={
        "weight": decimal.Decimal("0"),
        "price": decimal.Decimal("0"),
        "partner_discount": decimal.Decimal("0"),
        "cost": decimal.Decimal("0"),
    },
    maximum={"partner_discount": decimal.Decimal("60")},
    computed={"partner_price": rules.partner_price, "units_sold": rules.units_sold},
    filters={
        "customer.catalogue": rules.price_require,
        "employee.products": rules.price_require,
        "partner.catalogue": rules.price_require,
    },
    access={
        "customer": CUSTOMER,
        "partner": PARTNER,
        "employee": EMPLOYEE,
        "staff": STAFF,
        "staff.sales": STAFF_SALES,
        "staff.finance": STAFF_FINANCE,
        "staff.admin": STAFF_ADMIN,
    },
)
