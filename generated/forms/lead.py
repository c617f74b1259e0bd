# Generated from specs/records/lead.yaml. Do not edit; extend in extensions/lead.py.
"""Forms, portal by portal."""

from generated.models.lead import Lead
from runtime.web import forms as F


class PartnerLeadForm(F.RecordForm):
    """What people of the portal partner fill in."""

    company = F.ask(Lead.company)
    industry = F.ask(Lead.industry)
    town = F.ask(Lead.town)
    interest = F.ask(Lead.interest_id)
    quantity = F.ask(Lead.quantity)
    need = F.ask(Lead.need)
    budget = F.ask(Lead.budget)
    contact_name = F.ask(Lead.contact_name)
    contact_email = F.ask(Lead.contact_email)
    contact_phone = F.ask(Lead.contact_phone)
    consent = F.ask(Lead.consent)
    next_step = F.ask(Lead.next_step)
    next_step_on = F.ask(Lead.next_step_on)
    decline_reason = F.ask(Lead.decline_reason)


class StaffSalesLeadForm(F.RecordForm):
    """What people of the portal staff fill in."""

    company = F.ask(Lead.company)
    industry = F.ask(Lead.industry)
    town = F.ask(Lead.town)
    interest = F.ask(Lead.interest_id)
    quantity = F.ask(Lead.quantity)
    need = F.ask(Lead.need)
    budget = F.ask(Lead.budget)
    contact_name = F.ask(Lead.contact_name)
    contact_email = F.ask(Lead.contact_email)
    contact_phone = F.ask(Lead.contact_phone)
    consent = F.ask(Lead.consent)
    source = F.ask(Lead.source)
    received = F.ask(Lead.received)
    partner = F.ask(Lead.partner_id)
    registered_by = F.ask(Lead.registered_by_id)
    protected_until = F.ask(Lead.protected_until)
    owner = F.ask(Lead.owner_id)
    answer_by = F.ask(Lead.answer_by)
    next_step = F.ask(Lead.next_step)
    next_step_on = F.ask(Lead.next_step_on)
    decline_reason = F.ask(Lead.decline_reason)
    score = F.ask(Lead.score)
    notes = F.ask(Lead.notes)


class StaffAgentLeadForm(F.RecordForm):
    """What people of the portal staff fill in."""

    company = F.ask(Lead.company)
    industry = F.ask(Lead.industry)
    town = F.ask(Lead.town)
    interest = F.ask(Lead.interest_id)
    quantity = F.ask(Lead.quantity)
    need = F.ask(Lead.need)
    contact_name = F.ask(Lead.contact_name)
    contact_email = F.ask(Lead.contact_email)
    contact_phone = F.ask(Lead.contact_phone)
    consent = F.ask(Lead.consent)
