# Generated from specs/records/acknowledgement.yaml. Do not edit; extend in extensions/acknowledgement.py.
"""What may be done here, and by whom."""

from generated.models.acknowledgement import Acknowledgement
from generated.rules import acknowledgement as rules
from runtime.declarations.access import EVERYTHING, Access, Grant, Override, RecordType, Unique
from runtime.declarations.later import later

api = later("generated.api.acknowledgement")
forms = later("generated.forms.acknowledgement")

ALL = ("person", "manual", "read_on")

EMPLOYEE = Access(
    rows=rules.employee_rows,
    see=(Grant(("manual", "read_on")),),
    create=("manual",),
    preset={"person": rules.me},
    list=("manual", "read_on"),
    fields={"manual": Override(label="I have read and understood")},
    form=forms.EmployeeAcknowledgementForm,
)

STAFF = Access()

STAFF_HR = Access(
    rows=EVERYTHING,
    see=(Grant((*ALL, "updated")),),
    list=("person", "manual", "read_on"),
    schema=api.StaffHrAcknowledgementSchema,
)

STAFF_ADMIN = Access(
    rows=EVERYTHING,
    see=(Grant((*ALL, "updated")),),
    list=("person", "manual", "read_on"),
    schema=api.StaffHrAcknowledgementSchema,
)

RECORD = RecordType(
    key="acknowledgement",
    model=Acknowledgement,
    label="Reading confirmation",
    plural="Reading confirmations",
    address="acknowledgements",
    title="{manual}",
    where={"manual": rules.manual_where},
    default={"read_on": rules.today},
    maximum={"read_on": rules.today},
    unique=(Unique(("person", "manual"), "You have confirmed this edition already."),),
    access={"employee": EMPLOYEE, "staff": STAFF, "staff.hr": STAFF_HR, "staff.admin": STAFF_ADMIN},
)
