# Generated from specs/records/news.yaml. Do not edit; extend in extensions/news.py.
"""What other systems read and send, portal by portal."""

from generated.choices.audience import AUDIENCE
from runtime.web.api import schemas as A


class CustomerNewsSchema(A.RecordSchema):
    """What is read and sent in customer, partner."""

    headline = A.Text(dump_only=True)
    summary = A.Text(dump_only=True)
    body = A.Text(dump_only=True)
    picture = A.File(dump_only=True)
    more = A.Text(dump_only=True)
    published = A.Day(dump_only=True)


class StaffNewsSchema(A.RecordSchema):
    """What is read and sent in staff."""

    headline = A.Text(dump_only=True)
    summary = A.Text(dump_only=True)
    body = A.Text(dump_only=True)
    picture = A.File(dump_only=True)
    more = A.Text(dump_only=True)
    important = A.YesNo(dump_only=True)
    audience = A.Choices(dump_only=True)
    published = A.Day()
    valid_until = A.Day(dump_only=True)
    review_by = A.Day(dump_only=True)
    state = A.Choice(dump_only=True)
    state_since = A.Moment(dump_only=True)
    submit_by = A.Text(dump_only=True)
    updated = A.Moment(dump_only=True)


class StaffSalesNewsSchema(StaffNewsSchema):
    """What is read and sent in staff (sales, hr, admin)."""

    headline = A.Text(required=True, length=140)
    summary = A.Text(required=True, length=240)
    body = A.Text(required=True)
    picture = A.File()
    more = A.Text(length=2000)
    important = A.YesNo()
    audience = A.Choices(AUDIENCE, required=True)
    valid_until = A.Day()
    review_by = A.Day()
