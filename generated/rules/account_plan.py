# Generated from specs/records/account_plan.yaml. Do not edit; extend in extensions/account_plan.py.
"""Rules, as the specs state them."""

from generated.models.account import Account
from runtime import sql
from runtime.declarations.rules import Candidates, Rule

account_where = Candidates(
    'it.kind == "customer"',
    "specs/records/account_plan.yaml:6",
    sql=lambda this, given, it: it.c.kind == "customer",
)

focus_where = Candidates(
    "it.offered",
    "specs/records/account_plan.yaml:12",
    sql=lambda this, given, it: it.c.state == "on_sale",
)

staff_sales_delete = Rule(
    "account.owner == me",
    "specs/records/account_plan.yaml:30",
    sql=lambda this, given: sql.via(this.c.account_id, Account, lambda account: account.c.owner_id == given.me.c.id),
)
