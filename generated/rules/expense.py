# Generated from specs/records/expense.yaml. Do not edit; extend in extensions/expense.py.
"""Rules, as the specs state them."""

from generated.models.employee import Employee
from runtime import sql, values
from runtime.declarations.rules import Formula, Rule

today = Formula("today", "specs/records/expense.yaml:12", python=lambda this, given: given.today())

remark_require = Rule(
    "receipt is None and amount > 25",
    "specs/records/expense.yaml:22",
    python=lambda this, given: this.receipt is None and values.more(this.amount, 25),
)

answer_require = Rule(
    'state == "sent_back"',
    "specs/records/expense.yaml:24",
    python=lambda this, given: this.state == "sent_back",
    local=True,
)

paid_on_require = Rule(
    'state == "paid"',
    "specs/records/expense.yaml:25",
    python=lambda this, given: this.state == "paid",
    local=True,
)

changeable = Rule(
    'state in ["open", "sent_back"]',
    "specs/records/expense.yaml:30",
    sql=lambda this, given: this.c.state.in_(["open", "sent_back"]),
    python=lambda this, given: this.state in ("open", "sent_back"),
    local=True,
)

mine = Rule(
    "person == me",
    "specs/records/expense.yaml:28",
    sql=lambda this, given: this.c.person_id == given.me.c.id,
    python=lambda this, given: values.equal(this.person_id, given.me.id),
    local=True,
)

me = Formula("me", "specs/records/expense.yaml:52", python=lambda this, given: given.me.id)

employee_delete = Rule(
    'state == "open"',
    "specs/records/expense.yaml:58",
    sql=lambda this, given: this.c.state == "open",
    python=lambda this, given: this.state == "open",
    local=True,
)

of_my_team = Rule(
    "person.manager == me",
    "specs/records/expense.yaml:29",
    sql=lambda this, given: sql.via(
        this.c.person_id,
        Employee,
        lambda employee: employee.c.manager_id == given.me.c.id,
    ),
    python=lambda this, given: values.equal(values.follow(this, "person", "manager_id"), given.me.id),
)

staff_finance_edit = Rule(
    'state == "approved"',
    "specs/records/expense.yaml:69",
    sql=lambda this, given: this.c.state == "approved",
    python=lambda this, given: this.state == "approved",
    local=True,
)

staff_finance_rows = Rule(
    'state in ["submitted", "approved", "paid"]',
    "specs/records/expense.yaml:67",
    sql=lambda this, given: this.c.state.in_(["submitted", "approved", "paid"]),
    python=lambda this, given: this.state in ("submitted", "approved", "paid"),
    local=True,
)

to_approve = Rule(
    'state == "submitted"',
    "specs/records/expense.yaml:31",
    sql=lambda this, given: this.c.state == "submitted",
    python=lambda this, given: this.state == "submitted",
    local=True,
)
