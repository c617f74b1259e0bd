# Generated from specs/records/return_request.yaml. Do not edit; extend in extensions/return_request_note.py.
"""Forms, portal by portal."""

from generated.models.return_request_note import ReturnRequestNote
from runtime.web import forms as F


class StaffReturnRequestNoteForm(F.RecordForm):
    """What people of the portal staff fill in."""

    about = F.ask(ReturnRequestNote.about_id)
    text = F.ask(ReturnRequestNote.text)
    attachments = F.ask(ReturnRequestNote.attachments)
    tell_employee = F.ask(ReturnRequestNote.tell_employee)
