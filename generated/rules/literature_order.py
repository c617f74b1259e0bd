# Generated from specs/records/literature_order.yaml. Do not edit; extend in extensions/literature_order.py.
"""Rules, as the specs state them."""

from runtime import values
from runtime.declarations.rules import Candidates, Formula, Rule

contact_where = Candidates(
    "it.account == account",
    "specs/records/literature_order.yaml:8",
    sql=lambda this, given, it: it.c.account_id == this.c.account_id,
)

download_where = Candidates(
    'it.kind in ["literature", "sales_kit"]',
    "specs/records/literature_order.yaml:13",
    sql=lambda this, given, it: it.c.kind.in_(["literature", "sales_kit"]),
)

occasion_require = Rule(
    "copies > 100",
    "specs/records/literature_order.yaml:17",
    python=lambda this, given: values.more(this.copies, 100),
    local=True,
)

today = Formula("today", "specs/records/literature_order.yaml:18", python=lambda this, given: given.today())

sent_on_require = Rule(
    'state == "sent"',
    "specs/records/literature_order.yaml:25",
    python=lambda this, given: this.state == "sent",
    local=True,
)

partner_edit = Rule(
    'state == "ordered"',
    "specs/records/literature_order.yaml:34",
    sql=lambda this, given: this.c.state == "ordered",
    python=lambda this, given: this.state == "ordered",
    local=True,
)

partner_rows = Rule(
    "account == me.account",
    "specs/records/literature_order.yaml:29",
    sql=lambda this, given: this.c.account_id == given.me.c.account_id,
    python=lambda this, given: values.equal(this.account_id, given.me.account_id),
    local=True,
)

partner_preset_account = Formula(
    "me.account",
    "specs/records/literature_order.yaml:31",
    python=lambda this, given: given.me.account_id,
)

me = Formula("me", "specs/records/literature_order.yaml:31", python=lambda this, given: given.me.id)
