# Generated from specs/records/expense.yaml. Do not edit; extend in extensions/expense.py.
"""What other systems read and send, portal by portal."""

from runtime.web.api import schemas as A


class StaffExpenseSchema(A.RecordSchema):
    """What is read and sent in staff."""

    person = A.Link(dump_only=True)
    purpose = A.Text(dump_only=True)
    kind = A.Choice(dump_only=True)
    spent_on = A.Day(dump_only=True)
    account = A.Link(dump_only=True)
    amount = A.Number(2, dump_only=True)
    receipt = A.File(dump_only=True)
    remark = A.Text(dump_only=True)
    answer = A.Text(length=200)
    paid_on = A.Day()
    state = A.Choice(dump_only=True)
    state_since = A.Moment(dump_only=True)
    submit_by = A.Text(dump_only=True)
    updated = A.Moment(dump_only=True)


class StaffFinanceExpenseSchema(StaffExpenseSchema):
    """What is read and sent in staff (finance)."""

    account = A.Link()
