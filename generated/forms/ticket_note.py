# Generated from specs/records/ticket.yaml. Do not edit; extend in extensions/ticket_note.py.
"""Forms, portal by portal."""

from generated.models.ticket_note import TicketNote
from runtime.web import forms as F


class StaffTicketNoteForm(F.RecordForm):
    """What people of the portal staff fill in."""

    about = F.ask(TicketNote.about_id)
    text = F.ask(TicketNote.text)
    attachments = F.ask(TicketNote.attachments)
    tell_employee = F.ask(TicketNote.tell_employee)
