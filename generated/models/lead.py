# Generated from specs/records/lead.yaml. Do not edit; extend in extensions/lead.py.
"""The table lead."""

from generated.choices.industry import INDUSTRY
from generated.choices.lead_source import LEAD_SOURCE
from runtime import fields as F
from runtime import records

LEAD_STATE = {
    "new": "New",
    "assigned": "Passed to a partner",
    "accepted": "Accepted",
    "qualified": "Qualified",
    "converted": "Became an opportunity",
    "declined": "Declined",
    "lost": "Lost",
}


class Lead(records.Record):
    __tablename__ = "lead"
    __table_args__ = (records.index("owner_id", "id"), records.index("partner_id", "id"))

    number = F.text("Number", unique=True, length=60)
    company = F.text("Company", required=True, length=120)
    industry = F.choice("Industry", INDUSTRY)
    town = F.text("Town", length=80)
    interest_id = F.link("Interested in", to="product", index=True)
    interest = F.linked("Product", interest_id, back="leads")
    quantity = F.integer("How many?")
    need = F.longtext("Need", required=True, hint="What do they want to mark or measure, and what do they use today?")
    budget = F.money("Budget", places=2)
    contact_name = F.text("Contact name", required=True, length=100)
    contact_email = F.email("Contact email", length=254, hint="An email address or a telephone number is needed.")
    contact_phone = F.phone("Contact phone", length=40)
    consent = F.yesno("Agreed to be contacted")
    source = F.choice("Source", LEAD_SOURCE, required=True, index=True)
    received = F.datetime("Received", required=True)
    partner_id = F.link("Partner", to="account")
    partner = F.linked("Account", partner_id, back="leads")
    registered_by_id = F.link("Registered by", to="contact", index=True)
    registered_by = F.linked("Contact", registered_by_id)
    protected_until = F.date(
        "Protected until",
        hint="Until this day the lead stays with the partner who registered it.",
    )
    owner_id = F.link("Owner", to="employee")
    owner = F.linked("Employee", owner_id, back="leads")
    answer_by = F.date("Partner to answer by", index=True)
    next_step = F.text("Next step", length=160)
    next_step_on = F.date("Next step on")
    decline_reason = F.text("Reason", length=200)
    score = F.integer("Score")
    notes = F.richtext("Internal notes")
    state = F.choice("State", LEAD_STATE, required=True)
    state_since = F.datetime("In this state since", computed=True)
    routed = F.longtext("Routing", computed=True)
    routed_since = F.datetime("Routed at", computed=True)
    comments = F.back("LeadComment", "about")
    internal_notes = F.back("LeadNote", "about")
    opportunities = F.back("Opportunity", "lead")
