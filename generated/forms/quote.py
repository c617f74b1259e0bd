# Generated from specs/records/quote.yaml. Do not edit; extend in extensions/quote.py.
"""Forms, portal by portal."""

from generated.models.quote import Quote
from runtime.web import forms as F


class PartnerQuoteForm(F.RecordForm):
    """What people of the portal partner fill in."""

    opportunity = F.ask(Quote.opportunity_id)
    recipient = F.ask(Quote.recipient)
    product = F.ask(Quote.product_id)
    quantity = F.ask(Quote.quantity)
    price = F.ask(Quote.price)
    discount = F.ask(Quote.discount)
    valid_until = F.ask(Quote.valid_until)
    delivery = F.ask(Quote.delivery)
    terms = F.ask(Quote.terms)
    state = F.ask(Quote.state)
    attachments = F.ask(Quote.attachments)


class StaffSalesQuoteForm(F.RecordForm):
    """What people of the portal staff fill in."""

    opportunity = F.ask(Quote.opportunity_id)
    partner = F.ask(Quote.partner_id)
    recipient = F.ask(Quote.recipient)
    product = F.ask(Quote.product_id)
    quantity = F.ask(Quote.quantity)
    price = F.ask(Quote.price)
    discount = F.ask(Quote.discount)
    valid_until = F.ask(Quote.valid_until)
    delivery = F.ask(Quote.delivery)
    terms = F.ask(Quote.terms)
    state = F.ask(Quote.state)
    attachments = F.ask(Quote.attachments)
