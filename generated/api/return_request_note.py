# Generated from specs/records/return_request.yaml. Do not edit; extend in extensions/return_request_note.py.
"""What other systems read and send, portal by portal."""

from runtime.web.api import schemas as A


class StaffReturnRequestNoteSchema(A.RecordSchema):
    """What is read and sent in staff (agent, sales, finance, admin)."""

    about = A.Link(required=True)
    text = A.Text(required=True)
    attachments = A.Files()
    written_in = A.Text(dump_only=True)
    by_employee = A.Link(dump_only=True)
    tell_employee = A.Links()
    created = A.Moment(dump_only=True)
