# Generated from specs/records/lead.yaml. Do not edit; extend in extensions/lead_note.py.
"""What other systems read and send, portal by portal."""

from runtime.web.api import schemas as A


class StaffSalesLeadNoteSchema(A.RecordSchema):
    """What is read and sent in staff (sales, admin)."""

    about = A.Link(required=True)
    text = A.Text(required=True)
    attachments = A.Files()
    written_in = A.Text(dump_only=True)
    by_employee = A.Link(dump_only=True)
    tell_employee = A.Links()
    created = A.Moment(dump_only=True)
