# Generated from specs/records/help_request.yaml. Do not edit; extend in extensions/help_request.py.
"""Rules, as the specs state them."""

from runtime import sql, values
from runtime.declarations.rules import Candidates, Formula, Rule

device_show = Rule(
    'category == "it"',
    "specs/records/help_request.yaml:18",
    python=lambda this, given: this.category == "it",
    local=True,
)

device_where = Candidates(
    "it.holder == person",
    "specs/records/help_request.yaml:16",
    sql=lambda this, given, it: it.c.holder_id == this.c.person_id,
)

assignee_where = Candidates(
    'it.role in ["hr", "admin"] and it.active',
    "specs/records/help_request.yaml:30",
    sql=lambda this, given, it: sql.and_(it.c.role.in_(["hr", "admin"]), it.c.active),
)

now = Formula("now", "specs/records/help_request.yaml:32", python=lambda this, given: given.now())

answer_require = Rule(
    'state == "done"',
    "specs/records/help_request.yaml:33",
    python=lambda this, given: this.state == "done",
    local=True,
)

employee_edit = Rule(
    'state == "new"',
    "specs/records/help_request.yaml:62",
    sql=lambda this, given: this.c.state == "new",
    python=lambda this, given: this.state == "new",
    local=True,
)

pending = Rule(
    'state in ["new", "open", "waiting"]',
    "specs/records/help_request.yaml:38",
    sql=lambda this, given: this.c.state.in_(["new", "open", "waiting"]),
    python=lambda this, given: this.state in ("new", "open", "waiting"),
    local=True,
)

mine = Rule(
    "person == me",
    "specs/records/help_request.yaml:37",
    sql=lambda this, given: this.c.person_id == given.me.c.id,
    python=lambda this, given: values.equal(this.person_id, given.me.id),
    local=True,
)

me = Formula("me", "specs/records/help_request.yaml:59", python=lambda this, given: given.me.id)

staff_hr_rows = Rule(
    'personal or category == "building"',
    "specs/records/help_request.yaml:74",
    sql=lambda this, given: sql.or_(this.c.category.in_(["payroll", "leave"]), this.c.category == "building"),
    python=lambda this, given: this.category in ("payroll", "leave") or this.category == "building",
    local=True,
)

staff_admin_rows = Rule(
    'category in ["it", "access", "building"]',
    "specs/records/help_request.yaml:79",
    sql=lambda this, given: this.c.category.in_(["it", "access", "building"]),
    python=lambda this, given: this.category in ("it", "access", "building"),
    local=True,
)
