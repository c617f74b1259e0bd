# Generated from specs/records/invoice.yaml. Do not edit; extend in extensions/invoice.py.
"""What other systems read and send, portal by portal."""

from generated.models.invoice import INVOICE_STATE
from runtime.web.api import schemas as A


class CustomerInvoiceSchema(A.RecordSchema):
    """What is read and sent in customer."""

    reference = A.Text(dump_only=True)
    order = A.Link(dump_only=True)
    state = A.Choice(dump_only=True)
    issued_on = A.Day(dump_only=True)
    due_on = A.Day(dump_only=True)
    amount = A.Number(2, dump_only=True)
    paid = A.Number(2, dump_only=True)
    paid_on = A.Day(dump_only=True)
    balance = A.Number(2, dump_only=True)
    document = A.File(dump_only=True)
    question = A.Text()


class PartnerInvoiceSchema(A.RecordSchema):
    """What is read and sent in partner."""

    reference = A.Text(dump_only=True)
    order = A.Link(dump_only=True)
    state = A.Choice(dump_only=True)
    issued_on = A.Day(dump_only=True)
    due_on = A.Day(dump_only=True)
    amount = A.Number(2, dump_only=True)
    paid = A.Number(2, dump_only=True)
    paid_on = A.Day(dump_only=True)
    balance = A.Number(2, dump_only=True)
    document = A.File(dump_only=True)


class StaffFinanceInvoiceSchema(A.RecordSchema):
    """What is read and sent in staff (finance)."""

    reference = A.Text(required=True, length=200)
    account = A.Link(required=True)
    order = A.Link()
    state = A.Choice(INVOICE_STATE)
    issued_on = A.Day()
    due_on = A.Day(required=True)
    amount = A.Number(2, required=True)
    paid = A.Number(2)
    paid_on = A.Day()
    balance = A.Number(2, dump_only=True)
    document = A.File()
    question = A.Text()
    notes = A.Text()
    updated = A.Moment(dump_only=True)


class StaffSalesInvoiceSchema(A.RecordSchema):
    """What is read and sent in staff (sales)."""

    reference = A.Text(dump_only=True)
    account = A.Link(dump_only=True)
    order = A.Link(dump_only=True)
    state = A.Choice(dump_only=True)
    issued_on = A.Day(dump_only=True)
    due_on = A.Day(dump_only=True)
    amount = A.Number(2, dump_only=True)
    paid = A.Number(2, dump_only=True)
    paid_on = A.Day(dump_only=True)
    balance = A.Number(2, dump_only=True)
    document = A.File(dump_only=True)
    question = A.Text(dump_only=True)
    updated = A.Moment(dump_only=True)


class StaffAdminInvoiceSchema(A.RecordSchema):
    """What is read and sent in staff (admin)."""

    reference = A.Text(dump_only=True)
    account = A.Link(dump_only=True)
    order = A.Link(dump_only=True)
    state = A.Choice(dump_only=True)
    issued_on = A.Day(dump_only=True)
    due_on = A.Day(dump_only=True)
    amount = A.Number(2, dump_only=True)
    paid = A.Number(2, dump_only=True)
    paid_on = A.Day(dump_only=True)
    balance = A.Number(2, dump_only=True)
    document = A.File(dump_only=True)
    question = A.Text(dump_only=True)
    notes = A.Text(dump_only=True)
    updated = A.Moment(dump_only=True)
