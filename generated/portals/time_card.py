# Generated from specs/records/time_card.yaml. Do not edit; extend in extensions/time_card.py.
"""What may be done here, and by whom."""

import decimal
from dataclasses import replace

from generated.models.time_card import TimeCard
from generated.notices.time_card import NOTICES
from generated.rules import time_card as rules
from generated.workflows.time_card import WORKFLOW
from runtime.declarations.access import EVERYTHING, Access, Check, Grant, RecordType, Unique, but
from runtime.declarations.later import later

api = later("generated.api.time_card")
forms = later("generated.forms.time_card")

ALL = (
    "person",
    "week",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "total",
    "overtime",
    "remark",
    "answer",
    "state",
    "state_since",
    "submit_by",
)

EMPLOYEE = Access(
    rows=rules.mine,
    see=(Grant(but(ALL, "person", "state_since", "submit_by")),),
    create=("week", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "remark"),
    preset={"person": rules.me},
    edit=(
        Grant(
            ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "remark"),
            rules.changeable,
        ),
    ),
    delete=rules.employee_delete,
    list=("week", "total", "overtime", "state"),
    history=True,
    afterwards="It is kept, but nobody else looks at it yet. Submit it at the end of the week.",
    form=forms.EmployeeTimeCardForm,
)

STAFF = Access(
    rows=rules.of_my_team,
    see=(Grant((*ALL, "updated")),),
    list=("person", "week", "total", "overtime", "state"),
    title="{person}, {week}",
    form=forms.StaffTimeCardForm,
    schema=api.StaffTimeCardSchema,
)

STAFF_HR = replace(STAFF, rows=EVERYTHING)

STAFF_FINANCE = replace(STAFF, rows=rules.staff_finance_rows)

RECORD = RecordType(
    key="time_card",
    model=TimeCard,
    label="Time card",
    plural="Time cards",
    address="time-cards",
    title="{week}",
    require={"answer": rules.answer_require},
    default={
        "monday": decimal.Decimal("0"),
        "tuesday": decimal.Decimal("0"),
        "wednesday": decimal.Decimal("0"),
        "thursday": decimal.Decimal("0"),
        "friday": decimal.Decimal("0"),
        "saturday": decimal.Decimal("0"),
        "sunday": decimal.Decimal("0"),
        "state": "open",
    },
    minimum={
        "monday": decimal.Decimal("0"),
        "tuesday": decimal.Decimal("0"),
        "wednesday": decimal.Decimal("0"),
        "thursday": decimal.Decimal("0"),
        "friday": decimal.Decimal("0"),
        "saturday": decimal.Decimal("0"),
        "sunday": decimal.Decimal("0"),
    },
    maximum={
        "monday": decimal.Decimal("14"),
        "tuesday": decimal.Decimal("14"),
        "wednesday": decimal.Decimal("14"),
        "thursday": decimal.Decimal("14"),
        "friday": decimal.Decimal("14"),
        "saturday": decimal.Decimal("14"),
        "sunday": decimal.Decimal("14"),
    },
    computed={"total": rules.total, "overtime": rules.overtime},
    checks=(
        Check(
            "long_week",
            rules.long_week,
            "More than 60 hours a week are not allowed. Speak to your manager.",
            ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
        ),
        Check("empty_week", rules.empty_week, "Say in the remark why there are no hours.", ("remark",)),
    ),
    unique=(Unique(("person", "week"), "There is a time card for this week already."),),
    filters={"staff.to_approve": rules.to_approve},
    workflow=WORKFLOW,
    notices=NOTICES,
    access={"employee": EMPLOYEE, "staff": STAFF, "staff.hr": STAFF_HR, "staff.finance": STAFF_FINANCE},
)
