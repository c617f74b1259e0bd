# Generated from specs/records/order.yaml. Do not edit; extend in extensions/order.py.
"""Rules, as the specs state them."""

from generated.models.account import Account
from runtime import sql, values
from runtime.declarations.rules import Candidates, Computed, Dependency, Formula, Rule

contact_where = Candidates(
    "it.account == account",
    "specs/records/order.yaml:7",
    sql=lambda this, given, it: it.c.account_id == this.c.account_id,
)

today = Formula("today", "specs/records/order.yaml:10", python=lambda this, given: given.today())

wanted_on_min = Formula("ordered_on", "specs/records/order.yaml:11", python=lambda this, given: this.ordered_on)

confirmed_for_require = Rule(
    'state in ["confirmed", "in_production"]',
    "specs/records/order.yaml:16",
    python=lambda this, given: this.state in ("confirmed", "in_production"),
    local=True,
)

shipped_on_require = Rule(
    'state in ["shipped", "delivered"]',
    "specs/records/order.yaml:20",
    python=lambda this, given: this.state in ("shipped", "delivered"),
    local=True,
)

net = Computed(
    Formula(
        "sum(i.amount for i in items)",
        "specs/records/order.yaml:25",
        python=lambda this, given: values.sum(i.amount for i in this.items),
    ),
    (Dependency("order_item", ("amount", "order"), through=("items",)),),
)

total = Computed(
    Formula(
        "net * (100 + vat) / 100",
        "specs/records/order.yaml:27",
        python=lambda this, given: values.compute(lambda net, vat: net * (100 + vat) / 100, this.net, this.vat),
    ),
    (Dependency("order", ("net", "vat")),),
)

ours = Rule(
    "account == me.account",
    "specs/records/order.yaml:31",
    sql=lambda this, given: this.c.account_id == given.me.c.account_id,
    python=lambda this, given: values.equal(this.account_id, given.me.account_id),
    local=True,
)

partner_rows = Rule(
    "account.in_our_care",
    "specs/records/order.yaml:57",
    sql=lambda this, given: sql.via(
        this.c.account_id,
        Account,
        lambda account: sql.or_(account.c.id == given.me.c.account_id, account.c.partner_id == given.me.c.account_id),
    ),
)

staff_sales_delete = Rule(
    'state == "cancelled"',
    "specs/records/order.yaml:86",
    sql=lambda this, given: this.c.state == "cancelled",
    python=lambda this, given: this.state == "cancelled",
    local=True,
)

under_way = Rule(
    'state in ["placed", "confirmed", "in_production", "shipped"]',
    "specs/records/order.yaml:32",
    sql=lambda this, given: this.c.state.in_(["placed", "confirmed", "in_production", "shipped"]),
    python=lambda this, given: this.state in ("placed", "confirmed", "in_production", "shipped"),
    local=True,
)
