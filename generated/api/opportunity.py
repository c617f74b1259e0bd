# Generated from specs/records/opportunity.yaml. Do not edit; extend in extensions/opportunity.py.
"""What other systems read and send, portal by portal."""

from generated.choices.opportunity_state import OPPORTUNITY_STATE
from generated.models.opportunity import OPPORTUNITY_LOST_REASON
from runtime.web.api import schemas as A


class PartnerOpportunitySchema(A.RecordSchema):
    """What is read and sent in partner."""

    name = A.Text(required=True, length=120)
    account = A.Link()
    lead = A.Link()
    product = A.Link()
    state = A.Choice(OPPORTUNITY_STATE)
    value = A.Number(2, required=True)
    probability = A.Number(2)
    weighted = A.Number(2, dump_only=True)
    close_on = A.Day(required=True)
    competitor = A.Text(length=80)
    next_step = A.Text(length=160)
    lost_reason = A.Choice(OPPORTUNITY_LOST_REASON)

    class Meta(A.RecordSchema.Meta):
        include = {
            "owner.name": A.Text(dump_only=True),
        }


class StaffSalesOpportunitySchema(A.RecordSchema):
    """What is read and sent in staff (sales)."""

    name = A.Text(required=True, length=120)
    account = A.Link()
    lead = A.Link()
    partner = A.Link()
    owner = A.Link()
    product = A.Link()
    state = A.Choice(OPPORTUNITY_STATE)
    value = A.Number(2, required=True)
    probability = A.Number(2)
    weighted = A.Number(2, dump_only=True)
    close_on = A.Day(required=True)
    competitor = A.Text(length=80)
    next_step = A.Text(length=160)
    lost_reason = A.Choice(OPPORTUNITY_LOST_REASON)
    notes = A.Text()
    quoted = A.Whole(dump_only=True)
    updated = A.Moment(dump_only=True)


class StaffFinanceOpportunitySchema(A.RecordSchema):
    """What is read and sent in staff (finance)."""

    name = A.Text(dump_only=True)
    account = A.Link(dump_only=True)
    partner = A.Link(dump_only=True)
    state = A.Choice(dump_only=True)
    value = A.Number(2, dump_only=True)
    probability = A.Number(2, dump_only=True)
    weighted = A.Number(2, dump_only=True)
    close_on = A.Day(dump_only=True)


class StaffAdminOpportunitySchema(A.RecordSchema):
    """What is read and sent in staff (admin)."""

    name = A.Text(dump_only=True)
    account = A.Link(dump_only=True)
    lead = A.Link(dump_only=True)
    partner = A.Link(dump_only=True)
    owner = A.Link(dump_only=True)
    product = A.Link(dump_only=True)
    state = A.Choice(dump_only=True)
    value = A.Number(2, dump_only=True)
    probability = A.Number(2, dump_only=True)
    weighted = A.Number(2, dump_only=True)
    close_on = A.Day(dump_only=True)
    competitor = A.Text(dump_only=True)
    next_step = A.Text(dump_only=True)
    lost_reason = A.Choice(dump_only=True)
    notes = A.Text(dump_only=True)
    quoted = A.Whole(dump_only=True)
    updated = A.Moment(dump_only=True)
