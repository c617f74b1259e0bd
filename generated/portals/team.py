# Generated from specs/records/team.yaml. Do not edit; extend in extensions/team.py.
"""What may be done here, and by whom."""

from dataclasses import replace

from generated.models.team import Team
from generated.rules import team as rules
from runtime.declarations.access import EVERYTHING, Access, Check, Grant, RecordType, but
from runtime.declarations.later import later

api = later("generated.api.team")
forms = later("generated.forms.team")

ALL = ("name", "purpose", "email", "phone", "lead", "opens", "closes", "strength")

EMPLOYEE = Access(rows=EVERYTHING, see=(Grant(but(ALL, "strength")),), list=("name", "purpose", "lead", "phone"))

STAFF = Access(
    rows=EVERYTHING,
    see=(Grant((*ALL, "updated")),),
    list=("name", "purpose", "lead", "strength", "opens", "closes"),
    schema=api.StaffTeamSchema,
)

STAFF_HR = replace(
    STAFF,
    create=but(ALL, "strength"),
    edit=(Grant(but(ALL, "strength")),),
    form=forms.StaffHrTeamForm,
    schema=api.StaffHrTeamSchema,
)

STAFF_ADMIN = replace(
    STAFF,
    create=but(ALL, "strength"),
    edit=(Grant(but(ALL, "strength")),),
    delete=rules.staff_admin_delete,
    form=forms.StaffHrTeamForm,
    schema=api.StaffHrTeamSchema,
)

RECORD = RecordType(
    key="team",
    model=Team,
    label="Team",
    plural="Teams",
    address="teams",
    title="{name}",
    where={"lead": rules.lead_where},
    computed={"strength": rules.strength},
    checks=(Check("hours", rules.hours, "A team must close after it opens.", ("opens", "closes")),),
    access={"employee": EMPLOYEE, "staff": STAFF, "staff.hr": STAFF_HR, "staff.admin": STAFF_ADMIN},
)
