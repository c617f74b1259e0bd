# Generated from specs/records/lead.yaml. Do not edit; extend in extensions/lead.py.
"""What other systems read and send, portal by portal."""

from generated.choices.industry import INDUSTRY
from generated.choices.lead_source import LEAD_SOURCE
from runtime.web.api import schemas as A


class PartnerLeadSchema(A.RecordSchema):
    """What is read and sent in partner."""

    number = A.Text(dump_only=True)
    company = A.Text(required=True, length=120)
    industry = A.Choice(INDUSTRY)
    town = A.Text(length=80)
    interest = A.Link()
    quantity = A.Whole()
    need = A.Text(required=True)
    budget = A.Number(2)
    contact_name = A.Text(required=True, length=100)
    contact_email = A.Email(length=254)
    contact_phone = A.Phone(length=40)
    consent = A.YesNo()
    received = A.Moment(dump_only=True)
    protected_until = A.Day(dump_only=True)
    answer_by = A.Day(dump_only=True)
    next_step = A.Text(length=160)
    next_step_on = A.Day()
    decline_reason = A.Text(length=200, load_only=True)
    state = A.Choice(dump_only=True)

    class Meta(A.RecordSchema.Meta):
        include = {
            "owner.email": A.Email(dump_only=True),
            "owner.name": A.Text(dump_only=True),
            "owner.phone": A.Phone(dump_only=True),
        }


class StaffSalesLeadSchema(A.RecordSchema):
    """What is read and sent in staff (sales, admin)."""

    number = A.Text(dump_only=True)
    company = A.Text(required=True, length=120)
    industry = A.Choice(INDUSTRY)
    town = A.Text(length=80)
    interest = A.Link()
    quantity = A.Whole()
    need = A.Text(required=True)
    budget = A.Number(2)
    contact_name = A.Text(required=True, length=100)
    contact_email = A.Email(length=254)
    contact_phone = A.Phone(length=40)
    consent = A.YesNo()
    source = A.Choice(LEAD_SOURCE)
    received = A.Moment()
    partner = A.Link()
    registered_by = A.Link()
    protected_until = A.Day()
    owner = A.Link()
    answer_by = A.Day()
    next_step = A.Text(length=160)
    next_step_on = A.Day()
    decline_reason = A.Text(length=200)
    score = A.Whole()
    notes = A.Text()
    state = A.Choice(dump_only=True)
    state_since = A.Moment(dump_only=True)
    routed = A.Text(dump_only=True)
    routed_since = A.Moment(dump_only=True)
    updated = A.Moment(dump_only=True)


class StaffAgentLeadSchema(A.RecordSchema):
    """What is read and sent in staff (agent)."""

    number = A.Text(dump_only=True)
    company = A.Text(required=True, length=120)
    industry = A.Choice(INDUSTRY)
    town = A.Text(length=80)
    interest = A.Link()
    quantity = A.Whole()
    need = A.Text(required=True)
    contact_name = A.Text(required=True, length=100)
    contact_email = A.Email(length=254)
    contact_phone = A.Phone(length=40)
    consent = A.YesNo()
    source = A.Choice(dump_only=True)
    received = A.Moment(dump_only=True)
    state = A.Choice(dump_only=True)
