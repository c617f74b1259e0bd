# Generated from specs/records/account_plan.yaml. Do not edit; extend in extensions/account_plan.py.
"""Forms, portal by portal."""

from generated.models.account_plan import AccountPlan
from runtime.web import forms as F


class StaffSalesAccountPlanForm(F.RecordForm):
    """What people of the portal staff fill in."""

    account = F.ask(AccountPlan.account_id)
    year = F.ask(AccountPlan.year)
    target = F.ask(AccountPlan.target)
    standing = F.ask(AccountPlan.standing)
    goals = F.ask(AccountPlan.goals)
    risks = F.ask(AccountPlan.risks)
    focus = F.ask(AccountPlan.focus)
    next_review = F.ask(AccountPlan.next_review)
