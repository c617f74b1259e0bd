# Generated from specs/records/data_change.yaml. Do not edit; extend in extensions/data_change.py.
"""What may be done here, and by whom."""

from generated.models.data_change import DataChange
from generated.notices.data_change import NOTICES
from generated.rules import data_change as rules
from generated.workflows.data_change import WORKFLOW
from runtime.declarations.access import EVERYTHING, Access, Check, Grant, RecordType, but
from runtime.declarations.later import later

api = later("generated.api.data_change")
forms = later("generated.forms.data_change")

ALL = ("person", "name", "valid_from", "remark", "asked", "answer", "state", "state_since")

EMPLOYEE = Access(
    rows=rules.mine,
    see=(Grant((*but(ALL, "person", "state_since"), "iban")),),
    create=("name", "iban", "valid_from", "remark"),
    preset={"person": rules.me},
    list=("asked", "valid_from", "state"),
    history=True,
    afterwards="Somebody in Human resources looks at it. On the day that you entered it comes into force by itself.",
    form=forms.EmployeeDataChangeForm,
)

STAFF = Access()

STAFF_HR = Access(
    rows=EVERYTHING,
    see=(Grant((*ALL, "iban", "updated")),),
    list=("asked", "person", "valid_from", "state"),
    form=forms.StaffHrDataChangeForm,
    schema=api.StaffHrDataChangeSchema,
)

RECORD = RecordType(
    key="data_change",
    model=DataChange,
    label="Change of personal data",
    plural="Changes of personal data",
    address="changes-of-personal-data",
    title="Change of {asked}",
    require={"answer": rules.answer_require},
    default={"valid_from": rules.today, "asked": rules.today, "state": "asked"},
    computed={"take_effect_due": rules.take_effect_due},
    checks=(
        Check(
            "nothing_new",
            rules.nothing_new,
            "Enter what changes - your name, your bank account or both.",
            ("name", "iban"),
        ),
    ),
    filters={"staff.data_changes": rules.staff_data_changes},
    workflow=WORKFLOW,
    notices=NOTICES,
    access={"employee": EMPLOYEE, "staff": STAFF, "staff.hr": STAFF_HR},
)
