# Generated from specs/records/return_request.yaml. Do not edit; extend in extensions/return_request_note.py.
"""The table return_request_note."""

from runtime import fields as F
from runtime import records


class ReturnRequestNote(records.Record):
    __tablename__ = "return_request_note"

    about_id = F.link("Return", to="return_request", required=True, index=True)
    about = F.linked("ReturnRequest", about_id, back="internal_notes")
    text = F.richtext("Internal note", required=True)
    attachments = F.files("Files", size=10000000)
    written_in = F.text("Written in", required=True, length=200)
    by_employee_id = F.link("By (Employee)", to="employee", index=True)
    by_employee = F.linked("Employee", by_employee_id)
    tell_employee = F.links("Tell (Employee)", to="employee", table="return_request_note_tell_employee", cls="Employee")
