# Generated from specs/records/data_change.yaml. Do not edit; extend in extensions/data_change.py.
"""What other systems read and send, portal by portal."""

from runtime.web.api import schemas as A


class StaffHrDataChangeSchema(A.RecordSchema):
    """What is read and sent in staff (hr)."""

    person = A.Link(dump_only=True)
    name = A.Text(dump_only=True)
    iban = A.Text(dump_only=True)
    valid_from = A.Day(dump_only=True)
    remark = A.Text(dump_only=True)
    asked = A.Day(dump_only=True)
    answer = A.Text(length=200)
    state = A.Choice(dump_only=True)
    state_since = A.Moment(dump_only=True)
    updated = A.Moment(dump_only=True)
