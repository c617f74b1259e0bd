# Generated from specs/records/release.yaml. Do not edit; extend in extensions/release.py.
"""What other systems read and send, portal by portal."""

from generated.models.release import RELEASE_STATE
from runtime.web.api import schemas as A


class CustomerReleaseSchema(A.RecordSchema):
    """What is read and sent in customer, partner."""

    product = A.Link(dump_only=True)
    name = A.Text(dump_only=True)
    state = A.Choice(dump_only=True)
    released_on = A.Day(dump_only=True)
    support_ends = A.Day(dump_only=True)
    notes = A.Text(dump_only=True)


class StaffReleaseSchema(A.RecordSchema):
    """What is read and sent in staff."""

    product = A.Link(dump_only=True)
    name = A.Text(dump_only=True)
    state = A.Choice(dump_only=True)
    released_on = A.Day(dump_only=True)
    support_ends = A.Day(dump_only=True)
    notes = A.Text(dump_only=True)
    known_defects = A.Whole(dump_only=True)
    updated = A.Moment(dump_only=True)


class StaffAgentReleaseSchema(StaffReleaseSchema):
    """What is read and sent in staff (agent, admin)."""

    product = A.Link(required=True)
    name = A.Text(required=True, length=20)
    state = A.Choice(RELEASE_STATE)
    released_on = A.Day()
    support_ends = A.Day()
    notes = A.Text()
