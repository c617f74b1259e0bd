# Generated from specs/records/ticket.yaml. Do not edit; extend in extensions/ticket_comment.py.
"""The table ticket_comment."""

from runtime import fields as F
from runtime import records


class TicketComment(records.Record):
    __tablename__ = "ticket_comment"

    about_id = F.link("Support ticket", to="ticket", required=True, index=True)
    about = F.linked("Ticket", about_id, back="comments")
    text = F.richtext("Comment", required=True)
    attachments = F.files("Files", size=10000000)
    written_in = F.text("Written in", required=True, length=200)
    by_contact_id = F.link("By (Contact)", to="contact", index=True)
    by_contact = F.linked("Contact", by_contact_id)
    tell_contact = F.links("Tell (Contact)", to="contact", table="ticket_comment_tell_contact", cls="Contact")
    by_employee_id = F.link("By (Employee)", to="employee", index=True)
    by_employee = F.linked("Employee", by_employee_id)
    tell_employee = F.links("Tell (Employee)", to="employee", table="ticket_comment_tell_employee", cls="Employee")
