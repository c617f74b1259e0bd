# Generated from specs/records/ticket.yaml. Do not edit; extend in extensions/ticket.py.
"""Forms, portal by portal."""

from generated.models.ticket import Ticket
from runtime.web import forms as F


class CustomerTicketForm(F.RecordForm):
    """What people of the portal customer fill in."""

    product = F.ask(Ticket.product_id)
    release = F.ask(Ticket.release_id)
    subject = F.ask(Ticket.subject)
    details = F.ask(Ticket.details)
    severity = F.ask(Ticket.severity)
    occurred = F.ask(Ticket.occurred)
    phone = F.ask(Ticket.phone)
    call_from = F.ask(Ticket.call_from)
    article = F.ask(Ticket.article_id)
    more_details = F.ask(Ticket.more_details)
    rating = F.ask(Ticket.rating)
    attachments = F.ask(Ticket.attachments)


class PartnerTicketForm(F.RecordForm):
    """What people of the portal partner fill in."""

    account = F.ask(Ticket.account_id)
    contact = F.ask(Ticket.contact_id)
    product = F.ask(Ticket.product_id)
    release = F.ask(Ticket.release_id)
    subject = F.ask(Ticket.subject)
    details = F.ask(Ticket.details)
    severity = F.ask(Ticket.severity)
    occurred = F.ask(Ticket.occurred)
    phone = F.ask(Ticket.phone)
    call_from = F.ask(Ticket.call_from)
    article = F.ask(Ticket.article_id)
    more_details = F.ask(Ticket.more_details)
    attachments = F.ask(Ticket.attachments)


class StaffTicketForm(F.RecordForm):
    """What people of the portal staff fill in."""

    assignee = F.ask(Ticket.assignee_id)
    resolution = F.ask(Ticket.resolution)


class StaffAgentTicketForm(F.RecordForm):
    """What people of the portal staff fill in."""

    account = F.ask(Ticket.account_id)
    contact = F.ask(Ticket.contact_id)
    product = F.ask(Ticket.product_id)
    release = F.ask(Ticket.release_id)
    subject = F.ask(Ticket.subject)
    details = F.ask(Ticket.details)
    severity = F.ask(Ticket.severity)
    occurred = F.ask(Ticket.occurred)
    phone = F.ask(Ticket.phone)
    call_from = F.ask(Ticket.call_from)
    reported = F.ask(Ticket.reported)
    team = F.ask(Ticket.team_id)
    assignee = F.ask(Ticket.assignee_id)
    article = F.ask(Ticket.article_id)
    defect = F.ask(Ticket.defect_id)
    cause = F.ask(Ticket.cause)
    resolution = F.ask(Ticket.resolution)
    resolved = F.ask(Ticket.resolved)
    more_details = F.ask(Ticket.more_details)
    rating = F.ask(Ticket.rating)
    effort = F.ask(Ticket.effort)
    notes = F.ask(Ticket.notes)
    attachments = F.ask(Ticket.attachments)


class StaffSalesTicketForm(F.RecordForm):
    """What people of the portal staff fill in."""

    account = F.ask(Ticket.account_id)
    contact = F.ask(Ticket.contact_id)
    product = F.ask(Ticket.product_id)
    release = F.ask(Ticket.release_id)
    subject = F.ask(Ticket.subject)
    details = F.ask(Ticket.details)
    severity = F.ask(Ticket.severity)
    phone = F.ask(Ticket.phone)
    attachments = F.ask(Ticket.attachments)
