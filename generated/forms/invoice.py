# Generated from specs/records/invoice.yaml. Do not edit; extend in extensions/invoice.py.
"""Forms, portal by portal."""

from generated.models.invoice import Invoice
from runtime.web import forms as F


class CustomerInvoiceForm(F.RecordForm):
    """What people of the portal customer fill in."""

    question = F.ask(Invoice.question)


class StaffFinanceInvoiceForm(F.RecordForm):
    """What people of the portal staff fill in."""

    reference = F.ask(Invoice.reference)
    account = F.ask(Invoice.account_id)
    order = F.ask(Invoice.order_id)
    state = F.ask(Invoice.state)
    issued_on = F.ask(Invoice.issued_on)
    due_on = F.ask(Invoice.due_on)
    amount = F.ask(Invoice.amount)
    paid = F.ask(Invoice.paid)
    paid_on = F.ask(Invoice.paid_on)
    document = F.ask(Invoice.document)
    question = F.ask(Invoice.question)
    notes = F.ask(Invoice.notes)
