# Generated from specs/records/article.yaml. Do not edit; extend in extensions/article.py.
"""Rules, as the specs state them."""

from runtime import sql, values
from runtime.declarations.rules import Candidates, Rule

related_where = Candidates(
    'it.state == "published"',
    "specs/records/article.yaml:15",
    sql=lambda this, given, it: it.c.state == "published",
)

author_where = Candidates("it.active", "specs/records/article.yaml:16", sql=lambda this, given, it: it.c.active)

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

for_customers = Rule(
    'current and "customer" in audience',
    "specs/mixins/publication.yaml:24",
    sql=lambda this, given: sql.and_(
        this.c.state == "published",
        this.c.published <= given.today(),
        sql.or_(this.c.valid_until.is_(None), this.c.valid_until >= given.today()),
        sql.has(this.c.audience, "customer"),
    ),
    python=lambda this, given: (
        this.state == "published"
        and values.at_most(this.published, given.today())
        and (this.valid_until is None or values.at_least(this.valid_until, given.today()))
        and values.has(this.audience, "customer")
    ),
    local=True,
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
    "specs/records/article.yaml:39",
    sql=lambda this, given: this.c.state == "draft",
    python=lambda this, given: this.state == "draft",
    local=True,
)

due_for_review = Rule(
    'state == "published" and review_by <= today',
    "specs/mixins/publication.yaml:27",
    sql=lambda this, given: sql.and_(this.c.state == "published", this.c.review_by <= given.today()),
    python=lambda this, given: this.state == "published" and values.at_most(this.review_by, given.today()),
    local=True,
)
