# Generated from specs/records/ticket.yaml. Do not edit; extend in extensions/ticket_note.py.
"""Rules, as the specs state them."""

from runtime import sql
from runtime.declarations.rules import Candidates, Formula, Rule

staff_rows = Rule(
    "sees(about)",
    "specs/records/ticket.yaml:194",
    sql=lambda this, given: sql.and_(sql.not_true(given.role.in_(["hr"])), this.c.about_id.is_not(None)),
)

staff_preset_written_in = Formula(
    '"Brindlewick Office"',
    "specs/records/ticket.yaml:5",
    python=lambda this, given: "Brindlewick Office",
)

me = Formula("me", "specs/records/ticket.yaml:5", python=lambda this, given: given.me.id)

staff_tell_employee_where = Candidates(
    "it != me",
    "specs/records/ticket.yaml:5",
    sql=lambda this, given, it: sql.not_true(it.c.id == given.me.c.id),
)

staff_agent_rows = Rule(
    "sees(about)",
    "specs/records/ticket.yaml:194",
    sql=lambda this, given: this.c.about_id.is_not(None),
)
