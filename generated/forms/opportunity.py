# Generated from specs/records/opportunity.yaml. Do not edit; extend in extensions/opportunity.py.
"""Forms, portal by portal."""

from generated.models.opportunity import Opportunity
from runtime.web import forms as F


class PartnerOpportunityForm(F.RecordForm):
    """What people of the portal partner fill in."""

    name = F.ask(Opportunity.name)
    account = F.ask(Opportunity.account_id)
    lead = F.ask(Opportunity.lead_id)
    product = F.ask(Opportunity.product_id)
    state = F.ask(Opportunity.state)
    value = F.ask(Opportunity.value)
    probability = F.ask(Opportunity.probability)
    close_on = F.ask(Opportunity.close_on)
    competitor = F.ask(Opportunity.competitor)
    next_step = F.ask(Opportunity.next_step)
    lost_reason = F.ask(Opportunity.lost_reason)


class StaffSalesOpportunityForm(F.RecordForm):
    """What people of the portal staff fill in."""

    name = F.ask(Opportunity.name)
    account = F.ask(Opportunity.account_id)
    lead = F.ask(Opportunity.lead_id)
    partner = F.ask(Opportunity.partner_id)
    owner = F.ask(Opportunity.owner_id)
    product = F.ask(Opportunity.product_id)
    state = F.ask(Opportunity.state)
    value = F.ask(Opportunity.value)
    probability = F.ask(Opportunity.probability)
    close_on = F.ask(Opportunity.close_on)
    competitor = F.ask(Opportunity.competitor)
    next_step = F.ask(Opportunity.next_step)
    lost_reason = F.ask(Opportunity.lost_reason)
    notes = F.ask(Opportunity.notes)
