# Generated from specs/records/opportunity.yaml. Do not edit; extend in extensions/opportunity.py.
"""What may be done here, and by whom."""

import decimal

from generated.models.opportunity import Opportunity
from generated.rules import opportunity as rules
from runtime.declarations.access import EVERYTHING, Access, Check, Grant, Override, RecordType, but
from runtime.declarations.later import later

api = later("generated.api.opportunity")
forms = later("generated.forms.opportunity")

ALL = (
    "name",
    "account",
    "lead",
    "partner",
    "owner",
    "product",
    "state",
    "value",
    "probability",
    "weighted",
    "close_on",
    "competitor",
    "next_step",
    "lost_reason",
    "notes",
    "quoted",
)

PARTNER = Access(
    rows=rules.partner_rows,
    see=(Grant((*but(ALL, "partner", "owner", "notes", "quoted"), "owner.name")),),
    create=("name", "account", "lead", "product", "value", "probability", "close_on", "competitor", "next_step"),
    preset={"partner": rules.partner_preset_partner},
    edit=(Grant(but(ALL, "partner", "owner", "weighted", "notes", "quoted"), rules.in_work),),
    list=("name", "account", "product", "state", "value", "probability", "close_on"),
    fields={"account": Override(where=rules.partner_account_where)},
    form=forms.PartnerOpportunityForm,
    schema=api.PartnerOpportunitySchema,
)

STAFF = Access()

STAFF_SALES = Access(
    rows=EVERYTHING,
    see=(Grant((*ALL, "updated")),),
    create=but(ALL, "weighted", "quoted"),
    edit=(Grant(but(ALL, "weighted", "quoted")),),
    delete=rules.staff_sales_delete,
    list=("name", "account", "partner", "owner", "state", "value", "probability", "weighted", "close_on"),
    form=forms.StaffSalesOpportunityForm,
    schema=api.StaffSalesOpportunitySchema,
)

STAFF_FINANCE = Access(
    rows=rules.staff_finance_rows,
    see=(Grant(("name", "account", "partner", "state", "value", "probability", "weighted", "close_on")),),
    list=("name", "account", "state", "value", "weighted", "close_on"),
    schema=api.StaffFinanceOpportunitySchema,
)

STAFF_ADMIN = Access(
    rows=EVERYTHING,
    see=(Grant((*ALL, "updated")),),
    list=("name", "account", "partner", "owner", "state", "value", "probability", "weighted", "close_on"),
    schema=api.StaffAdminOpportunitySchema,
)

RECORD = RecordType(
    key="opportunity",
    model=Opportunity,
    label="Opportunity",
    plural="Opportunities",
    address="opportunities",
    title="{name}",
    where={"partner": rules.partner_where, "owner": rules.owner_where, "product": rules.product_where},
    show={"lost_reason": rules.lost_reason_show},
    require={"lost_reason": rules.lost_reason_show},
    default={"state": "prospecting", "probability": decimal.Decimal("20")},
    minimum={"value": decimal.Decimal("0"), "probability": decimal.Decimal("0")},
    maximum={"probability": decimal.Decimal("100")},
    computed={"weighted": rules.weighted, "quoted": rules.quoted},
    checks=(
        Check(
            "won_for_sure",
            rules.won_for_sure,
            "An opportunity that is won has a probability of 100 %.",
            ("state", "probability"),
        ),
    ),
    filters={
        "partner.opportunities": rules.in_work,
        "partner.all_opportunities": rules.partner_all_opportunities,
        "staff.opportunities": rules.in_work,
        "staff.slipped": rules.slipped,
    },
    access={
        "partner": PARTNER,
        "staff": STAFF,
        "staff.sales": STAFF_SALES,
        "staff.finance": STAFF_FINANCE,
        "staff.admin": STAFF_ADMIN,
    },
)
