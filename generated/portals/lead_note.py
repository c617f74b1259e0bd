# Generated from specs/records/lead.yaml. Do not edit; extend in extensions/lead_note.py.
"""What may be done here, and by whom."""

from generated.models.lead_note import LeadNote
from generated.rules import lead_note as rules
from runtime.declarations.access import EVERYTHING, Access, Grant, Override, RecordType, but
from runtime.declarations.later import later
from runtime.declarations.notices import NOTED
from runtime.declarations.thread import Thread

api = later("generated.api.lead_note")
forms = later("generated.forms.lead_note")

ALL = ("about", "text", "attachments", "written_in", "by_employee", "tell_employee")

STAFF = Access()

STAFF_SALES = Access(
    rows=rules.staff_sales_rows,
    see=(Grant((*ALL, "created")),),
    create=but(ALL, "written_in", "by_employee"),
    preset={"written_in": rules.staff_sales_preset_written_in, "by_employee": rules.me},
    delete=EVERYTHING,
    list=("written_in", "text", "about", "created"),
    fields={"tell_employee": Override(where=rules.staff_sales_tell_employee_where)},
    form=forms.StaffSalesLeadNoteForm,
    schema=api.StaffSalesLeadNoteSchema,
)

STAFF_AGENT = Access()

STAFF_ADMIN = Access(
    rows=rules.staff_admin_rows,
    see=(Grant((*ALL, "created")),),
    create=but(ALL, "written_in", "by_employee"),
    preset={"written_in": rules.staff_sales_preset_written_in, "by_employee": rules.me},
    delete=EVERYTHING,
    list=("written_in", "text", "about", "created"),
    fields={"tell_employee": Override(where=rules.staff_sales_tell_employee_where)},
    form=forms.StaffSalesLeadNoteForm,
    schema=api.StaffSalesLeadNoteSchema,
)

RECORD = RecordType(
    key="lead_note",
    model=LeadNote,
    label="Lead: internal note",
    plural="Lead: internal notes",
    address="lead-internal-notes",
    title="Internal note of {created}",
    thread=Thread("about", internal=True),
    notices=(NOTED,),
    access={"staff": STAFF, "staff.sales": STAFF_SALES, "staff.agent": STAFF_AGENT, "staff.admin": STAFF_ADMIN},
)
