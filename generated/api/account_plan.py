# Generated from specs/records/account_plan.yaml. Do not edit; extend in extensions/account_plan.py.
"""What other systems read and send, portal by portal."""

from generated.models.account_plan import ACCOUNT_PLAN_STANDING
from runtime.web.api import schemas as A


class StaffSalesAccountPlanSchema(A.RecordSchema):
    """What is read and sent in staff (sales)."""

    account = A.Link(required=True)
    year = A.Whole(required=True)
    target = A.Number(2)
    standing = A.Choice(ACCOUNT_PLAN_STANDING)
    goals = A.Text(required=True)
    risks = A.Text()
    focus = A.Links()
    next_review = A.Day()
    updated = A.Moment(dump_only=True)


class StaffAdminAccountPlanSchema(A.RecordSchema):
    """What is read and sent in staff (admin)."""

    account = A.Link(dump_only=True)
    year = A.Whole(dump_only=True)
    target = A.Number(2, dump_only=True)
    standing = A.Choice(dump_only=True)
    goals = A.Text(dump_only=True)
    risks = A.Text(dump_only=True)
    focus = A.Links(dump_only=True)
    next_review = A.Day(dump_only=True)
    updated = A.Moment(dump_only=True)
