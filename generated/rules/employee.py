# Generated from specs/records/employee.yaml. Do not edit; extend in extensions/employee.py.
"""Rules, as the specs state them."""

from runtime import sql, values
from runtime.declarations.rules import Candidates, Formula, Rule

manager_where = Candidates("it.active", "specs/records/employee.yaml:11", sql=lambda this, given, it: it.c.active)

contract_ends_min = Formula("started_on", "specs/records/employee.yaml:25", python=lambda this, given: this.started_on)

contract_ends_show = Rule(
    'kind == "contractor"',
    "specs/records/employee.yaml:26",
    python=lambda this, given: this.kind == "contractor",
    local=True,
)

today = Formula("today", "specs/records/employee.yaml:33", python=lambda this, given: given.today())

own_manager = Rule(
    "manager == this",
    "specs/records/employee.yaml:48",
    python=lambda this, given: values.equal(this.manager_id, this.id),
    local=True,
)

myself = Rule(
    "this == me",
    "specs/records/employee.yaml:44",
    sql=lambda this, given: this.c.id == given.me.c.id,
    python=lambda this, given: values.equal(this.id, given.me.id),
    local=True,
)

employee_edit = Rule(
    'myself and kind == "employee"',
    "specs/records/employee.yaml:62",
    sql=lambda this, given: sql.and_(this.c.id == given.me.c.id, this.c.kind == "employee"),
    python=lambda this, given: values.equal(this.id, given.me.id) and this.kind == "employee",
    local=True,
)

employee_rows = Rule(
    "active",
    "specs/records/employee.yaml:54",
    sql=lambda this, given: this.c.active,
    python=lambda this, given: this.active is True,
    local=True,
)

staff_people = Rule(
    "active and role is not None",
    "specs/portals/staff.yaml:6",
    sql=lambda this, given: sql.and_(this.c.active, this.c.role.is_not(None)),
    python=lambda this, given: this.active is True and this.role is not None,
    local=True,
)
