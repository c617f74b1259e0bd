# Generated from specs/records/ticket.yaml. Do not edit; extend in extensions/ticket.py.
"""What may be done here, and by whom."""

from dataclasses import replace

from generated.models.ticket import Ticket
from generated.notices.ticket import NOTICES
from generated.routing.ticket import ROUTING
from generated.rules import ticket as rules
from generated.service_levels.ticket import SERVICE_LEVEL
from generated.workflows.ticket import WORKFLOW
from runtime.declarations.access import EVERYTHING, Access, Check, Grant, Override, RecordType, Unique, but
from runtime.declarations.later import later
from runtime.declarations.words import Words

api = later("generated.api.ticket")
forms = later("generated.forms.ticket")

ALL = (
    "number",
    "account",
    "contact",
    "product",
    "release",
    "subject",
    "details",
    "severity",
    "occurred",
    "phone",
    "call_from",
    "reported",
    "team",
    "assignee",
    "article",
    "defect",
    "cause",
    "resolution",
    "resolved",
    "more_details",
    "rating",
    "effort",
    "notes",
    "attachments",
    "state",
    "state_since",
    "respond_by",
    "resolve_by",
    "due_by",
    "routed",
    "routed_since",
)

CUSTOMER_ENTERS = (
    "product",
    "release",
    "subject",
    "details",
    "article",
    "severity",
    "occurred",
    "phone",
    "call_from",
    "attachments",
)

PARTNER_ENTERS = (
    "account",
    "contact",
    "product",
    "release",
    "subject",
    "details",
    "article",
    "severity",
    "occurred",
    "phone",
    "call_from",
    "attachments",
)

CUSTOMER = Access(
    rows=rules.ours,
    see=(
        Grant(
            (
                *CUSTOMER_ENTERS,
                "number",
                "state",
                "respond_by",
                "reported",
                "contact",
                "assignee.name",
                "more_details",
                "updated",
            ),
        ),
        Grant(("cause", "resolution", "resolved", "rating"), rules.done),
        Grant(("rating",), rules.customer_edit),
    ),
    create=CUSTOMER_ENTERS,
    preset={"account": rules.customer_preset_account, "contact": rules.me},
    edit=(
        Grant(("details", "severity", "release", "occurred", "phone", "call_from"), rules.untouched),
        Grant(("more_details", "attachments"), rules.unresolved),
        Grant(("rating",), rules.customer_edit),
    ),
    list=("number", "subject", "product", "severity", "state", "contact", "reported"),
    history=True,
    title="{subject} ({number})",
    afterwards="Your ticket goes to the people who know the product. They write to you here, and you can add to it at any time.",
    fields={
        "details": Override(label="What happened?", hint="Tell us what you did, what you saw and what you expected."),
        "rating": Override(label="How did we do?"),
    },
    words=Words(
        labels={
            "new": "New",
            "open": "In progress",
            "waiting": "Waiting for you",
            "resolved": "Resolved",
            "closed": "Closed",
        },
    ),
    form=forms.CustomerTicketForm,
    schema=api.CustomerTicketSchema,
)

PARTNER = Access(
    rows=rules.partner_rows,
    see=(
        Grant(
            (*PARTNER_ENTERS, "number", "state", "respond_by", "reported", "assignee.name", "more_details", "updated"),
        ),
        Grant(("resolution", "resolved"), rules.done),
    ),
    create=PARTNER_ENTERS,
    edit=(
        Grant(("details", "severity", "release", "contact"), rules.untouched),
        Grant(("more_details", "attachments"), rules.unresolved),
    ),
    list=("number", "subject", "account", "product", "severity", "state", "reported"),
    history=True,
    title="{subject} ({number})",
    afterwards="Your ticket goes to the people who know the product. They write to you here, and you can add to it at any time.",
    fields={"account": Override(hint="One of your customers or your own company.")},
    words=Words(
        labels={
            "new": "New",
            "open": "In progress",
            "waiting": "Waiting for you",
            "resolved": "Resolved",
            "closed": "Closed",
        },
    ),
    form=forms.PartnerTicketForm,
    schema=api.PartnerTicketSchema,
)

STAFF = Access(
    rows=EVERYTHING,
    see=(Grant((*ALL, "updated")),),
    list=("number", "subject", "account", "product", "severity", "state", "assignee", "due_by"),
    title="{number} {subject} ({severity})",
    form=forms.StaffTicketForm,
    schema=api.StaffTicketSchema,
)

STAFF_AGENT = replace(
    STAFF,
    create=but(ALL, "number", "state", "state_since", "respond_by", "resolve_by", "due_by", "routed", "routed_since"),
    edit=(
        Grant(
            but(ALL, "number", "state", "state_since", "respond_by", "resolve_by", "due_by", "routed", "routed_since"),
        ),
    ),
    form=forms.StaffAgentTicketForm,
    schema=api.StaffAgentTicketSchema,
)

STAFF_SALES = replace(
    STAFF,
    see=(Grant((*but(ALL, "effort", "notes"), "updated")),),
    create=("account", "contact", "product", "release", "subject", "details", "severity", "phone", "attachments"),
    form=forms.StaffSalesTicketForm,
    schema=api.StaffSalesTicketSchema,
)

STAFF_FINANCE = replace(
    STAFF,
    see=(Grant((*but(ALL, "defect", "more_details", "notes"), "updated")),),
    schema=api.StaffFinanceTicketSchema,
    form=None,
)

STAFF_HR = Access()

STAFF_ADMIN = replace(
    STAFF,
    create=but(ALL, "number", "state", "state_since", "respond_by", "resolve_by", "due_by", "routed", "routed_since"),
    edit=(
        Grant(
            but(ALL, "number", "state", "state_since", "respond_by", "resolve_by", "due_by", "routed", "routed_since"),
        ),
    ),
    delete=rules.untouched,
    form=forms.StaffAgentTicketForm,
    schema=api.StaffAgentTicketSchema,
)

RECORD = RecordType(
    key="ticket",
    model=Ticket,
    label="Support ticket",
    plural="Support tickets",
    address="tickets",
    title="{number} {subject}",
    number="TCK-{year}-{random:6}",
    where={
        "contact": rules.contact_where,
        "product": rules.product_where,
        "release": rules.release_where,
        "assignee": rules.assignee_where,
        "defect": rules.defect_where,
    },
    show={
        "phone": rules.phone_show,
        "call_from": rules.phone_show,
        "cause": rules.done,
        "resolution": rules.done,
        "resolved": rules.done,
        "rating": rules.done,
    },
    require={"phone": rules.phone_require, "resolution": rules.done},
    default={"severity": "normal", "reported": rules.now, "state": "new"},
    minimum={"rating": 1},
    maximum={"occurred": rules.now, "rating": 5},
    checks=(
        Check("early_rating", rules.early_rating, "Rate a ticket once it is resolved.", ("rating",)),
        Check(
            "resolved_before_reported",
            rules.resolved_before_reported,
            "A ticket cannot be resolved before it was reported.",
            ("resolved", "reported"),
        ),
    ),
    unique=(Unique(("account", "subject"), "Your company has an open ticket with this subject already.", rules.done),),
    filters={
        "customer.my_tickets": rules.customer_my_tickets,
        "customer.to_rate": rules.customer_to_rate,
        "partner.tickets": rules.unresolved,
        "staff.my_tickets": rules.staff_my_tickets,
        "staff.unassigned": rules.unassigned,
        "staff.late": rules.late,
    },
    workflow=WORKFLOW,
    service_level=SERVICE_LEVEL,
    notices=NOTICES,
    routing=ROUTING,
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
