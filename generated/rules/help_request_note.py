# Generated from specs/records/help_request.yaml. Do not edit; extend in extensions/help_request_note.py.
"""Rules, as the specs state them."""

from generated.models.help_request import HelpRequest
from runtime import sql
from runtime.declarations.rules import Candidates, Formula, Rule

staff_hr_rows = Rule(
    "sees(about)",
    "specs/records/help_request.yaml:75",
    sql=lambda this, given: sql.via(
        this.c.about_id,
        HelpRequest,
        lambda help_request: sql.or_(
            help_request.c.category.in_(["payroll", "leave"]),
            help_request.c.category == "building",
        ),
    ),
)

staff_hr_preset_written_in = Formula(
    '"Brindlewick Office"',
    "specs/records/help_request.yaml:5",
    python=lambda this, given: "Brindlewick Office",
)

me = Formula("me", "specs/records/help_request.yaml:5", python=lambda this, given: given.me.id)

staff_hr_tell_employee_where = Candidates(
    "it != me",
    "specs/records/help_request.yaml:5",
    sql=lambda this, given, it: sql.not_true(it.c.id == given.me.c.id),
)

staff_admin_rows = Rule(
    "sees(about)",
    "specs/records/help_request.yaml:81",
    sql=lambda this, given: sql.via(
        this.c.about_id,
        HelpRequest,
        lambda help_request: help_request.c.category.in_(["it", "access", "building"]),
    ),
)
