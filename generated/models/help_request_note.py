# Generated from specs/records/help_request.yaml. Do not edit; extend in extensions/help_request_note.py.
"""The table help_request_note."""

from runtime import fields as F
from runtime import records


class HelpRequestNote(records.Record):
    __tablename__ = "help_request_note"

    about_id = F.link("Help desk request", to="help_request", required=True, index=True)
    about = F.linked("HelpRequest", about_id, back="internal_notes")
    text = F.richtext("Internal note", required=True)
    attachments = F.files("Files", size=10000000)
    written_in = F.text("Written in", required=True, length=200)
    by_employee_id = F.link("By (Employee)", to="employee", index=True)
    by_employee = F.linked("Employee", by_employee_id)
    tell_employee = F.links("Tell (Employee)", to="employee", table="help_request_note_tell_employee", cls="Employee")
