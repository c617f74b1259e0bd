# Generated from specs/records/help_request.yaml. Do not edit; extend in extensions/help_request.py.
"""What may be done here, and by whom."""

from generated.models.help_request import HelpRequest
from generated.notices.help_request import NOTICES
from generated.rules import help_request as rules
from generated.workflows.help_request import WORKFLOW
from runtime.declarations.access import Access, Grant, RecordType, but
from runtime.declarations.later import later

api = later("generated.api.help_request")
forms = later("generated.forms.help_request")

ALL = (
    "number",
    "person",
    "category",
    "subject",
    "details",
    "more_details",
    "device",
    "article",
    "urgency",
    "team",
    "assignee",
    "asked",
    "answer",
    "notes",
    "attachments",
    "state",
    "state_since",
)

EMPLOYEE = Access(
    rows=rules.mine,
    see=(Grant((*but(ALL, "person", "assignee", "notes", "state_since"), "assignee.name")),),
    create=("category", "subject", "details", "article", "device", "urgency", "attachments"),
    preset={"person": rules.me},
    edit=(Grant(("subject", "details", "urgency"), rules.employee_edit), Grant(("attachments",), rules.pending)),
    list=("number", "subject", "category", "urgency", "state", "asked"),
    history=True,
    afterwards="The people for this kind of request have it now. You need not call.",
    form=forms.EmployeeHelpRequestForm,
)

STAFF = Access()

STAFF_HR = Access(
    rows=rules.staff_hr_rows,
    see=(Grant((*ALL, "updated")),),
    edit=(Grant(("category", "urgency", "team", "assignee", "answer", "notes")),),
    list=("number", "subject", "person", "category", "urgency", "state", "assignee", "asked"),
    form=forms.StaffHrHelpRequestForm,
    schema=api.StaffHrHelpRequestSchema,
)

STAFF_ADMIN = Access(
    rows=rules.staff_admin_rows,
    see=(Grant((*ALL, "updated")),),
    create=but(ALL, "number", "state", "state_since"),
    edit=(Grant(("category", "urgency", "team", "assignee", "answer", "notes")),),
    list=("number", "subject", "person", "category", "urgency", "state", "assignee", "asked"),
    form=forms.StaffAdminHelpRequestForm,
    schema=api.StaffAdminHelpRequestSchema,
)

RECORD = RecordType(
    key="help_request",
    model=HelpRequest,
    label="Help desk request",
    plural="Help desk requests",
    address="help-requests",
    title="{number} {subject}",
    number="HD-{random:5}",
    where={"device": rules.device_where, "assignee": rules.assignee_where},
    show={"device": rules.device_show},
    require={"answer": rules.answer_require},
    default={"urgency": "whenever", "asked": rules.now, "state": "new"},
    filters={"staff.help_desk": rules.pending},
    workflow=WORKFLOW,
    notices=NOTICES,
    access={"employee": EMPLOYEE, "staff": STAFF, "staff.hr": STAFF_HR, "staff.admin": STAFF_ADMIN},
)
