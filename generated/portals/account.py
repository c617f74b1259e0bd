# Generated from specs/records/account.yaml. Do not edit; extend in extensions/account.py.
"""What may be done here, and by whom."""

import decimal
from dataclasses import replace

from generated.models.account import Account
from generated.rules import account as rules
from runtime.declarations.access import EVERYTHING, Access, Check, Grant, Override, RecordType, but
from runtime.declarations.later import later

api = later("generated.api.account")
forms = later("generated.forms.account")

ALL = (
    "name",
    "kind",
    "partner",
    "owner",
    "industry",
    "tier",
    "phone",
    "website",
    "address",
    "delivery_address",
    "active",
    "customer_since",
    "notes",
    "open_tickets",
)

CUSTOMER = Access(
    rows=rules.own,
    see=(
        Grant(("name", "phone", "website", "address", "delivery_address", "customer_since")),
        Grant(("partner.name", "owner.name", "owner.email", "owner.phone")),
    ),
    list=("name", "phone", "website"),
    fields={"owner": Override(label="Your contact at Brindlewick")},
    schema=api.CustomerAccountSchema,
)

CUSTOMER_MANAGER = replace(
    CUSTOMER,
    edit=(Grant(("phone", "website", "address", "delivery_address")),),
    form=forms.CustomerManagerAccountForm,
    schema=api.CustomerManagerAccountSchema,
)

PARTNER = Access(
    rows=rules.in_our_care,
    see=(
        Grant(
            ("name", "kind", "industry", "tier", "phone", "website", "address", "delivery_address", "customer_since"),
        ),
        Grant(("partner", "owner.name", "owner.email")),
    ),
    edit=(Grant(("phone", "website", "address", "delivery_address"), rules.partner_edit),),
    list=("name", "kind", "industry", "phone", "owner.name"),
    form=forms.CustomerManagerAccountForm,
    schema=api.PartnerAccountSchema,
)

STAFF = Access(
    rows=EVERYTHING,
    see=(Grant((*ALL, "updated")),),
    list=("name", "kind", "industry", "partner", "owner", "open_tickets", "active"),
    schema=api.StaffAccountSchema,
)

STAFF_AGENT = replace(
    STAFF,
    edit=(Grant(("phone", "website", "address", "delivery_address", "notes")),),
    form=forms.StaffAgentAccountForm,
    schema=api.StaffAgentAccountSchema,
)

STAFF_SALES = replace(
    STAFF,
    see=(Grant((*ALL, "credit_limit", "paid_so_far")),),
    create=but(ALL, "open_tickets"),
    edit=(Grant(but(ALL, "open_tickets")),),
    form=forms.StaffSalesAccountForm,
    schema=api.StaffSalesAccountSchema,
)

STAFF_FINANCE = replace(
    STAFF,
    see=(Grant((*ALL, "credit_limit", "paid_so_far")),),
    edit=(Grant(("credit_limit",)),),
    list=("name", "kind", "credit_limit", "paid_so_far", "owner", "active"),
    form=forms.StaffFinanceAccountForm,
    schema=api.StaffFinanceAccountSchema,
)

STAFF_HR = Access()

STAFF_ADMIN = replace(
    STAFF,
    see=(Grant((*ALL, "credit_limit", "paid_so_far")),),
    create=but(ALL, "open_tickets"),
    edit=(Grant((*but(ALL, "open_tickets"), "credit_limit")),),
    delete=rules.staff_admin_delete,
    form=forms.StaffAdminAccountForm,
    schema=api.StaffAdminAccountSchema,
)

RECORD = RecordType(
    key="account",
    model=Account,
    label="Company",
    plural="Companies",
    address="accounts",
    title="{name}",
    where={"partner": rules.partner_where, "owner": rules.owner_where},
    show={"partner": rules.partner_show, "tier": rules.a_partner},
    require={"tier": rules.a_partner},
    default={"kind": "prospect", "active": True},
    minimum={"credit_limit": decimal.Decimal("0")},
    maximum={"customer_since": rules.today},
    computed={"open_tickets": rules.open_tickets, "paid_so_far": rules.paid_so_far},
    checks=(
        Check("own_partner", rules.own_partner, "A company cannot be its own partner.", ("partner",)),
        Check(
            "partner_of_a_partner",
            rules.partner_of_a_partner,
            "A partner company is looked after by us, not by another partner.",
            ("kind", "partner"),
        ),
    ),
    filters={"partner.customers": rules.partner_customers, "staff.partners": rules.a_partner},
    access={
        "customer": CUSTOMER,
        "customer.manager": CUSTOMER_MANAGER,
        "partner": PARTNER,
        "staff": STAFF,
        "staff.agent": STAFF_AGENT,
        "staff.sales": STAFF_SALES,
        "staff.finance": STAFF_FINANCE,
        "staff.hr": STAFF_HR,
        "staff.admin": STAFF_ADMIN,
    },
)
