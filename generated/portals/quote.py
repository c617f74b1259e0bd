# Generated from specs/records/quote.yaml. Do not edit; extend in extensions/quote.py.
"""What may be done here, and by whom."""

import decimal

from generated.models.quote import Quote
from generated.rules import quote as rules
from runtime.declarations.access import EVERYTHING, Access, Check, Grant, RecordType, but
from runtime.declarations.later import later

api = later("generated.api.quote")
forms = later("generated.forms.quote")

ALL = (
    "number",
    "opportunity",
    "partner",
    "recipient",
    "product",
    "quantity",
    "price",
    "discount",
    "total",
    "valid_until",
    "delivery",
    "terms",
    "state",
    "attachments",
)

PARTNER = Access(
    rows=rules.partner_rows,
    see=(Grant(but(ALL, "partner")),),
    create=("opportunity", "recipient", "product", "quantity", "price", "discount", "valid_until", "delivery", "terms"),
    preset={"partner": rules.partner_preset_partner},
    edit=(
        Grant(
            ("recipient", "quantity", "price", "discount", "valid_until", "delivery", "terms", "attachments"),
            rules.in_draft,
        ),
        Grant(("state",), rules.still_open),
    ),
    delete=rules.in_draft,
    list=("number", "opportunity", "product", "quantity", "total", "valid_until", "state"),
    form=forms.PartnerQuoteForm,
    schema=api.PartnerQuoteSchema,
)

STAFF = Access()

STAFF_SALES = Access(
    rows=EVERYTHING,
    see=(Grant((*ALL, "updated")),),
    create=but(ALL, "number", "total"),
    edit=(Grant(but(ALL, "number", "total")),),
    delete=rules.in_draft,
    list=("number", "opportunity", "partner", "product", "quantity", "total", "valid_until", "state"),
    form=forms.StaffSalesQuoteForm,
    schema=api.StaffSalesQuoteSchema,
)

STAFF_FINANCE = Access(
    rows=rules.staff_finance_rows,
    see=(Grant((*ALL, "updated")),),
    list=("number", "recipient", "product", "quantity", "total", "valid_until"),
    schema=api.StaffFinanceQuoteSchema,
)

STAFF_ADMIN = Access(
    rows=EVERYTHING,
    see=(Grant((*ALL, "updated")),),
    list=("number", "opportunity", "partner", "product", "quantity", "total", "valid_until", "state"),
    schema=api.StaffFinanceQuoteSchema,
)

RECORD = RecordType(
    key="quote",
    model=Quote,
    label="Quotation",
    plural="Quotations",
    address="quotes",
    title="{number}",
    number="QU-{year}-{random:6}",
    where={"partner": rules.partner_where, "product": rules.product_where},
    default={
        "quantity": 1,
        "discount": decimal.Decimal("0"),
        "valid_until": rules.valid_until_default,
        "state": "draft",
    },
    minimum={
        "quantity": 1,
        "price": decimal.Decimal("0"),
        "discount": decimal.Decimal("0"),
        "valid_until": rules.today,
    },
    maximum={"quantity": 10000, "discount": decimal.Decimal("30")},
    computed={"total": rules.total},
    checks=(
        Check(
            "large_discount",
            rules.large_discount,
            "Give the reason for a discount of more than 15 % under Terms.",
            ("discount", "state"),
        ),
    ),
    access={
        "partner": PARTNER,
        "staff": STAFF,
        "staff.sales": STAFF_SALES,
        "staff.finance": STAFF_FINANCE,
        "staff.admin": STAFF_ADMIN,
    },
)
