# Generated from specs/records/invoice.yaml. Do not edit; extend in extensions/invoice.py.
"""What may be done here, and by whom."""

import decimal

from generated.models.invoice import Invoice
from generated.rules import invoice as rules
from runtime.declarations.access import EVERYTHING, Access, Check, Grant, RecordType, but
from runtime.declarations.later import later

api = later("generated.api.invoice")
forms = later("generated.forms.invoice")

ALL = (
    "reference",
    "account",
    "order",
    "state",
    "issued_on",
    "due_on",
    "amount",
    "paid",
    "paid_on",
    "balance",
    "document",
    "question",
    "notes",
)

CUSTOMER = Access(
    rows=rules.customer_rows,
    see=(Grant(but(ALL, "account", "question", "notes")), Grant(("question",), rules.unpaid)),
    edit=(Grant(("question",), rules.unpaid),),
    list=("reference", "order", "state", "issued_on", "due_on", "amount", "balance"),
    form=forms.CustomerInvoiceForm,
    schema=api.CustomerInvoiceSchema,
)

PARTNER = Access(
    rows=rules.partner_rows,
    see=(Grant(but(ALL, "account", "question", "notes")),),
    list=("reference", "order", "state", "issued_on", "due_on", "amount", "balance"),
    schema=api.PartnerInvoiceSchema,
)

STAFF = Access()

STAFF_FINANCE = Access(
    rows=EVERYTHING,
    see=(Grant((*ALL, "updated")),),
    create=but(ALL, "balance"),
    edit=(Grant(but(ALL, "balance")),),
    delete=rules.staff_finance_delete,
    list=("reference", "account", "state", "issued_on", "due_on", "amount", "balance"),
    form=forms.StaffFinanceInvoiceForm,
    schema=api.StaffFinanceInvoiceSchema,
)

STAFF_SALES = Access(
    rows=rules.handed_over,
    see=(Grant((*but(ALL, "notes"), "updated")),),
    list=("reference", "account", "state", "issued_on", "due_on", "amount", "balance"),
    schema=api.StaffSalesInvoiceSchema,
)

STAFF_ADMIN = Access(
    rows=EVERYTHING,
    see=(Grant((*ALL, "updated")),),
    list=("reference", "account", "state", "issued_on", "due_on", "amount", "balance"),
    schema=api.StaffAdminInvoiceSchema,
)

RECORD = RecordType(
    key="invoice",
    model=Invoice,
    label="Invoice",
    plural="Invoices",
    address="invoices",
    title="{reference}",
    where={"order": rules.order_where},
    require={"paid_on": rules.paid_on_require},
    default={"state": "draft", "issued_on": rules.today, "paid": decimal.Decimal("0")},
    minimum={
        "due_on": rules.due_on_min,
        "amount": decimal.Decimal("0"),
        "paid": decimal.Decimal("0"),
        "paid_on": rules.due_on_min,
    },
    computed={"balance": rules.balance},
    checks=(
        Check(
            "paid_too_much",
            rules.paid_too_much,
            "More is paid than the invoice asks for. Record the rest as a credit.",
            ("paid", "amount"),
        ),
        Check("paid_in_full", rules.paid_in_full, "The invoice is not paid in full yet.", ("state", "paid")),
    ),
    filters={"staff.unpaid": rules.unpaid},
    access={
        "customer": CUSTOMER,
        "partner": PARTNER,
        "staff": STAFF,
        "staff.finance": STAFF_FINANCE,
        "staff.sales": STAFF_SALES,
        "staff.admin": STAFF_ADMIN,
    },
)
