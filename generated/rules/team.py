# Generated from specs/records/team.yaml. Do not edit; extend in extensions/team.py.
"""Rules, as the specs state them."""

from runtime import values
from runtime.declarations.rules import Candidates, Computed, Dependency, Formula, Rule

lead_where = Candidates("it.active", "specs/records/team.yaml:9", sql=lambda this, given, it: it.c.active)

strength = Computed(
    Formula("count(members)", "specs/records/team.yaml:15", python=lambda this, given: len(this.members)),
    (Dependency("employee", ("team",), through=("members",)),),
)

hours = Rule(
    "closes <= opens",
    "specs/records/team.yaml:19",
    python=lambda this, given: values.at_most(this.closes, this.opens),
    local=True,
)

staff_admin_delete = Rule(
    "strength == 0",
    "specs/records/team.yaml:34",
    sql=lambda this, given: this.c.strength == 0,
    python=lambda this, given: this.strength == 0,
    local=True,
)
