# Generated from specs/records/help_request.yaml. Do not edit; extend in extensions/help_request_note.py.
"""Forms, portal by portal."""

from generated.models.help_request_note import HelpRequestNote
from runtime.web import forms as F


class StaffHrHelpRequestNoteForm(F.RecordForm):
    """What people of the portal staff fill in."""

    about = F.ask(HelpRequestNote.about_id)
    text = F.ask(HelpRequestNote.text)
    attachments = F.ask(HelpRequestNote.attachments)
    tell_employee = F.ask(HelpRequestNote.tell_employee)
