# Generated from specs/records/ticket.yaml. Do not edit; extend in extensions/ticket_comment.py.
"""Forms, portal by portal."""

from generated.models.ticket_comment import TicketComment
from runtime.web import forms as F


class CustomerTicketCommentForm(F.RecordForm):
    """What people of the portal customer fill in."""

    about = F.ask(TicketComment.about_id)
    text = F.ask(TicketComment.text)
    attachments = F.ask(TicketComment.attachments)
    tell_contact = F.ask(TicketComment.tell_contact)


class StaffTicketCommentForm(F.RecordForm):
    """What people of the portal staff fill in."""

    about = F.ask(TicketComment.about_id)
    text = F.ask(TicketComment.text)
    attachments = F.ask(TicketComment.attachments)
    tell_contact = F.ask(TicketComment.tell_contact)
    tell_employee = F.ask(TicketComment.tell_employee)
