# Generated from specs/records/return_request.yaml. Do not edit; extend in extensions/return_request.py.
"""What other systems read and send, portal by portal."""

from generated.choices.return_reason import RETURN_REASON
from generated.models.return_request import RETURN_REQUEST_WISH
from runtime.web.api import schemas as A


class CustomerReturnRequestSchema(A.RecordSchema):
    """What is read and sent in customer."""

    number = A.Text(dump_only=True)
    contact = A.Link(dump_only=True)
    purchase = A.Link(required=True)
    quantity = A.Whole()
    reason = A.Choice(RETURN_REASON, required=True)
    details = A.Text()
    wish = A.Choice(RETURN_REQUEST_WISH)
    ticket = A.Link()
    collect_from = A.Text(length=500)
    requested_on = A.Day(dump_only=True)
    return_label = A.File(dump_only=True)
    received_on = A.Day(dump_only=True)
    answer = A.Text(dump_only=True)
    credit = A.Number(2, dump_only=True)
    attachments = A.Files()
    state = A.Choice(dump_only=True)

    class Meta(A.RecordSchema.Meta):
        include = {
            "purchase.serial_number": A.Text(dump_only=True),
        }


class PartnerReturnRequestSchema(A.RecordSchema):
    """What is read and sent in partner."""

    number = A.Text(dump_only=True)
    account = A.Link(required=True)
    contact = A.Link()
    purchase = A.Link(required=True)
    quantity = A.Whole()
    reason = A.Choice(RETURN_REASON, required=True)
    details = A.Text()
    wish = A.Choice(RETURN_REQUEST_WISH)
    ticket = A.Link()
    collect_from = A.Text(length=500)
    requested_on = A.Day(dump_only=True)
    return_label = A.File(dump_only=True)
    received_on = A.Day(dump_only=True)
    answer = A.Text(dump_only=True)
    attachments = A.Files()
    state = A.Choice(dump_only=True)

    class Meta(A.RecordSchema.Meta):
        include = {
            "purchase.serial_number": A.Text(dump_only=True),
        }


class StaffReturnRequestSchema(A.RecordSchema):
    """What is read and sent in staff."""

    number = A.Text(dump_only=True)
    account = A.Link(dump_only=True)
    contact = A.Link(dump_only=True)
    purchase = A.Link(dump_only=True)
    quantity = A.Whole(dump_only=True)
    reason = A.Choice(dump_only=True)
    details = A.Text(dump_only=True)
    wish = A.Choice(dump_only=True)
    ticket = A.Link(dump_only=True)
    collect_from = A.Text(dump_only=True)
    requested_on = A.Day(dump_only=True)
    return_label = A.File()
    received_on = A.Day(dump_only=True)
    answer = A.Text()
    credit = A.Number(2)
    inspection = A.Text(dump_only=True)
    attachments = A.Files(dump_only=True)
    state = A.Choice(dump_only=True)
    state_since = A.Moment(dump_only=True)
    updated = A.Moment(dump_only=True)


class StaffAgentReturnRequestSchema(StaffReturnRequestSchema):
    """What is read and sent in staff (agent, admin)."""

    account = A.Link(required=True)
    contact = A.Link()
    purchase = A.Link(required=True)
    quantity = A.Whole()
    reason = A.Choice(RETURN_REASON, required=True)
    details = A.Text()
    wish = A.Choice(RETURN_REQUEST_WISH)
    ticket = A.Link()
    collect_from = A.Text(length=500)
    requested_on = A.Day()
    received_on = A.Day()
    inspection = A.Text()
    attachments = A.Files()


class StaffSalesReturnRequestSchema(StaffReturnRequestSchema):
    """What is read and sent in staff (sales)."""

    return_label = A.File(dump_only=True)
    answer = A.Text(dump_only=True)
    credit = A.Number(2, dump_only=True)

    class Meta(StaffReturnRequestSchema.Meta):
        exclude = ("inspection",)


class StaffFinanceReturnRequestSchema(StaffReturnRequestSchema):
    """What is read and sent in staff (finance)."""

    return_label = A.File(dump_only=True)
    answer = A.Text(dump_only=True)
