# Generated from specs/records/literature_order.yaml. Do not edit; extend in extensions/literature_order.py.
"""What other systems read and send, portal by portal."""

from generated.models.literature_order import LITERATURE_ORDER_STATE
from runtime.web.api import schemas as A


class PartnerLiteratureOrderSchema(A.RecordSchema):
    """What is read and sent in partner."""

    number = A.Text(dump_only=True)
    contact = A.Link(dump_only=True)
    download = A.Link(required=True)
    copies = A.Whole()
    occasion = A.Text(length=120)
    needed_by = A.Day()
    ship_to = A.Text(required=True, length=500)
    state = A.Choice(dump_only=True)
    sent_on = A.Day(dump_only=True)


class StaffSalesLiteratureOrderSchema(A.RecordSchema):
    """What is read and sent in staff (sales)."""

    number = A.Text(dump_only=True)
    account = A.Link(required=True)
    contact = A.Link(required=True)
    download = A.Link(required=True)
    copies = A.Whole()
    occasion = A.Text(length=120)
    needed_by = A.Day()
    ship_to = A.Text(required=True, length=500)
    state = A.Choice(LITERATURE_ORDER_STATE)
    sent_on = A.Day()
    updated = A.Moment(dump_only=True)


class StaffAdminLiteratureOrderSchema(A.RecordSchema):
    """What is read and sent in staff (admin)."""

    number = A.Text(dump_only=True)
    account = A.Link(dump_only=True)
    contact = A.Link(dump_only=True)
    download = A.Link(dump_only=True)
    copies = A.Whole(dump_only=True)
    occasion = A.Text(dump_only=True)
    needed_by = A.Day(dump_only=True)
    ship_to = A.Text(dump_only=True)
    state = A.Choice(dump_only=True)
    sent_on = A.Day(dump_only=True)
    updated = A.Moment(dump_only=True)
