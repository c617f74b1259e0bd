# Generated from specs/records/acknowledgement.yaml. Do not edit; extend in extensions/acknowledgement.py.
"""What other systems read and send, portal by portal."""

from runtime.web.api import schemas as A


class StaffHrAcknowledgementSchema(A.RecordSchema):
    """What is read and sent in staff (hr, admin)."""

    person = A.Link(dump_only=True)
    manual = A.Link(dump_only=True)
    read_on = A.Day(dump_only=True)
    updated = A.Moment(dump_only=True)
