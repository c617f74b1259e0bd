# Generated from specs/records/quote.yaml. Do not edit; extend in extensions/quote.py.
"""What other systems read and send, portal by portal."""

from generated.models.quote import QUOTE_STATE
from runtime.web.api import schemas as A


class PartnerQuoteSchema(A.RecordSchema):
    """What is read and sent in partner."""

    number = A.Text(dump_only=True)
    opportunity = A.Link(required=True)
    recipient = A.Text(required=True, length=120)
    product = A.Link(required=True)
    quantity = A.Whole()
    price = A.Number(2, required=True)
    discount = A.Number(2)
    total = A.Number(2, dump_only=True)
    valid_until = A.Day()
    delivery = A.Span()
    terms = A.Text()
    state = A.Choice(QUOTE_STATE)
    attachments = A.Files()


class StaffSalesQuoteSchema(A.RecordSchema):
    """What is read and sent in staff (sales)."""

    number = A.Text(dump_only=True)
    opportunity = A.Link(required=True)
    partner = A.Link()
    recipient = A.Text(required=True, length=120)
    product = A.Link(required=True)
    quantity = A.Whole()
    price = A.Number(2, required=True)
    discount = A.Number(2)
    total = A.Number(2, dump_only=True)
    valid_until = A.Day()
    delivery = A.Span()
    terms = A.Text()
    state = A.Choice(QUOTE_STATE)
    attachments = A.Files()
    updated = A.Moment(dump_only=True)


class StaffFinanceQuoteSchema(A.RecordSchema):
    """What is read and sent in staff (finance, admin)."""

    number = A.Text(dump_only=True)
    opportunity = A.Link(dump_only=True)
    partner = A.Link(dump_only=True)
    recipient = A.Text(dump_only=True)
    product = A.Link(dump_only=True)
    quantity = A.Whole(dump_only=True)
    price = A.Number(2, dump_only=True)
    discount = A.Number(2, dump_only=True)
    total = A.Number(2, dump_only=True)
    valid_until = A.Day(dump_only=True)
    delivery = A.Span(dump_only=True)
    terms = A.Text(dump_only=True)
    state = A.Choice(dump_only=True)
    attachments = A.Files(dump_only=True)
    updated = A.Moment(dump_only=True)
