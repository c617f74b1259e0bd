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
    "specs/records/expense.yaml:26",
    python=lambda this, given: this.state == "sent_back",
    local=True,
)

paid_on_require = Rule(
    'state == "paid"',
    "specs/records/expense.yaml:27",
    python=lambda this, given: this.state == "paid",
    local=True,
)

changeable = Rule(
    'state in ["open", "sent_back"]',
    "specs/records/expense.yaml:31",
    sql=lambda this, given: this.c.state.in_(["open", "sent_back"]),
    python=lambda this, given: this.state in ("open", "sent_back"),
    local=True,
)

mine = Rule(
    "person == me",
    "specs/records/expense.yaml:30",
    sql=lambda this, given: this.c.person_id == given.me.c.id,
    python=lambda this, given: values.equal(this.person_id, given.me.id),
    local=True,
)

me = Formula("me", "specs/records/expense.yaml:38", python=lambda this, given: given.me.id)

employee_delete = Rule(
    'state == "open"',
    "specs/records/expense.yaml:44",
    sql=lambda this, given: this.c.state == "open",
    python=lambda this, given: this.state == "open",
    local=True,
)

staff_edit = Rule(
    "changeable and submitted",
    "specs/records/expense.yaml:49",
    sql=lambda this, given: sql.and_(this.c.state.in_(["open", "sent_back"]), this.c.submitted),
    python=lambda this, given: this.state in ("open", "sent_back") and this.submitted is True,
    local=True,
)

staff_rows = Rule(
    "person.manager == me",
    "specs/records/expense.yaml:46",
    sql=lambda this, given: sql.via(
        this.c.person_id,
        Employee,
        lambda employee: employee.c.manager_id == given.me.c.id,
    ),
)

staff_finance_edit = Rule(
    'state == "approved"',
    "specs/records/expense.yaml:56",
    sql=lambda this, given: this.c.state == "approved",
    python=lambda this, given: this.state == "approved",
    local=True,
)

staff_finance_rows = Rule(
    "submitted",
    "specs/records/expense.yaml:54",
    sql=lambda this, given: this.c.submitted,
    python=lambda this, given: this.submitted is True,
    local=True,
)

to_approve = Rule(
    'state == "open" and submitted',
    "specs/records/expense.yaml:32",
    sql=lambda this, given: sql.and_(this.c.state == "open", this.c.submitted),
    python=lambda this, given: this.state == "open" and this.submitted is True,
    local=True,
)
