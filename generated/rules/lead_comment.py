# Generated from specs/records/lead.yaml. Do not edit; extend in extensions/lead_comment.py.
"""Rules, as the specs state them."""

from runtime import sql
from runtime.declarations.rules import Candidates, Formula, Rule

staff_sales_rows = Rule(
    "sees(about)",
    "specs/records/lead.yaml:133",
    sql=lambda this, given: this.c.about_id.is_not(None),
)

staff_sales_preset_written_in = Formula(
    '"Brindlewick Office"',
    "specs/records/lead.yaml:3",
    python=lambda this, given: "Brindlewick Office",
)

me = Formula("me", "specs/records/lead.yaml:3", python=lambda this, given: given.me.id)

staff_sales_tell_employee_where = Candidates(
    "it != me",
    "specs/records/lead.yaml:3",
    sql=lambda this, given, it: sql.not_true(it.c.id == given.me.c.id),
)

staff_admin_rows = Rule(
    "sees(about)",
    "specs/records/lead.yaml:146",
    sql=lambda this, given: this.c.about_id.is_not(None),
)
