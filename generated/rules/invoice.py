# Generated from specs/records/invoice.yaml. Do not edit; extend in extensions/invoice.py.
"""Rules, as the specs state them."""

from runtime import sql, values
from runtime.declarations.rules import Candidates, Computed, Dependency, Formula, Rule

order_where = Candidates(
    "it.account == account",
    "specs/records/invoice.yaml:13",
    sql=lambda this, given, it: it.c.account_id == this.c.account_id,
)

today = Formula("today", "specs/records/invoice.yaml:19", python=lambda this, given: given.today())

due_on_min = Formula("issued_on", "specs/records/invoice.yaml:20", python=lambda this, given: this.issued_on)

paid_on_require = Rule(
    'state == "paid"',
    "specs/records/invoice.yaml:23",
    python=lambda this, given: this.state == "paid",
    local=True,
)

balance = Computed(
    Formula(
        "amount - paid",
        "specs/records/invoice.yaml:24",
        python=lambda this, given: values.compute(lambda amount, paid: amount - paid, this.amount, this.paid),
    ),
    (Dependency("invoice", ("amount", "paid")),),
)

paid_too_much = Rule(
    "paid > amount",
    "specs/records/invoice.yaml:38",
    python=lambda this, given: values.more(this.paid, this.amount),
    local=True,
)

paid_in_full = Rule(
    'state == "paid" and paid < amount',
    "specs/records/invoice.yaml:42",
    python=lambda this, given: this.state == "paid" and values.less(this.paid, this.amount),
    local=True,
)

unpaid = Rule(
    'state in ["sent", "disputed"]',
    "specs/records/invoice.yaml:33",
    sql=lambda this, given: this.c.state.in_(["sent", "disputed"]),
    python=lambda this, given: this.state in ("sent", "disputed"),
    local=True,
)

customer_rows = Rule(
    'account == me.account and me.role in ["finance", "manager"] and handed_over',
    "specs/records/invoice.yaml:48",
    sql=lambda this, given: sql.and_(
        this.c.account_id == given.me.c.account_id,
        given.role.in_(["finance", "manager"]),
        this.c.state.in_(["sent", "disputed", "paid", "cancelled"]),
    ),
    python=lambda this, given: (
        values.equal(this.account_id, given.me.account_id)
        and given.role in ("finance", "manager")
        and this.state in ("sent", "disputed", "paid", "cancelled")
    ),
    local=True,
)

partner_rows = Rule(
    'account == me.account and me.role == "finance" and handed_over',
    "specs/records/invoice.yaml:55",
    sql=lambda this, given: sql.and_(
        this.c.account_id == given.me.c.account_id,
        given.role == "finance",
        this.c.state.in_(["sent", "disputed", "paid", "cancelled"]),
    ),
    python=lambda this, given: (
        values.equal(this.account_id, given.me.account_id)
        and given.role == "finance"
        and this.state in ("sent", "disputed", "paid", "cancelled")
    ),
    local=True,
)

staff_finance_delete = Rule(
    'state == "draft"',
    "specs/records/invoice.yaml:68",
    sql=lambda this, given: this.c.state == "draft",
    python=lambda this, given: this.state == "draft",
    local=True,
)

handed_over = Rule(
    'state in ["sent", "disputed", "paid", "cancelled"]',
    "specs/records/invoice.yaml:32",
    sql=lambda this, given: this.c.state.in_(["sent", "disputed", "paid", "cancelled"]),
    python=lambda this, given: this.state in ("sent", "disputed", "paid", "cancelled"),
    local=True,
)
