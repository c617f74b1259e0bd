# Generated from specs/records/team.yaml. Do not edit; extend in extensions/team.py.
"""What other systems read and send, portal by portal."""

from runtime.web.api import schemas as A


class StaffTeamSchema(A.RecordSchema):
    """What is read and sent in staff."""

    name = A.Text(dump_only=True)
    purpose = A.Text(dump_only=True)
    email = A.Email(dump_only=True)
    phone = A.Phone(dump_only=True)
    lead = A.Link(dump_only=True)
    opens = A.Clock(dump_only=True)
    closes = A.Clock(dump_only=True)
    strength = A.Whole(dump_only=True)
    updated = A.Moment(dump_only=True)


class StaffHrTeamSchema(StaffTeamSchema):
    """What is read and sent in staff (hr, admin)."""

    name = A.Text(required=True, length=60)
    purpose = A.Text(length=200)
    email = A.Email(length=254)
    phone = A.Phone(length=40)
    lead = A.Link()
    opens = A.Clock()
    closes = A.Clock()
