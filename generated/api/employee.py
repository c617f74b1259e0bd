# Generated from specs/records/employee.yaml. Do not edit; extend in extensions/employee.py.
"""What other systems read and send, portal by portal."""

from generated.choices.department import DEPARTMENT
from generated.choices.staff_role import STAFF_ROLE
from generated.models.employee import EMPLOYEE_KIND
from runtime.web.api import schemas as A


class StaffEmployeeSchema(A.RecordSchema):
    """What is read and sent in staff."""

    name = A.Text(dump_only=True)
    email = A.Email(dump_only=True)
    job_title = A.Text(dump_only=True)
    department = A.Choice(dump_only=True)
    team = A.Link(dump_only=True)
    manager = A.Link(dump_only=True)
    kind = A.Choice(dump_only=True)
    role = A.Choice(dump_only=True)
    skills = A.Links(dump_only=True)
    portrait = A.File(dump_only=True)
    active = A.YesNo(dump_only=True)
    phone = A.Phone(dump_only=True)


class StaffHrEmployeeSchema(StaffEmployeeSchema):
    """What is read and sent in staff (hr)."""

    name = A.Text(required=True, length=100)
    email = A.Email(required=True, length=254)
    job_title = A.Text(required=True, length=80)
    department = A.Choice(DEPARTMENT, required=True)
    team = A.Link()
    manager = A.Link()
    kind = A.Choice(EMPLOYEE_KIND)
    started_on = A.Day()
    contract_ends = A.Day()
    portrait = A.File()
    emergency_contact = A.Text(length=160)
    born_on = A.Day()
    iban = A.Text(length=200)
    hourly_cost = A.Number(2)
    phone = A.Phone(length=40)
    other_phone = A.Phone(length=40)
    address = A.Text(length=500)


class StaffFinanceEmployeeSchema(StaffEmployeeSchema):
    """What is read and sent in staff (finance)."""

    iban = A.Text(dump_only=True)
    hourly_cost = A.Number(2, dump_only=True)

    class Meta(StaffEmployeeSchema.Meta):
        exclude = ("skills", "portrait")


class StaffAdminEmployeeSchema(StaffEmployeeSchema):
    """What is read and sent in staff (admin)."""

    name = A.Text(required=True, length=100)
    email = A.Email(required=True, length=254)
    job_title = A.Text(required=True, length=80)
    department = A.Choice(DEPARTMENT, required=True)
    team = A.Link()
    manager = A.Link()
    kind = A.Choice(EMPLOYEE_KIND)
    role = A.Choice(STAFF_ROLE)
    skills = A.Links()
    started_on = A.Day(load_only=True)
    contract_ends = A.Day(load_only=True)
    active = A.YesNo()
