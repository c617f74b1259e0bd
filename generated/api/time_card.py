# Generated from specs/records/time_card.yaml. Do not edit; extend in extensions/time_card.py.
"""What other systems read and send, portal by portal."""

from generated.choices.approval_state import APPROVAL_STATE
from runtime.web.api import schemas as A


class StaffTimeCardSchema(A.RecordSchema):
    """What is read and sent in staff (hr)."""

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
    submitted = A.YesNo(dump_only=True)
    state = A.Choice(APPROVAL_STATE)
    answer = A.Text(length=200)
    updated = A.Moment(dump_only=True)


class StaffFinanceTimeCardSchema(StaffTimeCardSchema):
    """What is read and sent in staff (finance)."""

    answer = A.Text(dump_only=True)
