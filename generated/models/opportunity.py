# Generated from specs/records/opportunity.yaml. Do not edit; extend in extensions/opportunity.py.
"""The table opportunity."""

from generated.choices.opportunity_state import OPPORTUNITY_STATE
from runtime import fields as F
from runtime import records

OPPORTUNITY_LOST_REASON = {
    "price": "Price",
    "function": "Missing function",
    "timing": "Timing",
    "competitor": "Competitor",
    "stopped": "Project stopped",
}


class Opportunity(records.Record):
    __tablename__ = "opportunity"
    __table_args__ = (records.index("partner_id", "id"),)

    name = F.text("Name", required=True, length=120, hint="For example: Four printers for the new packing hall")
    account_id = F.link(
        "Company",
        to="account",
        index=True,
        hint="Leave it empty for a company that is not a customer yet.",
    )
    account = F.linked("Account", account_id, back="opportunities")
    lead_id = F.link("Lead", to="lead", index=True)
    lead = F.linked("Lead", lead_id, back="opportunities")
    partner_id = F.link("Partner", to="account")
    partner = F.linked("Account", partner_id, back="partner_opportunities")
    owner_id = F.link("Owner", to="employee", index=True)
    owner = F.linked("Employee", owner_id, back="opportunities")
    product_id = F.link("Product", to="product", index=True)
    product = F.linked("Product", product_id, back="opportunities")
    state = F.choice("State", OPPORTUNITY_STATE, required=True, index=True)
    value = F.money("Value", required=True, places=2)
    probability = F.percent("Probability", required=True, places=2)
    weighted = F.money("Weighted value", places=2, computed=True)
    close_on = F.date("Expected on", required=True)
    competitor = F.text("Competitor", length=80)
    next_step = F.text("Next step", length=160)
    lost_reason = F.choice("Lost reason", OPPORTUNITY_LOST_REASON)
    notes = F.richtext("Internal notes")
    quoted = F.integer("Quotations", computed=True)
    quotes = F.back("Quote", "opportunity")
