# Generated from specs/records/opportunity.yaml. Do not edit; extend in extensions/opportunity.py.
"""Rules, as the specs state them."""

from runtime import sql, values
from runtime.declarations.rules import Candidates, Computed, Dependency, Formula, Rule

partner_where = Candidates(
    'it.kind == "partner"',
    "specs/records/opportunity.yaml:13",
    sql=lambda this, given, it: it.c.kind == "partner",
)

owner_where = Candidates(
    'it.role == "sales" and it.active',
    "specs/records/opportunity.yaml:14",
    sql=lambda this, given, it: sql.and_(it.c.role == "sales", it.c.active),
)

product_where = Candidates(
    "it.offered",
    "specs/records/opportunity.yaml:15",
    sql=lambda this, given, it: it.c.state == "on_sale",
)

weighted = Computed(
    Formula(
        "value * probability / 100",
        "specs/records/opportunity.yaml:19",
        python=lambda this, given: values.compute(
            lambda value, probability: value * probability / 100,
            this.value,
            this.probability,
        ),
    ),
    (Dependency("opportunity", ("probability", "value")),),
)

lost_reason_show = Rule(
    'state == "lost"',
    "specs/records/opportunity.yaml:26",
    python=lambda this, given: this.state == "lost",
    local=True,
)

quoted = Computed(
    Formula("count(quotes)", "specs/records/opportunity.yaml:29", python=lambda this, given: len(this.quotes)),
    (Dependency("quote", ("opportunity",), through=("quotes",)),),
)

won_for_sure = Rule(
    'state == "won" and probability < 100',
    "specs/records/opportunity.yaml:37",
    python=lambda this, given: this.state == "won" and values.less(this.probability, 100),
    local=True,
)

in_work = Rule(
    'state in ["prospecting", "proposal", "negotiation"]',
    "specs/records/opportunity.yaml:32",
    sql=lambda this, given: this.c.state.in_(["prospecting", "proposal", "negotiation"]),
    python=lambda this, given: this.state in ("prospecting", "proposal", "negotiation"),
    local=True,
)

partner_rows = Rule(
    "partner == me.account",
    "specs/records/opportunity.yaml:43",
    sql=lambda this, given: this.c.partner_id == given.me.c.account_id,
    python=lambda this, given: values.equal(this.partner_id, given.me.account_id),
    local=True,
)

partner_preset_partner = Formula(
    "me.account",
    "specs/records/opportunity.yaml:45",
    python=lambda this, given: given.me.account_id,
)

partner_account_where = Candidates(
    "it.partner == me.account",
    "specs/records/opportunity.yaml:53",
    sql=lambda this, given, it: it.c.partner_id == given.me.c.account_id,
)

staff_sales_delete = Rule(
    'state == "prospecting" and quoted == 0',
    "specs/records/opportunity.yaml:64",
    sql=lambda this, given: sql.and_(this.c.state == "prospecting", this.c.quoted == 0),
    python=lambda this, given: this.state == "prospecting" and this.quoted == 0,
    local=True,
)

staff_finance_rows = Rule(
    'state in ["negotiation", "won"]',
    "specs/records/opportunity.yaml:66",
    sql=lambda this, given: this.c.state.in_(["negotiation", "won"]),
    python=lambda this, given: this.state in ("negotiation", "won"),
    local=True,
)

partner_all_opportunities = Rule(
    'state in ["won", "lost"]',
    "specs/portals/partner.yaml:30",
    sql=lambda this, given: this.c.state.in_(["won", "lost"]),
    python=lambda this, given: this.state in ("won", "lost"),
    local=True,
)

slipped = Rule(
    "in_work and close_on < today",
    "specs/records/opportunity.yaml:33",
    sql=lambda this, given: sql.and_(
        this.c.state.in_(["prospecting", "proposal", "negotiation"]),
        this.c.close_on < given.today(),
    ),
    python=lambda this, given: (
        this.state in ("prospecting", "proposal", "negotiation") and values.less(this.close_on, given.today())
    ),
    local=True,
)
