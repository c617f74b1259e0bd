# Generated from specs/records/team.yaml. Do not edit; extend in extensions/team.py.
"""Forms, portal by portal."""

from generated.models.team import Team
from runtime.web import forms as F


class StaffHrTeamForm(F.RecordForm):
    """What people of the portal staff fill in."""

    name = F.ask(Team.name)
    purpose = F.ask(Team.purpose)
    email = F.ask(Team.email)
    phone = F.ask(Team.phone)
    lead = F.ask(Team.lead_id)
    opens = F.ask(Team.opens)
    closes = F.ask(Team.closes)
