# Generated from specs/records/literature_order.yaml. Do not edit; extend in extensions/literature_order.py.
"""Forms, portal by portal."""

from generated.models.literature_order import LiteratureOrder
from runtime.web import forms as F


class PartnerLiteratureOrderForm(F.RecordForm):
    """What people of the portal partner fill in."""

    download = F.ask(LiteratureOrder.download_id)
    copies = F.ask(LiteratureOrder.copies)
    occasion = F.ask(LiteratureOrder.occasion)
    needed_by = F.ask(LiteratureOrder.needed_by)
    ship_to = F.ask(LiteratureOrder.ship_to)


class StaffSalesLiteratureOrderForm(F.RecordForm):
    """What people of the portal staff fill in."""

    account = F.ask(LiteratureOrder.account_id)
    contact = F.ask(LiteratureOrder.contact_id)
    download = F.ask(LiteratureOrder.download_id)
    copies = F.ask(LiteratureOrder.copies)
    occasion = F.ask(LiteratureOrder.occasion)
    needed_by = F.ask(LiteratureOrder.needed_by)
    ship_to = F.ask(LiteratureOrder.ship_to)
    state = F.ask(LiteratureOrder.state)
    sent_on = F.ask(LiteratureOrder.sent_on)
