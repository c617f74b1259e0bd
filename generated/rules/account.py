# Generated from specs/records/account.yaml. Do not edit; extend in extensions/account.py.
"""Rules, as the specs state them."""

from runtime import sql, values
from runtime.declarations.rules import Candidates, Computed, Dependency, Formula, Rule

partner_show = Rule(
    'kind in ["customer", "prospect"]',
    "specs/records/account.yaml:13",
    python=lambda this, given: this.kind in ("customer", "prospect"),
    local=True,
)

partner_where = Candidates(
    'it.kind == "partner"',
    "specs/records/account.yaml:11",
    sql=lambda this, given, it: it.c.kind == "partner",
)

owner_where = Candidates(
    'it.role == "sales" and it.active',
    "specs/records/account.yaml:19",
    sql=lambda this, given, it: sql.and_(it.c.role == "sales", it.c.active),
)

a_partner = Rule(
    'kind == "partner"',
    "specs/records/account.yaml:49",
    sql=lambda this, given: this.c.kind == "partner",
    python=lambda this, given: this.kind == "partner",
    local=True,
)

today = Formula("today", "specs/records/account.yaml:36", python=lambda this, given: given.today())

open_tickets = Computed(
    Formula(
        "count(t for t in tickets if t.unresolved)",
        "specs/records/account.yaml:41",
        python=lambda this, given: values.count(t for t in this.tickets if t.state in ("new", "open", "waiting")),
    ),
    (Dependency("ticket", ("account", "state"), through=("tickets",)),),
)

paid_so_far = Computed(
    Formula(
        "sum(i.paid for i in invoices)",
        "specs/records/account.yaml:44",
        python=lambda this, given: values.sum(i.paid for i in this.invoices),
    ),
    (Dependency("invoice", ("account", "paid"), through=("invoices",)),),
)

own_partner = Rule(
    "partner == this",
    "specs/records/account.yaml:55",
    python=lambda this, given: values.equal(this.partner_id, this.id),
    local=True,
)

partner_of_a_partner = Rule(
    "a_partner and partner is not None",
    "specs/records/account.yaml:59",
    python=lambda this, given: this.kind == "partner" and this.partner_id is not None,
    local=True,
)

own = Rule(
    "this == me.account",
    "specs/records/account.yaml:50",
    sql=lambda this, given: this.c.id == given.me.c.account_id,
    python=lambda this, given: values.equal(this.id, given.me.account_id),
    local=True,
)

partner_edit = Rule(
    "partner == me.account",
    "specs/records/account.yaml:80",
    sql=lambda this, given: this.c.partner_id == given.me.c.account_id,
    python=lambda this, given: values.equal(this.partner_id, given.me.account_id),
    local=True,
)

in_our_care = Rule(
    "this == me.account or partner == me.account",
    "specs/records/account.yaml:51",
    sql=lambda this, given: sql.or_(this.c.id == given.me.c.account_id, this.c.partner_id == given.me.c.account_id),
    python=lambda this, given: (
        values.equal(this.id, given.me.account_id) or values.equal(this.partner_id, given.me.account_id)
    ),
    local=True,
)

staff_admin_delete = Rule(
    'kind == "prospect"',
    "specs/records/account.yaml:103",
    sql=lambda this, given: this.c.kind == "prospect",
    python=lambda this, given: this.kind == "prospect",
    local=True,
)

partner_customers = Rule(
    'kind == "customer"',
    "specs/portals/partner.yaml:36",
    sql=lambda this, given: this.c.kind == "customer",
    python=lambda this, given: this.kind == "customer",
    local=True,
)
