# Generated from specs/records/help_request.yaml. Do not edit; extend in extensions/help_request_note.py.
"""What may be done here, and by whom."""

from generated.models.help_request_note import HelpRequestNote
from generated.rules import help_request_note as rules
from runtime.declarations.access import Access, Grant, Override, RecordType, but
from runtime.declarations.later import later
from runtime.declarations.notices import NOTED
from runtime.declarations.thread import Thread

api = later("generated.api.help_request_note")
forms = later("generated.forms.help_request_note")

ALL = ("about", "text", "attachments", "written_in", "by_employee", "tell_employee")

STAFF = Access()

STAFF_HR = Access(
    rows=rules.staff_hr_rows,
    see=(Grant((*ALL, "created")),),
    create=but(ALL, "written_in", "by_employee"),
    preset={"written_in": rules.staff_hr_preset_written_in, "by_employee": rules.me},
    list=("written_in", "text", "about", "created"),
    fields={"tell_employee": Override(where=rules.staff_hr_tell_employee_where)},
    form=forms.StaffHrHelpRequestNoteForm,
    schema=api.StaffHrHelpRequestNoteSchema,
)

STAFF_ADMIN = Access(
    rows=rules.staff_admin_rows,
    see=(Grant((*ALL, "created")),),
    create=but(ALL, "written_in", "by_employee"),
    preset={"written_in": rules.staff_hr_preset_written_in, "by_employee": rules.me},
    list=("written_in", "text", "about", "created"),
    fields={"tell_employee": Override(where=rules.staff_hr_tell_employee_where)},
    form=forms.StaffHrHelpRequestNoteForm,
    schema=api.StaffHrHelpRequestNoteSchema,
)

RECORD = RecordType(
    key="help_request_note",
    model=HelpRequestNote,
    label="Help desk request: internal note",
    plural="Help desk request: internal notes",
    address="help-desk-request-internal-notes",
    title="Internal note of {created}",
    thread=Thread("about", internal=True),
    notices=(NOTED,),
    access={"staff": STAFF, "staff.hr": STAFF_HR, "staff.admin": STAFF_ADMIN},
)
