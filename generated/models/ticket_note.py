# Generated from specs/records/ticket.yaml. Do not edit; extend in extensions/ticket_note.py.
"""The table ticket_note."""

from runtime import fields as F
from runtime import records


class TicketNote(records.Record):
    __tablename__ = "ticket_note"

    about_id = F.link("Support ticket", to="ticket", required=True, index=True)
    about = F.linked("Ticket", about_id, back="internal_notes")
    text = F.richtext("Internal note", required=True)
    attachments = F.files("Files", size=10000000)
    written_in = F.text("Written in", required=True, length=200)
    by_employee_id = F.link("By (Employee)", to="employee", index=True)
    by_employee = F.linked("Employee", by_employee_id)
    tell_employee = F.links("Tell (Employee)", to="employee", table="ticket_note_tell_employee", cls="Employee")
