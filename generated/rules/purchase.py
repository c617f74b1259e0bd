# Generated from specs/records/purchase.yaml. Do not edit; extend in extensions/purchase.py.
"""Rules, as the specs state them."""

from generated.models.account import Account
from runtime import sql, values
from runtime.declarations.rules import Candidates, Formula, Rule

product_where = Candidates(
    "it.known",
    "specs/records/purchase.yaml:7",
    sql=lambda this, given, it: it.c.state.in_(["on_sale", "discontinued"]),
)

release_where = Candidates(
    "it.product == product",
    "specs/records/purchase.yaml:11",
    sql=lambda this, given, it: it.c.product_id == this.c.product_id,
)

order_where = Candidates(
    "it.account == account",
    "specs/records/purchase.yaml:15",
    sql=lambda this, given, it: it.c.account_id == this.c.account_id,
)

today = Formula("today", "specs/records/purchase.yaml:16", python=lambda this, given: given.today())

warranty_until_min = Formula("bought_on", "specs/records/purchase.yaml:17", python=lambda this, given: this.bought_on)

ours = Rule(
    "account == me.account",
    "specs/records/purchase.yaml:27",
    sql=lambda this, given: this.c.account_id == given.me.c.account_id,
    python=lambda this, given: values.equal(this.account_id, given.me.account_id),
    local=True,
)

partner_rows = Rule(
    "account.in_our_care",
    "specs/records/purchase.yaml:40",
    sql=lambda this, given: sql.via(
        this.c.account_id,
        Account,
        lambda account: sql.or_(account.c.id == given.me.c.account_id, account.c.partner_id == given.me.c.account_id),
    ),
)

staff_admin_delete = Rule(
    "bought_on >= today - days(30)",
    "specs/records/purchase.yaml:60",
    sql=lambda this, given: this.c.bought_on >= given.today(-30),
    python=lambda this, given: values.at_least(this.bought_on, given.today(-30)),
    local=True,
)
