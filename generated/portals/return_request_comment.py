# Generated from specs/records/return_request.yaml. Do not edit; extend in extensions/return_request_comment.py.
"""What may be done here, and by whom."""

from dataclasses import replace

from generated.models.return_request_comment import ReturnRequestComment
from generated.rules import return_request_comment as rules
from runtime.declarations.access import EVERYTHING, Access, Grant, Override, RecordType, but
from runtime.declarations.later import later
from runtime.declarations.notices import COMMENTED
from runtime.declarations.thread import Thread

api = later("generated.api.return_request_comment")
forms = later("generated.forms.return_request_comment")

ALL = ("about", "text", "attachments", "written_in", "by_contact", "tell_contact", "by_employee", "tell_employee")

CUSTOMER = Access(
    rows=rules.customer_rows,
    see=(Grant((*but(ALL, "by_employee", "tell_employee"), "created")),),
    create=("about", "text", "attachments", "tell_contact"),
    preset={"written_in": rules.customer_preset_written_in, "by_contact": rules.me},
    list=("written_in", "text", "about", "created"),
    fields={"tell_contact": Override(where=rules.customer_tell_contact_where)},
    form=forms.CustomerReturnRequestCommentForm,
    schema=api.CustomerReturnRequestCommentSchema,
)

PARTNER = Access(
    rows=rules.partner_rows,
    see=(Grant((*but(ALL, "by_employee", "tell_employee"), "created")),),
    create=("about", "text", "attachments", "tell_contact"),
    preset={"written_in": rules.partner_preset_written_in, "by_contact": rules.me},
    list=("written_in", "text", "about", "created"),
    fields={"tell_contact": Override(where=rules.customer_tell_contact_where)},
    form=forms.CustomerReturnRequestCommentForm,
    schema=api.CustomerReturnRequestCommentSchema,
)

STAFF = Access(
    rows=rules.staff_rows,
    see=(Grant((*ALL, "created")),),
    create=("about", "text", "attachments", "tell_contact", "tell_employee"),
    preset={"written_in": rules.staff_preset_written_in, "by_employee": rules.me_2},
    list=("written_in", "text", "about", "created"),
    fields={"tell_employee": Override(where=rules.staff_tell_employee_where)},
    form=forms.StaffReturnRequestCommentForm,
    schema=api.StaffReturnRequestCommentSchema,
)

STAFF_AGENT = replace(STAFF, rows=rules.staff_agent_rows)

STAFF_SALES = replace(STAFF, rows=rules.staff_agent_rows)

STAFF_FINANCE = replace(STAFF, rows=rules.staff_agent_rows)

STAFF_HR = Access()

STAFF_ADMIN = replace(STAFF, rows=rules.staff_agent_rows, delete=EVERYTHING)

RECORD = RecordType(
    key="return_request_comment",
    model=ReturnRequestComment,
    label="Return: comment",
    plural="Return: comments",
    address="return-comments",
    title="Comment of {created}",
    thread=Thread("about"),
    notices=(COMMENTED,),
    access={
        "customer": CUSTOMER,
        "partner": PARTNER,
        "staff": STAFF,
        "staff.agent": STAFF_AGENT,
        "staff.sales": STAFF_SALES,
        "staff.finance": STAFF_FINANCE,
        "staff.hr": STAFF_HR,
        "staff.admin": STAFF_ADMIN,
    },
)
