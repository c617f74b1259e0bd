# Generated from specs/records/time_card.yaml. Do not edit; extend in extensions/time_card.py.
"""Rules, as the specs state them."""

from generated.models.employee import Employee
from runtime import sql, values
from runtime.declarations.rules import Computed, Dependency, Formula, Rule

total = Computed(
    Formula(
        "monday + tuesday + wednesday + thursday + friday + saturday + sunday",
        "specs/records/time_card.yaml:17",
        python=lambda this, given: values.compute(
            lambda monday, tuesday, wednesday, thursday, friday, saturday, sunday: (
                monday + tuesday + wednesday + thursday + friday + saturday + sunday
            ),
            this.monday,
            this.tuesday,
            this.wednesday,
            this.thursday,
            this.friday,
            this.saturday,
            this.sunday,
        ),
    ),
    (Dependency("time_card", ("friday", "monday", "saturday", "sunday", "thursday", "tuesday", "wednesday")),),
)

overtime = Computed(
    Formula(
        "total - 40 if total > 40 else 0",
        "specs/records/time_card.yaml:22",
        python=lambda this, given: (
            values.compute(lambda total: total - 40, this.total) if values.more(this.total, 40) else 0
        ),
    ),
    (Dependency("time_card", ("total",)),),
)

answer_require = Rule(
    'state == "sent_back"',
    "specs/records/time_card.yaml:24",
    python=lambda this, given: this.state == "sent_back",
    local=True,
)

long_week = Rule(
    "total > 60",
    "specs/records/time_card.yaml:38",
    python=lambda this, given: values.more(this.total, 60),
    local=True,
)

empty_week = Rule(
    'state == "submitted" and total == 0 and remark is None',
    "specs/records/time_card.yaml:42",
    python=lambda this, given: this.state == "submitted" and this.total == 0 and this.remark is None,
    local=True,
)

changeable = Rule(
    'state in ["open", "sent_back"]',
    "specs/records/time_card.yaml:29",
    sql=lambda this, given: this.c.state.in_(["open", "sent_back"]),
    python=lambda this, given: this.state in ("open", "sent_back"),
    local=True,
)

mine = Rule(
    "person == me",
    "specs/records/time_card.yaml:27",
    sql=lambda this, given: this.c.person_id == given.me.c.id,
    python=lambda this, given: values.equal(this.person_id, given.me.id),
    local=True,
)

me = Formula("me", "specs/records/time_card.yaml:65", python=lambda this, given: given.me.id)

employee_delete = Rule(
    'state == "open"',
    "specs/records/time_card.yaml:71",
    sql=lambda this, given: this.c.state == "open",
    python=lambda this, given: this.state == "open",
    local=True,
)

of_my_team = Rule(
    "person.manager == me",
    "specs/records/time_card.yaml:28",
    sql=lambda this, given: sql.via(
        this.c.person_id,
        Employee,
        lambda employee: employee.c.manager_id == given.me.c.id,
    ),
    python=lambda this, given: values.equal(values.follow(this, "person", "manager_id"), given.me.id),
)

staff_finance_rows = Rule(
    'state in ["approved", "paid"]',
    "specs/records/time_card.yaml:82",
    sql=lambda this, given: this.c.state.in_(["approved", "paid"]),
    python=lambda this, given: this.state in ("approved", "paid"),
    local=True,
)

to_approve = Rule(
    'state == "submitted"',
    "specs/records/time_card.yaml:30",
    sql=lambda this, given: this.c.state == "submitted",
    python=lambda this, given: this.state == "submitted",
    local=True,
)
