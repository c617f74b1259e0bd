# Generated from specs/records/manual.yaml. Do not edit; extend in extensions/manual.py.
"""Rules, as the specs state them."""

from runtime import sql, values
from runtime.declarations.rules import Computed, Dependency, Formula, Rule

readers = Computed(
    Formula(
        "count(acknowledgements)",
        "specs/records/manual.yaml:18",
        python=lambda this, given: len(this.acknowledgements),
    ),
    (Dependency("acknowledgement", ("manual",), through=("acknowledgements",)),),
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

employee_rows = Rule(
    "for_employees and (department is None or department == me.department)",
    "specs/records/manual.yaml:26",
    sql=lambda this, given: sql.and_(
        this.c.state == "published",
        this.c.published <= given.today(),
        sql.or_(this.c.valid_until.is_(None), this.c.valid_until >= given.today()),
        sql.has(this.c.audience, "employee"),
        sql.or_(this.c.department.is_(None), this.c.department == given.me.c.department),
    ),
    python=lambda this, given: (
        this.state == "published"
        and values.at_most(this.published, given.today())
        and (this.valid_until is None or values.at_least(this.valid_until, given.today()))
        and values.has(this.audience, "employee")
        and (this.department is None or values.equal(this.department, given.me.department))
    ),
    local=True,
)

staff_admin_delete = Rule(
    'state == "draft"',
    "specs/records/manual.yaml:35",
    sql=lambda this, given: this.c.state == "draft",
    python=lambda this, given: this.state == "draft",
    local=True,
)

employee_must_read = Rule(
    "must_read",
    "specs/portals/employee.yaml:41",
    sql=lambda this, given: this.c.must_read,
    python=lambda this, given: this.must_read is True,
    local=True,
)
