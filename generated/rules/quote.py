# Generated from specs/records/quote.yaml. Do not edit; extend in extensions/quote.py.
"""Rules, as the specs state them."""

from runtime import values
from runtime.declarations.rules import Candidates, Computed, Dependency, Formula, Rule

partner_where = Candidates(
    'it.kind == "partner"',
    "specs/records/quote.yaml:9",
    sql=lambda this, given, it: it.c.kind == "partner",
)

product_where = Candidates(
    "it.offered",
    "specs/records/quote.yaml:11",
    sql=lambda this, given, it: it.c.state == "on_sale",
)

total = Computed(
    Formula(
        "quantity * price * (100 - discount) / 100",
        "specs/records/quote.yaml:20",
        python=lambda this, given: values.compute(
            lambda quantity, price, discount: quantity * price * (100 - discount) / 100,
            this.quantity,
            this.price,
            this.discount,
        ),
    ),
    (Dependency("quote", ("discount", "price", "quantity")),),
)

today = Formula("today", "specs/records/quote.yaml:21", python=lambda this, given: given.today())

valid_until_default = Formula(
    "today + days(30)",
    "specs/records/quote.yaml:21",
    python=lambda this, given: given.today(30),
)

large_discount = Rule(
    'state in ["sent", "accepted"] and discount > 15 and terms is None',
    "specs/records/quote.yaml:37",
    python=lambda this, given: (
        this.state in ("sent", "accepted") and values.more(this.discount, 15) and this.terms is None
    ),
    local=True,
)

in_draft = Rule(
    'state == "draft"',
    "specs/records/quote.yaml:31",
    sql=lambda this, given: this.c.state == "draft",
    python=lambda this, given: this.state == "draft",
    local=True,
)

still_open = Rule(
    'state in ["draft", "sent"]',
    "specs/records/quote.yaml:32",
    sql=lambda this, given: this.c.state.in_(["draft", "sent"]),
    python=lambda this, given: this.state in ("draft", "sent"),
    local=True,
)

partner_rows = Rule(
    "partner == me.account",
    "specs/records/quote.yaml:43",
    sql=lambda this, given: this.c.partner_id == given.me.c.account_id,
    python=lambda this, given: values.equal(this.partner_id, given.me.account_id),
    local=True,
)

partner_preset_partner = Formula(
    "me.account",
    "specs/records/quote.yaml:45",
    python=lambda this, given: given.me.account_id,
)

staff_finance_rows = Rule(
    'state == "accepted"',
    "specs/records/quote.yaml:66",
    sql=lambda this, given: this.c.state == "accepted",
    python=lambda this, given: this.state == "accepted",
    local=True,
)
