# Generated from specs/records/help_request.yaml. Do not edit; extend in extensions/help_request.py.
"""What other systems read and send, portal by portal."""

from generated.choices.help_category import HELP_CATEGORY
from generated.models.help_request import HELP_REQUEST_URGENCY
from runtime.web.api import schemas as A


class StaffHrHelpRequestSchema(A.RecordSchema):
    """What is read and sent in staff (hr)."""

    number = A.Text(dump_only=True)
    person = A.Link(dump_only=True)
    category = A.Choice(HELP_CATEGORY)
    subject = A.Text(dump_only=True)
    details = A.Text(dump_only=True)
    more_details = A.Text(dump_only=True)
    device = A.Link(dump_only=True)
    article = A.Link(dump_only=True)
    urgency = A.Choice(HELP_REQUEST_URGENCY)
    team = A.Link()
    assignee = A.Link()
    asked = A.Moment(dump_only=True)
    answer = A.Text()
    notes = A.Text()
    attachments = A.Files(dump_only=True)
    state = A.Choice(dump_only=True)
    state_since = A.Moment(dump_only=True)
    updated = A.Moment(dump_only=True)


class StaffAdminHelpRequestSchema(A.RecordSchema):
    """What is read and sent in staff (admin)."""

    number = A.Text(dump_only=True)
    person = A.Link(required=True)
    category = A.Choice(HELP_CATEGORY, required=True)
    subject = A.Text(required=True, length=160)
    details = A.Text(required=True)
    more_details = A.Text()
    device = A.Link()
    article = A.Link()
    urgency = A.Choice(HELP_REQUEST_URGENCY)
    team = A.Link()
    assignee = A.Link()
    asked = A.Moment()
    answer = A.Text()
    notes = A.Text()
    attachments = A.Files()
    state = A.Choice(dump_only=True)
    state_since = A.Moment(dump_only=True)
    updated = A.Moment(dump_only=True)
