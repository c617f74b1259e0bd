# Generated from specs/records/time_card.yaml. Do not edit; extend in extensions/time_card.py.
"""What other systems read and send, portal by portal."""

from runtime.web.api import schemas as A


class StaffTimeCardSchema(A.RecordSchema):
    """What is read and sent in staff (hr, finance)."""

    person = A.Link(dump_only=True)
    week = A.Day(dump_only=True)
    monday = A.Number(2, dump_only=True)
    tuesday = A.Number(2, dump_only=True)
    wednesday = A.Number(2, dump_only=True)
    thursday = A.Number(2, dump_only=True)
    friday = A.Number(2, dump_only=True)
    saturday = A.Number(2, dump_only=True)
    sunday = A.Number(2, dump_only=True)
    total = A.Number(2, dump_only=True)
    overtime = A.Number(2, dump_only=True)
    remark = A.Text(dump_only=True)
    answer = A.Text(length=200)
    state = A.Choice(dump_only=True)
    state_since = A.Moment(dump_only=True)
    submit_by = A.Text(dump_only=True)
    updated = A.Moment(dump_only=True)
