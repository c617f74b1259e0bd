# Generated from specs/records/lead.yaml. Do not edit; extend in extensions/lead_note.py.
"""The table lead_note."""

from runtime import fields as F
from runtime import records


class LeadNote(records.Record):
    __tablename__ = "lead_note"

    about_id = F.link("Lead", to="lead", required=True, index=True)
    about = F.linked("Lead", about_id, back="internal_notes")
    text = F.richtext("Internal note", required=True)
    attachments = F.files("Files", size=10000000)
    written_in = F.text("Written in", required=True, length=200)
    by_employee_id = F.link("By (Employee)", to="employee", index=True)
    by_employee = F.linked("Employee", by_employee_id)
    tell_employee = F.links("Tell (Employee)", to="employee", table="lead_note_tell_employee", cls="Employee")
