# Generated from specs/records/ticket.yaml. Do not edit; extend in extensions/ticket.py.
"""What other systems read and send, portal by portal."""

from generated.choices.severity import SEVERITY
from generated.choices.ticket_cause import TICKET_CAUSE
from runtime.web.api import schemas as A


class CustomerTicketSchema(A.RecordSchema):
    """What is read and sent in customer."""

    number = A.Text(dump_only=True)
    contact = A.Link(dump_only=True)
    product = A.Link(required=True)
    release = A.Link()
    subject = A.Text(required=True, length=200)
    details = A.Text(required=True)
    severity = A.Choice(SEVERITY)
    occurred = A.Moment()
    phone = A.Phone(length=40)
    call_from = A.Clock()
    reported = A.Moment(dump_only=True)
    article = A.Link()
    cause = A.Choice(dump_only=True)
    resolution = A.Text(dump_only=True)
    resolved = A.Moment(dump_only=True)
    more_details = A.Text()
    rating = A.Whole()
    attachments = A.Files()
    state = A.Choice(dump_only=True)
    respond_by = A.Moment(dump_only=True)
    updated = A.Moment(dump_only=True)

    class Meta(A.RecordSchema.Meta):
        include = {
            "assignee.name": A.Text(dump_only=True),
        }


class PartnerTicketSchema(A.RecordSchema):
    """What is read and sent in partner."""

    number = A.Text(dump_only=True)
    account = A.Link(required=True)
    contact = A.Link()
    product = A.Link(required=True)
    release = A.Link()
    subject = A.Text(required=True, length=200)
    details = A.Text(required=True)
    severity = A.Choice(SEVERITY)
    occurred = A.Moment()
    phone = A.Phone(length=40)
    call_from = A.Clock()
    reported = A.Moment(dump_only=True)
    article = A.Link()
    resolution = A.Text(dump_only=True)
    resolved = A.Moment(dump_only=True)
    more_details = A.Text()
    attachments = A.Files()
    state = A.Choice(dump_only=True)
    respond_by = A.Moment(dump_only=True)
    updated = A.Moment(dump_only=True)

    class Meta(A.RecordSchema.Meta):
        include = {
            "assignee.name": A.Text(dump_only=True),
        }


class StaffTicketSchema(A.RecordSchema):
    """What is read and sent in staff."""

    number = A.Text(dump_only=True)
    account = A.Link(dump_only=True)
    contact = A.Link(dump_only=True)
    product = A.Link(dump_only=True)
    release = A.Link(dump_only=True)
    subject = A.Text(dump_only=True)
    details = A.Text(dump_only=True)
    severity = A.Choice(dump_only=True)
    occurred = A.Moment(dump_only=True)
    phone = A.Phone(dump_only=True)
    call_from = A.Clock(dump_only=True)
    reported = A.Moment(dump_only=True)
    team = A.Link(dump_only=True)
    assignee = A.Link()
    article = A.Link(dump_only=True)
    defect = A.Link(dump_only=True)
    cause = A.Choice(dump_only=True)
    resolution = A.Text()
    resolved = A.Moment(dump_only=True)
    more_details = A.Text(dump_only=True)
    rating = A.Whole(dump_only=True)
    effort = A.Span(dump_only=True)
    notes = A.Text(dump_only=True)
    attachments = A.Files(dump_only=True)
    state = A.Choice(dump_only=True)
    state_since = A.Moment(dump_only=True)
    respond_by = A.Moment(dump_only=True)
    resolve_by = A.Moment(dump_only=True)
    due_by = A.Moment(dump_only=True)
    routed = A.Text(dump_only=True)
    routed_since = A.Moment(dump_only=True)
    updated = A.Moment(dump_only=True)


class StaffAgentTicketSchema(StaffTicketSchema):
    """What is read and sent in staff (agent, admin)."""

    account = A.Link(required=True)
    contact = A.Link()
    product = A.Link(required=True)
    release = A.Link()
    subject = A.Text(required=True, length=200)
    details = A.Text(required=True)
    severity = A.Choice(SEVERITY)
    occurred = A.Moment()
    phone = A.Phone(length=40)
    call_from = A.Clock()
    reported = A.Moment()
    team = A.Link()
    article = A.Link()
    defect = A.Link()
    cause = A.Choice(TICKET_CAUSE)
    resolved = A.Moment()
    more_details = A.Text()
    rating = A.Whole()
    effort = A.Span()
    notes = A.Text()
    attachments = A.Files()


class StaffSalesTicketSchema(StaffTicketSchema):
    """What is read and sent in staff (sales)."""

    account = A.Link(required=True)
    contact = A.Link()
    product = A.Link(required=True)
    release = A.Link()
    subject = A.Text(required=True, length=200)
    details = A.Text(required=True)
    severity = A.Choice(SEVERITY)
    phone = A.Phone(length=40)
    assignee = A.Link(dump_only=True)
    resolution = A.Text(dump_only=True)
    attachments = A.Files()

    class Meta(StaffTicketSchema.Meta):
        exclude = ("effort", "notes")


class StaffFinanceTicketSchema(StaffTicketSchema):
    """What is read and sent in staff (finance)."""

    assignee = A.Link(dump_only=True)
    resolution = A.Text(dump_only=True)

    class Meta(StaffTicketSchema.Meta):
        exclude = ("defect", "more_details", "notes")
