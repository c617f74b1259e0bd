# Generated from specs/records/lead.yaml. Do not edit; extend in extensions/lead_note.py.
"""Forms, portal by portal."""

from generated.models.lead_note import LeadNote
from runtime.web import forms as F


class StaffSalesLeadNoteForm(F.RecordForm):
    """What people of the portal staff fill in."""

    about = F.ask(LeadNote.about_id)
    text = F.ask(LeadNote.text)
    attachments = F.ask(LeadNote.attachments)
    tell_employee = F.ask(LeadNote.tell_employee)
