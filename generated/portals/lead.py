# Generated from specs/records/lead.yaml. Do not edit; extend in extensions/lead.py.
"""What may be done here, and by whom."""

import decimal

from generated.models.lead import Lead
from generated.notices.lead import NOTICES
from generated.routing.lead import ROUTING
from generated.rules import lead as rules
from generated.workflows.lead import WORKFLOW
from runtime.declarations.access import EVERYTHING, Access, Grant, RecordType, Unique, but
from runtime.declarations.later import later

api = later("generated.api.lead")
forms = later("generated.forms.lead")

ALL = (
    "number",
    "company",
    "industry",
    "town",
    "interest",
    "quantity",
    "need",
    "budget",
    "contact_name",
    "contact_email",
    "contact_phone",
    "consent",
    "source",
    "received",
    "partner",
    "registered_by",
    "protected_until",
    "owner",
    "answer_by",
    "next_step",
    "next_step_on",
    "decline_reason",
    "score",
    "notes",
    "state",
    "state_since",
    "routed",
    "routed_since",
)

STAFF_AGENT_ENTERS = (
    "company",
    "industry",
    "town",
    "interest",
    "quantity",
    "need",
    "contact_name",
    "contact_email",
    "contact_phone",
    "consent",
)

PARTNER = Access(
    rows=rules.partner_rows,
    see=(
        Grant(("number", "company", "industry", "town", "interest", "quantity", "need", "budget")),
        Grant(("state", "received", "answer_by", "protected_until", "owner.name", "owner.email", "owner.phone")),
        Grant(("contact_name", "contact_email", "contact_phone", "consent"), rules.taken),
        Grant(("next_step", "next_step_on"), rules.in_work),
        Grant(("contact_name", "contact_email", "contact_phone"), rules.partner_edit),
    ),
    create=(
        "company",
        "industry",
        "town",
        "interest",
        "quantity",
        "need",
        "budget",
        "contact_name",
        "contact_email",
        "contact_phone",
        "consent",
    ),
    preset={
        "partner": rules.partner_preset_partner,
        "registered_by": rules.me,
        "source": "registration",
        "state": "accepted",
    },
    edit=(
        Grant(("next_step", "next_step_on"), rules.in_work),
        Grant(("need", "budget", "quantity", "contact_name", "contact_email", "contact_phone"), rules.partner_edit),
    ),
    list=("number", "company", "town", "interest", "state", "answer_by", "received"),
    form=forms.PartnerLeadForm,
    schema=api.PartnerLeadSchema,
)

STAFF = Access()

STAFF_SALES = Access(
    rows=EVERYTHING,
    see=(Grant((*ALL, "updated")),),
    create=but(ALL, "number", "state", "state_since", "routed", "routed_since"),
    edit=(Grant(but(ALL, "number", "state", "state_since", "routed", "routed_since")),),
    delete=rules.staff_sales_delete,
    list=("number", "company", "interest", "budget", "source", "state", "partner", "owner", "next_step_on"),
    form=forms.StaffSalesLeadForm,
    schema=api.StaffSalesLeadSchema,
)

STAFF_AGENT = Access(
    rows=rules.staff_agent_rows,
    see=(Grant((*STAFF_AGENT_ENTERS, "number", "state", "source", "received")),),
    create=STAFF_AGENT_ENTERS,
    preset={"source": "phone_call"},
    list=("number", "company", "interest", "state", "received"),
    form=forms.StaffAgentLeadForm,
    schema=api.StaffAgentLeadSchema,
)

STAFF_ADMIN = Access(
    rows=EVERYTHING,
    see=(Grant((*ALL, "updated")),),
    create=but(ALL, "number", "state", "state_since", "routed", "routed_since"),
    edit=(Grant(but(ALL, "number", "state", "state_since", "routed", "routed_since")),),
    delete=rules.staff_admin_delete,
    list=("number", "company", "interest", "budget", "source", "state", "partner", "owner", "next_step_on"),
    form=forms.StaffSalesLeadForm,
    schema=api.StaffSalesLeadSchema,
)

RECORD = RecordType(
    key="lead",
    model=Lead,
    label="Lead",
    plural="Leads",
    address="leads",
    title="{number} {company}",
    number="LD-{year}-{random:5}",
    where={"interest": rules.interest_where, "partner": rules.partner_where, "owner": rules.owner_where},
    show={"partner": rules.partner_show, "decline_reason": rules.decline_reason_show},
    require={
        "contact_email": rules.contact_email_require,
        "partner": rules.partner_require,
        "answer_by": rules.answer_by_require,
        "decline_reason": rules.decline_reason_show,
    },
    default={"consent": False, "source": "website", "received": rules.now, "state": "new"},
    minimum={"quantity": 1, "budget": decimal.Decimal("0"), "score": 1},
    maximum={"score": 100},
    unique=(
        Unique(
            ("company", "interest"),
            "This company and product are registered already. Ask your contact at Brindlewick.",
            rules.unique_unless,
        ),
    ),
    filters={
        "partner.new_leads": rules.answer_by_require,
        "partner.my_leads": rules.in_work,
        "staff.my_leads": rules.staff_my_leads,
        "staff.unanswered": rules.unanswered,
    },
    workflow=WORKFLOW,
    notices=NOTICES,
    routing=ROUTING,
    access={
        "partner": PARTNER,
        "staff": STAFF,
        "staff.sales": STAFF_SALES,
        "staff.agent": STAFF_AGENT,
        "staff.admin": STAFF_ADMIN,
    },
)
