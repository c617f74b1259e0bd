# Generated from specs/records/return_request.yaml. Do not edit; extend in extensions/return_request.py.
"""Rules, as the specs state them."""

from generated.models.account import Account
from runtime import sql, values
from runtime.declarations.rules import Candidates, Formula, Rule

contact_where = Candidates(
    "it.account == account",
    "specs/records/return_request.yaml:9",
    sql=lambda this, given, it: it.c.account_id == this.c.account_id,
)

purchase_where = Candidates(
    "it.account == account",
    "specs/records/return_request.yaml:14",
    sql=lambda this, given, it: it.c.account_id == this.c.account_id,
)

quantity_max = Formula(
    "purchase.quantity",
    "specs/records/return_request.yaml:17",
    python=lambda this, given: values.follow(this, "purchase", "quantity"),
)

details_require = Rule(
    'reason in ["defective", "damaged"]',
    "specs/records/return_request.yaml:21",
    python=lambda this, given: this.reason in ("defective", "damaged"),
    local=True,
)

ticket_where = Candidates(
    "it.account == account",
    "specs/records/return_request.yaml:29",
    sql=lambda this, given, it: it.c.account_id == this.c.account_id,
)

today = Formula("today", "specs/records/return_request.yaml:31", python=lambda this, given: given.today())

to_send = Rule(
    'state == "approved"',
    "specs/records/return_request.yaml:43",
    sql=lambda this, given: this.c.state == "approved",
    python=lambda this, given: this.state == "approved",
    local=True,
)

received_on_min = Formula(
    "requested_on",
    "specs/records/return_request.yaml:33",
    python=lambda this, given: this.requested_on,
)

answer_show = Rule(
    'state in ["repaired", "exchanged", "credited", "refused"]',
    "specs/records/return_request.yaml:36",
    sql=lambda this, given: this.c.state.in_(["repaired", "exchanged", "credited", "refused"]),
    python=lambda this, given: this.state in ("repaired", "exchanged", "credited", "refused"),
    local=True,
)

answer_require = Rule(
    'state == "refused"',
    "specs/records/return_request.yaml:37",
    sql=lambda this, given: this.c.state == "refused",
    python=lambda this, given: this.state == "refused",
    local=True,
)

credit_show = Rule(
    'state == "credited"',
    "specs/records/return_request.yaml:38",
    python=lambda this, given: this.state == "credited",
    local=True,
)

customer_edit = Rule(
    'state == "requested"',
    "specs/records/return_request.yaml:86",
    sql=lambda this, given: this.c.state == "requested",
    python=lambda this, given: this.state == "requested",
    local=True,
)

ours = Rule(
    "account == me.account",
    "specs/records/return_request.yaml:42",
    sql=lambda this, given: this.c.account_id == given.me.c.account_id,
    python=lambda this, given: values.equal(this.account_id, given.me.account_id),
    local=True,
)

customer_preset_account = Formula(
    "me.account",
    "specs/records/return_request.yaml:78",
    python=lambda this, given: given.me.account_id,
)

me = Formula("me", "specs/records/return_request.yaml:78", python=lambda this, given: given.me.id)

partner_rows = Rule(
    "account.in_our_care",
    "specs/records/return_request.yaml:94",
    sql=lambda this, given: sql.via(
        this.c.account_id,
        Account,
        lambda account: sql.or_(account.c.id == given.me.c.account_id, account.c.partner_id == given.me.c.account_id),
    ),
)
