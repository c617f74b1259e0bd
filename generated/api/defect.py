# Generated from specs/records/defect.yaml. Do not edit; extend in extensions/defect.py.
"""What other systems read and send, portal by portal."""

from generated.choices.severity import SEVERITY
from generated.models.defect import DEFECT_STATE
from runtime.web.api import schemas as A


class StaffDefectSchema(A.RecordSchema):
    """What is read and sent in staff."""

    number = A.Text(dump_only=True)
    summary = A.Text(dump_only=True)
    product = A.Link(dump_only=True)
    found_in = A.Link(dump_only=True)
    fixed_in = A.Link(dump_only=True)
    state = A.Choice(dump_only=True)
    severity = A.Choice(dump_only=True)
    description = A.Text(dump_only=True)
    workaround = A.Text(dump_only=True)
    reports = A.Whole(dump_only=True)
    attachments = A.Files(dump_only=True)
    updated = A.Moment(dump_only=True)


class StaffAgentDefectSchema(StaffDefectSchema):
    """What is read and sent in staff (agent, admin)."""

    summary = A.Text(required=True, length=160)
    product = A.Link(required=True)
    found_in = A.Link()
    fixed_in = A.Link()
    state = A.Choice(DEFECT_STATE)
    severity = A.Choice(SEVERITY)
    description = A.Text()
    workaround = A.Text()
    attachments = A.Files()
