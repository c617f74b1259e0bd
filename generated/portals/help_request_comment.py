# Generated from specs/records/help_request.yaml. Do not edit; extend in extensions/help_request_comment.py.
"""What may be done here, and by whom."""

from generated.models.help_request_comment import HelpRequestComment
from generated.rules import help_request_comment as rules
from runtime.declarations.access import Access, Grant, Override, RecordType, but
from runtime.declarations.later import later
from runtime.declarations.notices import COMMENTED
from runtime.declarations.thread import Thread

api = later("generated.api.help_request_comment")
forms = later("generated.forms.help_request_comment")

ALL = ("about", "text", "attachments", "written_in", "by_employee", "tell_employee")

EMPLOYEE = Access(
    rows=rules.employee_rows,
    see=(Grant((*ALL, "created")),),
    create=but(ALL, "written_in", "by_employee"),
    preset={"written_in": rules.employee_preset_written_in, "by_employee": rules.me},
    list=("written_in", "text", "about", "created"),
    fields={"tell_employee": Override(where=rules.employee_tell_employee_where)},
    form=forms.EmployeeHelpRequestCommentForm,
)

STAFF = Access()

STAFF_HR = Access(
    rows=rules.staff_hr_rows,
    see=(Grant((*ALL, "created")),),
    create=but(ALL, "written_in", "by_employee"),
    preset={"written_in": rules.staff_hr_preset_written_in, "by_employee": rules.me},
    list=("written_in", "text", "about", "created"),
    fields={"tell_employee": Override(where=rules.employee_tell_employee_where)},
    form=forms.EmployeeHelpRequestCommentForm,
    schema=api.StaffHrHelpRequestCommentSchema,
)

STAFF_ADMIN = Access(
    rows=rules.staff_admin_rows,
    see=(Grant((*ALL, "created")),),
    create=but(ALL, "written_in", "by_employee"),
    preset={"written_in": rules.staff_hr_preset_written_in, "by_employee": rules.me},
    list=("written_in", "text", "about", "created"),
    fields={"tell_employee": Override(where=rules.employee_tell_employee_where)},
    form=forms.EmployeeHelpRequestCommentForm,
    schema=api.StaffHrHelpRequestCommentSchema,
)

RECORD = RecordType(
    key="help_request_comment",
    model=HelpRequestComment,
    label="Help desk request: comment",
    plural="Help desk request: comments",
    address="help-desk-request-comments",
    title="Comment of {created}",
    thread=Thread("about"),
    notices=(COMMENTED,),
    access={"employee": EMPLOYEE, "staff": STAFF, "staff.hr": STAFF_HR, "staff.admin": STAFF_ADMIN},
)
