# Generated from specs/records/return_request.yaml. Do not edit; extend in extensions/return_request.py.
"""Forms, portal by portal."""

from generated.models.return_request import ReturnRequest
from runtime.web import forms as F


class CustomerReturnRequestForm(F.RecordForm):
    """What people of the portal customer fill in."""

    purchase = F.ask(ReturnRequest.purchase_id)
    quantity = F.ask(ReturnRequest.quantity)
    reason = F.ask(ReturnRequest.reason)
    details = F.ask(ReturnRequest.details)
    wish = F.ask(ReturnRequest.wish)
    ticket = F.ask(ReturnRequest.ticket_id)
    collect_from = F.ask(ReturnRequest.collect_from)
    attachments = F.ask(ReturnRequest.attachments)


class PartnerReturnRequestForm(F.RecordForm):
    """What people of the portal partner fill in."""

    account = F.ask(ReturnRequest.account_id)
    contact = F.ask(ReturnRequest.contact_id)
    purchase = F.ask(ReturnRequest.purchase_id)
    quantity = F.ask(ReturnRequest.quantity)
    reason = F.ask(ReturnRequest.reason)
    details = F.ask(ReturnRequest.details)
    wish = F.ask(ReturnRequest.wish)
    ticket = F.ask(ReturnRequest.ticket_id)
    collect_from = F.ask(ReturnRequest.collect_from)
    attachments = F.ask(ReturnRequest.attachments)


class StaffReturnRequestForm(F.RecordForm):
    """What people of the portal staff fill in."""

    return_label = F.ask(ReturnRequest.return_label)
    answer = F.ask(ReturnRequest.answer)
    credit = F.ask(ReturnRequest.credit)


class StaffAgentReturnRequestForm(F.RecordForm):
    """What people of the portal staff fill in."""

    account = F.ask(ReturnRequest.account_id)
    contact = F.ask(ReturnRequest.contact_id)
    purchase = F.ask(ReturnRequest.purchase_id)
    quantity = F.ask(ReturnRequest.quantity)
    reason = F.ask(ReturnRequest.reason)
    details = F.ask(ReturnRequest.details)
    wish = F.ask(ReturnRequest.wish)
    ticket = F.ask(ReturnRequest.ticket_id)
    collect_from = F.ask(ReturnRequest.collect_from)
    requested_on = F.ask(ReturnRequest.requested_on)
    return_label = F.ask(ReturnRequest.return_label)
    received_on = F.ask(ReturnRequest.received_on)
    answer = F.ask(ReturnRequest.answer)
    credit = F.ask(ReturnRequest.credit)
    inspection = F.ask(ReturnRequest.inspection)
    attachments = F.ask(ReturnRequest.attachments)


class StaffFinanceReturnRequestForm(F.RecordForm):
    """What people of the portal staff fill in."""

    credit = F.ask(ReturnRequest.credit)
