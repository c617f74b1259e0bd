# Generated from specs/records/account_plan.yaml. Do not edit; extend in extensions/account_plan.py.
"""The table account_plan."""

from runtime import fields as F
from runtime import records

ACCOUNT_PLAN_STANDING = {
    "grow": "Grow",
    "keep": "Keep",
    "rescue": "Rescue",
}


class AccountPlan(records.Record):
    __tablename__ = "account_plan"
    __table_args__ = (records.unique("account_id", "year"),)

    account_id = F.link("Company", to="account", required=True)
    account = F.linked("Account", account_id, back="plans")
    year = F.integer("Year", required=True)
    target = F.money("Target for the year", places=2)
    standing = F.choice("Standing", ACCOUNT_PLAN_STANDING, required=True)
    goals = F.richtext("Goals", required=True)
    risks = F.richtext("Risks")
    focus = F.links("Products in focus", to="product", table="account_plan_focus", cls="Product", back="plans")
    next_review = F.date("Next review")
