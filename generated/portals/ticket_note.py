# Generated from specs/records/ticket.yaml. Do not edit; extend in extensions/ticket_note.py.
"""What may be done here, and by whom."""

from dataclasses import replace

from generated.models.ticket_note import TicketNote
from generated.rules import ticket_note as rules
from runtime.declarations.access import EVERYTHING, Access, Grant, Override, RecordType, but
from runtime.declarations.later import later
from runtime.declarations.notices import NOTED
from runtime.declarations.thread import Thread

api = later("generated.api.ticket_note")
forms = later("generated.forms.ticket_note")

ALL = ("about", "text", "attachments", "written_in", "by_employee", "tell_employee")

STAFF = Access(
    rows=rules.staff_rows,
    see=(Grant((*ALL, "created")),),
    create=but(ALL, "written_in", "by_employee"),
    preset={"written_in": rules.staff_preset_written_in, "by_employee": rules.me},
    list=("written_in", "text", "about", "created"),
    fields={"tell_employee": Override(where=rules.staff_tell_employee_where)},
    form=forms.StaffTicketNoteForm,
    schema=api.StaffTicketNoteSchema,
)

STAFF_AGENT = replace(STAFF, rows=rules.staff_agent_rows)

STAFF_SALES = replace(STAFF, rows=rules.staff_agent_rows)

STAFF_FINANCE = Access()

STAFF_HR = Access()

STAFF_ADMIN = replace(STAFF, rows=rules.staff_agent_rows, delete=EVERYTHING)

RECORD = RecordType(
    key="ticket_note",
    model=TicketNote,
    label="Support ticket: internal note",
    plural="Support ticket: internal notes",
    address="support-ticket-internal-notes",
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
