# Generated from specs/records/ticket.yaml. Do not edit; extend in extensions/ticket_comment.py.
"""What other systems read and send, portal by portal."""

from runtime.web.api import schemas as A


class CustomerTicketCommentSchema(A.RecordSchema):
    """What is read and sent in customer, partner."""

    about = A.Link(required=True)
    text = A.Text(required=True)
    attachments = A.Files()
    written_in = A.Text(dump_only=True)
    by_contact = A.Link(dump_only=True)
    tell_contact = A.Links()
    created = A.Moment(dump_only=True)


class StaffTicketCommentSchema(A.RecordSchema):
    """What is read and sent in staff (agent, sales, finance, admin)."""

    about = A.Link(required=True)
    text = A.Text(required=True)
    attachments = A.Files()
    written_in = A.Text(dump_only=True)
    by_contact = A.Link(dump_only=True)
    tell_contact = A.Links()
    by_employee = A.Link(dump_only=True)
    tell_employee = A.Links()
    created = A.Moment(dump_only=True)
