# Generated from specs/records/return_request.yaml. Do not edit; extend in extensions/return_request.py.
"""What may be done here, and by whom."""

import decimal
from dataclasses import replace

from generated.models.return_request import ReturnRequest
from generated.notices.return_request import NOTICES
from generated.rules import return_request as rules
from generated.workflows.return_request import WORKFLOW
from runtime.declarations.access import EVERYTHING, Access, Grant, RecordType, Unique, but
from runtime.declarations.later import later

api = later("generated.api.return_request")
forms = later("generated.forms.return_request")

ALL = (
    "number",
    "account",
    "contact",
    "purchase",
    "quantity",
    "reason",
    "details",
    "wish",
    "ticket",
    "collect_from",
    "requested_on",
    "return_label",
    "received_on",
    "answer",
    "credit",
    "inspection",
    "attachments",
    "state",
    "state_since",
)

CUSTOMER = Access(
    rows=rules.ours,
    see=(
        Grant(
            (
                *but(ALL, "account", "return_label", "answer", "credit", "inspection", "state_since"),
                "purchase.serial_number",
            ),
        ),
        Grant(("return_label",), rules.to_send),
        Grant(("answer", "credit"), rules.answer_show),
    ),
    create=("purchase", "quantity", "reason", "details", "wish", "ticket", "collect_from", "attachments"),
    preset={"account": rules.customer_preset_account, "contact": rules.me},
    edit=(Grant(("quantity", "details", "wish", "collect_from", "attachments"), rules.customer_edit),),
    delete=rules.customer_edit,
    list=("number", "purchase", "quantity", "reason", "state", "requested_on"),
    history=True,
    afterwards="We look at it within two working days. Once it is approved you find the label for the parcel here.",
    form=forms.CustomerReturnRequestForm,
    schema=api.CustomerReturnRequestSchema,
)

PARTNER = Access(
    rows=rules.partner_rows,
    see=(
        Grant((*but(ALL, "return_label", "answer", "credit", "inspection", "state_since"), "purchase.serial_number")),
        Grant(("return_label",), rules.to_send),
        Grant(("answer",), rules.answer_show),
    ),
    create=(
        "account",
        "contact",
        "purchase",
        "quantity",
        "reason",
        "details",
        "wish",
        "ticket",
        "collect_from",
        "attachments",
    ),
    edit=(Grant(("quantity", "details", "wish", "collect_from", "attachments"), rules.customer_edit),),
    delete=rules.customer_edit,
    list=("number", "account", "purchase", "quantity", "state", "requested_on"),
    history=True,
    afterwards="We look at it within two working days. Once it is approved you find the label for the parcel here.",
    form=forms.PartnerReturnRequestForm,
    schema=api.PartnerReturnRequestSchema,
)

STAFF = Access(
    rows=EVERYTHING,
    see=(Grant((*ALL, "updated")),),
    list=("number", "account", "purchase", "quantity", "reason", "wish", "state", "requested_on"),
    title="{number} ({state})",
    form=forms.StaffReturnRequestForm,
    schema=api.StaffReturnRequestSchema,
)

STAFF_AGENT = replace(
    STAFF,
    create=but(ALL, "number", "state", "state_since"),
    edit=(Grant(but(ALL, "number", "state", "state_since")),),
    form=forms.StaffAgentReturnRequestForm,
    schema=api.StaffAgentReturnRequestSchema,
)

STAFF_SALES = replace(
    STAFF,
    see=(Grant((*but(ALL, "inspection"), "updated")),),
    schema=api.StaffSalesReturnRequestSchema,
    form=None,
)

STAFF_FINANCE = replace(
    STAFF,
    edit=(Grant(("credit",)),),
    form=forms.StaffFinanceReturnRequestForm,
    schema=api.StaffFinanceReturnRequestSchema,
)

STAFF_HR = Access()

STAFF_ADMIN = replace(
    STAFF,
    create=but(ALL, "number", "state", "state_since"),
    edit=(Grant(but(ALL, "number", "state", "state_since")),),
    delete=rules.answer_require,
    form=forms.StaffAgentReturnRequestForm,
    schema=api.StaffAgentReturnRequestSchema,
)

RECORD = RecordType(
    key="return_request",
    model=ReturnRequest,
    label="Return",
    plural="Returns",
    address="return-requests",
    title="{number}",
    number="RMA-{year}-{random:6}",
    where={"contact": rules.contact_where, "purchase": rules.purchase_where, "ticket": rules.ticket_where},
    show={"return_label": rules.to_send, "answer": rules.answer_show, "credit": rules.credit_show},
    require={"details": rules.details_require, "answer": rules.answer_require, "credit": rules.credit_show},
    default={"quantity": 1, "wish": "repair", "requested_on": rules.today, "state": "requested"},
    minimum={"quantity": 1, "received_on": rules.received_on_min, "credit": decimal.Decimal("0")},
    maximum={"quantity": rules.quantity_max},
    unique=(Unique(("purchase",), "There is a return for this already.", rules.answer_show),),
    workflow=WORKFLOW,
    notices=NOTICES,
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
