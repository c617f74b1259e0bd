# Generated from specs/records/download.yaml. Do not edit; extend in extensions/download.py.
"""Rules, as the specs state them."""

from generated.models.purchase import Purchase
from runtime import sql, values
from runtime.declarations.rules import Candidates, Rule

software = Rule(
    'kind in ["update", "driver"]',
    "specs/records/download.yaml:42",
    python=lambda this, given: this.kind in ("update", "driver"),
    local=True,
)

release_show = Rule(
    'kind == "update"',
    "specs/records/download.yaml:27",
    python=lambda this, given: this.kind == "update",
    local=True,
)

release_where = Candidates(
    "it.product == product",
    "specs/records/download.yaml:25",
    sql=lambda this, given, it: it.c.product_id == this.c.product_id,
)

published_require = Rule(
    'state == "published"',
    "specs/mixins/publication.yaml:13",
    python=lambda this, given: this.state == "published",
    local=True,
)

ends_before_it_starts = Rule(
    "valid_until < published",
    "specs/mixins/publication.yaml:31",
    python=lambda this, given: values.less(this.valid_until, this.published),
    local=True,
)

customer_rows = Rule(
    'for_customers and (free or kind == "update" and bought)',
    "specs/records/download.yaml:48",
    sql=lambda this, given: sql.and_(
        this.c.state == "published",
        this.c.published <= given.today(),
        sql.or_(this.c.valid_until.is_(None), this.c.valid_until >= given.today()),
        sql.has(this.c.audience, "customer"),
        sql.or_(
            this.c.kind.in_(["driver", "literature", "manual", "form"]),
            sql.and_(
                this.c.kind == "update",
                sql.rows(
                    Purchase,
                    where=lambda p: sql.and_(
                        p.c.account_id == given.me.c.account_id,
                        p.c.product_id == this.c.product_id,
                        p.c.maintained_until >= this.c.published,
                    ),
                ).exist(),
            ),
        ),
    ),
)

for_partners = Rule(
    'current and "partner" in audience',
    "specs/mixins/publication.yaml:25",
    sql=lambda this, given: sql.and_(
        this.c.state == "published",
        this.c.published <= given.today(),
        sql.or_(this.c.valid_until.is_(None), this.c.valid_until >= given.today()),
        sql.has(this.c.audience, "partner"),
    ),
    python=lambda this, given: (
        this.state == "published"
        and values.at_most(this.published, given.today())
        and (this.valid_until is None or values.at_least(this.valid_until, given.today()))
        and values.has(this.audience, "partner")
    ),
    local=True,
)

for_employees = Rule(
    'current and "employee" in audience',
    "specs/mixins/publication.yaml:26",
    sql=lambda this, given: sql.and_(
        this.c.state == "published",
        this.c.published <= given.today(),
        sql.or_(this.c.valid_until.is_(None), this.c.valid_until >= given.today()),
        sql.has(this.c.audience, "employee"),
    ),
    python=lambda this, given: (
        this.state == "published"
        and values.at_most(this.published, given.today())
        and (this.valid_until is None or values.at_least(this.valid_until, given.today()))
        and values.has(this.audience, "employee")
    ),
    local=True,
)

staff_admin_delete = Rule(
    'state == "draft"',
    "specs/records/download.yaml:66",
    sql=lambda this, given: this.c.state == "draft",
    python=lambda this, given: this.state == "draft",
    local=True,
)

employee_forms = Rule(
    'kind == "form"',
    "specs/portals/employee.yaml:48",
    sql=lambda this, given: this.c.kind == "form",
    python=lambda this, given: this.kind == "form",
    local=True,
)
