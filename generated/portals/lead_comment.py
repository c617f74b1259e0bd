# Generated from specs/records/lead.yaml. Do not edit; extend in extensions/lead_comment.py.
"""What may be done here, and by whom."""

from generated.models.lead_comment import LeadComment
from generated.rules import lead_comment as rules
from runtime.declarations.access import EVERYTHING, Access, Grant, Override, RecordType
from runtime.declarations.later import later
from runtime.declarations.notices import COMMENTED
from runtime.declarations.thread import Thread

api = later("generated.api.lead_comment")
forms = later("generated.forms.lead_comment")

ALL = ("about", "text", "attachments", "written_in", "by_contact", "tell_contact", "by_employee", "tell_employee")

STAFF = Access()

STAFF_SALES = Access(
    rows=rules.staff_sales_rows,
    see=(Grant((*ALL, "created")),),
    create=("about", "text", "attachments", "tell_contact", "tell_employee"),
    preset={"written_in": rules.staff_sales_preset_written_in, "by_employee": rules.me},
    delete=EVERYTHING,
    list=("written_in", "text", "about", "created"),
    fields={"tell_employee": Override(where=rules.staff_sales_tell_employee_where)},
    form=forms.StaffSalesLeadCommentForm,
    schema=api.StaffSalesLeadCommentSchema,
)

STAFF_AGENT = Access()

STAFF_ADMIN = Access(
    rows=rules.staff_admin_rows,
    see=(Grant((*ALL, "created")),),
    create=("about", "text", "attachments", "tell_contact", "tell_employee"),
    preset={"written_in": rules.staff_sales_preset_written_in, "by_employee": rules.me},
    delete=EVERYTHING,
    list=("written_in", "text", "about", "created"),
    fields={"tell_employee": Override(where=rules.staff_sales_tell_employee_where)},
    form=forms.StaffSalesLeadCommentForm,
    schema=api.StaffSalesLeadCommentSchema,
)

RECORD = RecordType(
    key="lead_comment",
    model=LeadComment,
    label="Lead: comment",
    plural="Lead: comments",
    address="lead-comments",
    title="Comment of {created}",
    thread=Thread("about"),
    notices=(COMMENTED,),
    access={"staff": STAFF, "staff.sales": STAFF_SALES, "staff.agent": STAFF_AGENT, "staff.admin": STAFF_ADMIN},
)
