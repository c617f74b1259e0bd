# Generated from specs/records/return_request.yaml. Do not edit; extend in extensions/return_request_comment.py.
"""Rules, as the specs state them."""

from generated.models.account import Account
from generated.models.return_request import ReturnRequest
from runtime import sql
from runtime.declarations.rules import Candidates, Formula, Rule

customer_rows = Rule(
    "sees(about)",
    "specs/records/return_request.yaml:84",
    sql=lambda this, given: sql.via(
        this.c.about_id,
        ReturnRequest,
        lambda return_request: return_request.c.account_id == given.me.c.account_id,
    ),
)

customer_preset_written_in = Formula(
    '"Brindlewick Support"',
    "specs/records/return_request.yaml:5",
    python=lambda this, given: "Brindlewick Support",
)

me = Formula("me", "specs/records/return_request.yaml:5", python=lambda this, given: given.me.id)

customer_tell_contact_where = Candidates(
    "it != me",
    "specs/records/return_request.yaml:5",
    sql=lambda this, given, it: sql.not_true(it.c.id == given.me.c.id),
)

partner_rows = Rule(
    "sees(about)",
    "specs/records/return_request.yaml:102",
    sql=lambda this, given: sql.via(
        this.c.about_id,
        ReturnRequest,
        lambda return_request: sql.via(
            return_request.c.account_id,
            Account,
            lambda account: sql.or_(
                account.c.id == given.me.c.account_id,
                account.c.partner_id == given.me.c.account_id,
            ),
        ),
    ),
)

partner_preset_written_in = Formula(
    '"Brindlewick Partners"',
    "specs/records/return_request.yaml:5",
    python=lambda this, given: "Brindlewick Partners",
)

staff_rows = Rule(
    "sees(about)",
    "specs/records/return_request.yaml:111",
    sql=lambda this, given: sql.and_(sql.not_true(given.role.in_(["hr"])), this.c.about_id.is_not(None)),
)

staff_preset_written_in = Formula(
    '"Brindlewick Office"',
    "specs/records/return_request.yaml:5",
    python=lambda this, given: "Brindlewick Office",
)

me_2 = Formula("me", "specs/records/return_request.yaml:5", python=lambda this, given: given.me.id)

staff_tell_employee_where = Candidates(
    "it != me",
    "specs/records/return_request.yaml:5",
    sql=lambda this, given, it: sql.not_true(it.c.id == given.me.c.id),
)

staff_agent_rows = Rule(
    "sees(about)",
    "specs/records/return_request.yaml:111",
    sql=lambda this, given: this.c.about_id.is_not(None),
)
