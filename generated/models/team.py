# Generated from specs/records/team.yaml. Do not edit; extend in extensions/team.py.
"""The table team."""

from runtime import fields as F
from runtime import records


class Team(records.Record):
    __tablename__ = "team"

    name = F.text("Name", required=True, unique=True, length=60)
    purpose = F.text("Purpose", length=200)
    email = F.email("Email", length=254)
    phone = F.phone("Phone", length=40)
    lead_id = F.link("Lead", to="employee", index=True)
    lead = F.linked("Employee", lead_id, back="leads_teams")
    opens = F.time("Opens")
    closes = F.time("Closes")
    strength = F.integer("People", computed=True)
    members = F.back("Employee", "team")
    help_requests = F.back("HelpRequest", "team")
    products = F.back("Product", "team")
    tickets = F.back("Ticket", "team")
