# Generated from specs/records/lead.yaml. Do not edit; extend in extensions/lead.py.
"""Rules, as the specs state them."""

from runtime import sql, values
from runtime.declarations.rules import Candidates, Formula, Rule

interest_where = Candidates(
    "it.offered",
    "specs/records/lead.yaml:9",
    sql=lambda this, given, it: it.c.state == "on_sale",
)

contact_email_require = Rule(
    "contact_phone is None",
    "specs/records/lead.yaml:19",
    python=lambda this, given: this.contact_phone is None,
    local=True,
)

now = Formula("now", "specs/records/lead.yaml:27", python=lambda this, given: given.now())

partner_show = Rule(
    'state in ["assigned", "accepted", "qualified", "converted", "declined"]',
    "specs/records/lead.yaml:33",
    python=lambda this, given: this.state in ("assigned", "accepted", "qualified", "converted", "declined"),
    local=True,
)

partner_require = Rule(
    'state in ["assigned", "accepted"]',
    "specs/records/lead.yaml:34",
    python=lambda this, given: this.state in ("assigned", "accepted"),
    local=True,
)

partner_where = Candidates(
    'it.kind == "partner" and it.active',
    "specs/records/lead.yaml:31",
    sql=lambda this, given, it: sql.and_(it.c.kind == "partner", it.c.active),
)

owner_where = Candidates(
    'it.role == "sales" and it.active',
    "specs/records/lead.yaml:37",
    sql=lambda this, given, it: sql.and_(it.c.role == "sales", it.c.active),
)

answer_by_require = Rule(
    'state == "assigned"',
    "specs/records/lead.yaml:38",
    sql=lambda this, given: this.c.state == "assigned",
    python=lambda this, given: this.state == "assigned",
    local=True,
)

decline_reason_show = Rule(
    'state in ["declined", "lost"]',
    "specs/records/lead.yaml:44",
    python=lambda this, given: this.state in ("declined", "lost"),
    local=True,
)

unique_unless = Rule(
    'state in ["declined", "lost", "converted"]',
    "specs/records/lead.yaml:57",
    python=lambda this, given: this.state in ("declined", "lost", "converted"),
    local=True,
)

in_work = Rule(
    'state in ["new", "assigned", "accepted", "qualified"]',
    "specs/records/lead.yaml:52",
    sql=lambda this, given: this.c.state.in_(["new", "assigned", "accepted", "qualified"]),
    python=lambda this, given: this.state in ("new", "assigned", "accepted", "qualified"),
    local=True,
)

partner_edit = Rule(
    'state in ["accepted", "qualified"]',
    "specs/records/lead.yaml:105",
    sql=lambda this, given: this.c.state.in_(["accepted", "qualified"]),
    python=lambda this, given: this.state in ("accepted", "qualified"),
    local=True,
)

taken = Rule(
    'state in ["accepted", "qualified", "converted", "lost"]',
    "specs/records/lead.yaml:51",
    sql=lambda this, given: this.c.state.in_(["accepted", "qualified", "converted", "lost"]),
    python=lambda this, given: this.state in ("accepted", "qualified", "converted", "lost"),
    local=True,
)

partner_rows = Rule(
    "partner == me.account",
    "specs/records/lead.yaml:90",
    sql=lambda this, given: this.c.partner_id == given.me.c.account_id,
    python=lambda this, given: values.equal(this.partner_id, given.me.account_id),
    local=True,
)

partner_preset_partner = Formula(
    "me.account",
    "specs/records/lead.yaml:93",
    python=lambda this, given: given.me.account_id,
)

me = Formula("me", "specs/records/lead.yaml:94", python=lambda this, given: given.me.id)

staff_sales_delete = Rule(
    'state == "new"',
    "specs/records/lead.yaml:118",
    sql=lambda this, given: this.c.state == "new",
    python=lambda this, given: this.state == "new",
    local=True,
)

staff_agent_rows = Rule(
    'source == "phone_call"',
    "specs/records/lead.yaml:120",
    sql=lambda this, given: this.c.source == "phone_call",
    python=lambda this, given: this.source == "phone_call",
    local=True,
)

staff_admin_delete = Rule(
    'state in ["new", "lost"]',
    "specs/records/lead.yaml:131",
    sql=lambda this, given: this.c.state.in_(["new", "lost"]),
    python=lambda this, given: this.state in ("new", "lost"),
    local=True,
)

staff_my_leads = Rule(
    "owner == me and in_work",
    "specs/portals/staff.yaml:59",
    sql=lambda this, given: sql.and_(
        this.c.owner_id == given.me.c.id,
        this.c.state.in_(["new", "assigned", "accepted", "qualified"]),
    ),
    python=lambda this, given: (
        values.equal(this.owner_id, given.me.id) and this.state in ("new", "assigned", "accepted", "qualified")
    ),
    local=True,
)

unanswered = Rule(
    'state == "assigned" and answer_by < today',
    "specs/records/lead.yaml:53",
    sql=lambda this, given: sql.and_(this.c.state == "assigned", this.c.answer_by < given.today()),
    python=lambda this, given: this.state == "assigned" and values.less(this.answer_by, given.today()),
    local=True,
)
