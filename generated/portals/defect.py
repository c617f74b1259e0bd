# Generated from specs/records/defect.yaml. Do not edit; extend in extensions/defect.py.
"""What may be done here, and by whom."""

from dataclasses import replace

from generated.models.defect import Defect
from generated.rules import defect as rules
from runtime.declarations.access import EVERYTHING, Access, Grant, RecordType, but
from runtime.declarations.later import later

api = later("generated.api.defect")
forms = later("generated.forms.defect")

ALL = (
    "number",
    "summary",
    "product",
    "found_in",
    "fixed_in",
    "state",
    "severity",
    "description",
    "workaround",
    "reports",
    "attachments",
)

STAFF = Access(
    rows=EVERYTHING,
    see=(Grant((*ALL, "updated")),),
    list=("number", "summary", "product", "found_in", "severity", "state", "reports"),
    schema=api.StaffDefectSchema,
)

STAFF_AGENT = replace(
    STAFF,
    create=but(ALL, "number", "reports"),
    edit=(Grant(but(ALL, "number", "reports")),),
    form=forms.StaffAgentDefectForm,
    schema=api.StaffAgentDefectSchema,
)

STAFF_ADMIN = replace(
    STAFF,
    create=but(ALL, "number", "reports"),
    edit=(Grant(but(ALL, "number", "reports")),),
    delete=rules.staff_admin_delete,
    form=forms.StaffAgentDefectForm,
    schema=api.StaffAgentDefectSchema,
)

STAFF_FINANCE = Access()

STAFF_HR = Access()

RECORD = RecordType(
    key="defect",
    model=Defect,
    label="Defect",
    plural="Defects",
    address="defects",
    title="{number} {summary}",
    number="DEF-{seq:4}",
    where={"found_in": rules.found_in_where, "fixed_in": rules.found_in_where},
    show={"fixed_in": rules.fixed_in_show},
    require={"fixed_in": rules.fixed_in_show},
    default={"state": "reported", "severity": "normal"},
    computed={"reports": rules.reports},
    access={
        "staff": STAFF,
        "staff.agent": STAFF_AGENT,
        "staff.admin": STAFF_ADMIN,
        "staff.finance": STAFF_FINANCE,
        "staff.hr": STAFF_HR,
    },
)
