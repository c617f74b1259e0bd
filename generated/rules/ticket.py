# Generated from specs/records/ticket.yaml. Do not edit; extend in extensions/ticket.py.
"""Rules, as the specs state them."""

from generated.models.account import Account
from generated.models.purchase import Purchase
from generated.models.ticket import Ticket
from runtime import sql, values
from runtime.declarations.rules import Candidates, Formula, Measure, Rule

contact_where = Candidates(
    "it.account == account",
    "specs/records/ticket.yaml:9",
    sql=lambda this, given, it: it.c.account_id == this.c.account_id,
)

product_where = Candidates(
    "it in account.purchases.product",
    "specs/records/ticket.yaml:10",
    sql=lambda this, given, it: it.c.id.in_(
        sql.rows(
            Purchase,
            where=lambda purchase: purchase.c.account_id == this.c.account_id,
        ).each(lambda purchase: purchase.c.product_id),
    ),
)

release_where = Candidates(
    "it.product == product",
    "specs/records/ticket.yaml:14",
    sql=lambda this, given, it: it.c.product_id == this.c.product_id,
)

now = Formula("now", "specs/records/ticket.yaml:25", python=lambda this, given: given.now())

phone_show = Rule(
    'severity in ["high", "critical"]',
    "specs/records/ticket.yaml:30",
    python=lambda this, given: this.severity in ("high", "critical"),
    local=True,
)

phone_require = Rule(
    'severity == "critical"',
    "specs/records/ticket.yaml:31",
    sql=lambda this, given: this.c.severity == "critical",
    python=lambda this, given: this.severity == "critical",
    local=True,
)

assignee_where = Candidates(
    'it.role == "agent" and it.active',
    "specs/records/ticket.yaml:38",
    sql=lambda this, given, it: sql.and_(it.c.role == "agent", it.c.active),
)

defect_where = Candidates(
    "it.product == product",
    "specs/records/ticket.yaml:40",
    sql=lambda this, given, it: it.c.product_id == this.c.product_id,
)

done = Rule(
    'state in ["resolved", "closed"]',
    "specs/records/ticket.yaml:58",
    sql=lambda this, given: this.c.state.in_(["resolved", "closed"]),
    python=lambda this, given: this.state in ("resolved", "closed"),
    local=True,
)

early_rating = Rule(
    "rating is not None and not done",
    "specs/records/ticket.yaml:70",
    python=lambda this, given: this.rating is not None and this.state not in ("resolved", "closed"),
    local=True,
)

resolved_before_reported = Rule(
    "resolved < reported",
    "specs/records/ticket.yaml:74",
    python=lambda this, given: values.less(this.resolved, this.reported),
    local=True,
)

untouched = Rule(
    'state == "new"',
    "specs/records/ticket.yaml:57",
    sql=lambda this, given: this.c.state == "new",
    python=lambda this, given: this.state == "new",
    local=True,
)

unresolved = Rule(
    'state in ["new", "open", "waiting"]',
    "specs/records/ticket.yaml:59",
    sql=lambda this, given: this.c.state.in_(["new", "open", "waiting"]),
    python=lambda this, given: this.state in ("new", "open", "waiting"),
    local=True,
)

customer_edit = Rule(
    'state == "resolved"',
    "specs/records/ticket.yaml:162",
    sql=lambda this, given: this.c.state == "resolved",
    python=lambda this, given: this.state == "resolved",
    local=True,
)

ours = Rule(
    "account == me.account",
    "specs/records/ticket.yaml:56",
    sql=lambda this, given: this.c.account_id == given.me.c.account_id,
    python=lambda this, given: values.equal(this.account_id, given.me.account_id),
    local=True,
)

customer_preset_account = Formula(
    "me.account",
    "specs/records/ticket.yaml:152",
    python=lambda this, given: given.me.account_id,
)

me = Formula("me", "specs/records/ticket.yaml:152", python=lambda this, given: given.me.id)

partner_rows = Rule(
    "account.in_our_care",
    "specs/records/ticket.yaml:175",
    sql=lambda this, given: sql.via(
        this.c.account_id,
        Account,
        lambda account: sql.or_(account.c.id == given.me.c.account_id, account.c.partner_id == given.me.c.account_id),
    ),
)

me_2 = Formula("me", "specs/records/ticket.yaml:87", python=lambda this, given: given.me.id)

routing_1_set_team = Formula(
    "product.team",
    "specs/records/ticket.yaml:129",
    python=lambda this, given: values.follow(this, "product", "team_id"),
)

routing_1_from = Candidates(
    "it in team.members",
    "specs/records/ticket.yaml:131",
    sql=lambda this, given, it: it.c.team_id == this.c.team_id,
)

routing_1_busy = Measure(
    "count(t for t in it.assigned if t.unresolved)",
    "specs/records/ticket.yaml:133",
    sql=lambda this, given, it: sql.rows(
        Ticket,
        where=lambda t: sql.and_(t.c.assignee_id == it.c.id, t.c.state.in_(["new", "open", "waiting"])),
    ).count(),
)

customer_my_tickets = Rule(
    "contact == me",
    "specs/portals/customer.yaml:17",
    sql=lambda this, given: this.c.contact_id == given.me.c.id,
    python=lambda this, given: values.equal(this.contact_id, given.me.id),
    local=True,
)

customer_to_rate = Rule(
    'contact == me and state == "resolved" and rating is None',
    "specs/portals/customer.yaml:24",
    sql=lambda this, given: sql.and_(
        this.c.contact_id == given.me.c.id,
        this.c.state == "resolved",
        this.c.rating.is_(None),
    ),
    python=lambda this, given: (
        values.equal(this.contact_id, given.me.id) and this.state == "resolved" and this.rating is None
    ),
    local=True,
)

staff_my_tickets = Rule(
    "assignee == me and unresolved",
    "specs/portals/staff.yaml:21",
    sql=lambda this, given: sql.and_(this.c.assignee_id == given.me.c.id, this.c.state.in_(["new", "open", "waiting"])),
    python=lambda this, given: values.equal(this.assignee_id, given.me.id) and this.state in ("new", "open", "waiting"),
    local=True,
)

unassigned = Rule(
    "unresolved and assignee is None",
    "specs/records/ticket.yaml:60",
    sql=lambda this, given: sql.and_(this.c.state.in_(["new", "open", "waiting"]), this.c.assignee_id.is_(None)),
    python=lambda this, given: this.state in ("new", "open", "waiting") and this.assignee_id is None,
    local=True,
)

late = Rule(
    "unresolved and due_by < now",
    "specs/records/ticket.yaml:61",
    sql=lambda this, given: sql.and_(this.c.state.in_(["new", "open", "waiting"]), this.c.due_by < given.now()),
    python=lambda this, given: this.state in ("new", "open", "waiting") and values.less(this.due_by, given.now()),
    local=True,
)
