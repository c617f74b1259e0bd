# Generated from specs/records/manual.yaml. Do not edit; extend in extensions/manual.py.
"""What other systems read and send, portal by portal."""

from generated.choices.audience import AUDIENCE
from generated.choices.department import DEPARTMENT
from generated.models.manual import MANUAL_KIND
from runtime.web.api import schemas as A


class StaffManualSchema(A.RecordSchema):
    """What is read and sent in staff."""

    name = A.Text(dump_only=True)
    edition = A.Text(dump_only=True)
    department = A.Choice(dump_only=True)
    kind = A.Choice(dump_only=True)
    body = A.Text(dump_only=True)
    document = A.File(dump_only=True)
    must_read = A.YesNo(dump_only=True)
    readers = A.Whole(dump_only=True)
    audience = A.Choices(dump_only=True)
    published = A.Day()
    valid_until = A.Day(dump_only=True)
    review_by = A.Day(dump_only=True)
    state = A.Choice(dump_only=True)
    state_since = A.Moment(dump_only=True)
    submit_by = A.Text(dump_only=True)
    updated = A.Moment(dump_only=True)


class StaffHrManualSchema(StaffManualSchema):
    """What is read and sent in staff (hr, admin)."""

    name = A.Text(required=True, length=120)
    edition = A.Text(required=True, length=20)
    department = A.Choice(DEPARTMENT)
    kind = A.Choice(MANUAL_KIND)
    body = A.Text(required=True)
    document = A.File()
    must_read = A.YesNo()
    audience = A.Choices(AUDIENCE, required=True)
    valid_until = A.Day()
    review_by = A.Day()
