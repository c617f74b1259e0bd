# Generated from specs/records/return_request.yaml. Do not edit; extend in extensions/return_request_note.py.
"""What may be done here, and by whom."""

from dataclasses import replace

from generated.models.return_request_note import ReturnRequestNote
from generated.rules import return_request_note as rules
from runtime.declarations.access import EVERYTHING, Access, Grant, Override, RecordType, but
from runtime.declarations.later import later
from runtime.declarations.notices import NOTED
from runtime.declarations.thread import Thread

api = later("generated.api.return_request_note")
forms = later("generated.forms.return_request_note")

ALL = ("about", "text", "attachments", "written_in", "by_employee", "tell_employee")

STAFF = Access(
    rows=rules.staff_rows,
    see=(Grant((*ALL, "created")),),
    create=but(ALL, "written_in", "by_employee"),
    preset={"written_in": rules.staff_preset_written_in, "by_employee": rules.me},
    list=("written_in", "text", "about", "created"),
    fields={"tell_employee": Override(where=rules.staff_tell_employee_where)},
    form=forms.StaffReturnRequestNoteForm,
    schema=api.StaffReturnRequestNoteSchema,
)

STAFF_AGENT = replace(STAFF, rows=rules.staff_agent_rows)

STAFF_SALES = replace(STAFF, rows=rules.staff_agent_rows)

STAFF_FINANCE = replace(STAFF, rows=rules.staff_agent_rows)

STAFF_HR = Access()

STAFF_ADMIN = replace(STAFF, rows=rules.staff_agent_rows, delete=EVERYTHING)

RECORD = RecordType(
    key="return_request_note",
    model=ReturnRequestNote,
    label="Return: internal note",
    plural="Return: internal notes",
    address="return-internal-notes",
    title="Internal note of {created}",
    thread=Thread("about", internal=True),
    notices=(NOTED,),
    access={
        "staff": STAFF,
        "staff.agent": STAFF_AGENT,
        "staff.sales": STAFF_SALES,
        "staff.finance": STAFF_FINANCE,
        "staff.hr": STAFF_HR,
        "staff.admin": STAFF_ADMIN,
    },
)
