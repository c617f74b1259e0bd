# Generated from specs/records/manual.yaml. Do not edit; extend in extensions/manual.py.
"""What may be done here, and by whom."""

from dataclasses import replace

from generated.models.manual import Manual
from generated.rules import manual as rules
from generated.workflows.manual import WORKFLOW
from runtime.declarations.access import EVERYTHING, Access, Check, Grant, RecordType, Unique, but
from runtime.declarations.later import later

api = later("generated.api.manual")
forms = later("generated.forms.manual")

ALL = (
    "name",
    "edition",
    "department",
    "kind",
    "body",
    "document",
    "must_read",
    "readers",
    "audience",
    "published",
    "valid_until",
    "review_by",
    "state",
    "state_since",
    "submit_by",
)

EMPLOYEE = Access(
    rows=rules.employee_rows,
    see=(Grant(("name", "edition", "department", "kind", "body", "document", "must_read", "published")),),
    list=("name", "edition", "kind", "must_read", "published"),
)

STAFF = Access(
    rows=EVERYTHING,
    see=(Grant((*ALL, "updated")),),
    list=("name", "edition", "department", "kind", "state", "published", "must_read", "readers"),
    form=forms.StaffManualForm,
    schema=api.StaffManualSchema,
)

STAFF_HR = replace(
    STAFF,
    create=but(ALL, "readers", "state", "state_since", "submit_by"),
    edit=(Grant(but(ALL, "readers", "state", "state_since", "submit_by")),),
    form=forms.StaffHrManualForm,
    schema=api.StaffHrManualSchema,
)

STAFF_ADMIN = replace(
    STAFF,
    create=but(ALL, "readers", "state", "state_since", "submit_by"),
    edit=(Grant(but(ALL, "readers", "state", "state_since", "submit_by")),),
    delete=rules.staff_admin_delete,
    form=forms.StaffHrManualForm,
    schema=api.StaffHrManualSchema,
)

RECORD = RecordType(
    key="manual",
    model=Manual,
    label="Company manual",
    plural="Company manuals",
    address="manuals",
    title="{name}",
    require={"published": rules.published_require},
    default={"kind": "procedure", "must_read": False, "state": "draft"},
    computed={"readers": rules.readers},
    checks=(
        Check(
            "ends_before_it_starts",
            rules.ends_before_it_starts,
            "The last day cannot be before the day of publication.",
            ("published", "valid_until"),
        ),
    ),
    unique=(Unique(("name", "edition"), "This edition exists already."),),
    filters={"employee.must_read": rules.employee_must_read},
    workflow=WORKFLOW,
    access={"employee": EMPLOYEE, "staff": STAFF, "staff.hr": STAFF_HR, "staff.admin": STAFF_ADMIN},
)
