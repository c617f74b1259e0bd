# Generated from specs/records/employee.yaml. Do not edit; extend in extensions/employee.py.
"""Forms, portal by portal."""

from generated.models.employee import Employee
from runtime.web import forms as F


class EmployeeEmployeeForm(F.RecordForm):
    """What people of the portal employee fill in."""

    skills = F.ask(Employee.skills)
    portrait = F.ask(Employee.portrait)
    emergency_contact = F.ask(Employee.emergency_contact)
    iban = F.ask(Employee.iban)
    phone = F.ask(Employee.phone)
    other_phone = F.ask(Employee.other_phone)
    address = F.ask(Employee.address)


class StaffHrEmployeeForm(F.RecordForm):
    """What people of the portal staff fill in."""

    name = F.ask(Employee.name)
    email = F.ask(Employee.email)
    job_title = F.ask(Employee.job_title)
    department = F.ask(Employee.department)
    team = F.ask(Employee.team_id)
    manager = F.ask(Employee.manager_id)
    kind = F.ask(Employee.kind)
    started_on = F.ask(Employee.started_on)
    contract_ends = F.ask(Employee.contract_ends)
    portrait = F.ask(Employee.portrait)
    emergency_contact = F.ask(Employee.emergency_contact)
    born_on = F.ask(Employee.born_on)
    iban = F.ask(Employee.iban)
    hourly_cost = F.ask(Employee.hourly_cost)
    phone = F.ask(Employee.phone)
    other_phone = F.ask(Employee.other_phone)
    address = F.ask(Employee.address)


class StaffAdminEmployeeForm(F.RecordForm):
    """What people of the portal staff fill in."""

    name = F.ask(Employee.name)
    email = F.ask(Employee.email)
    job_title = F.ask(Employee.job_title)
    department = F.ask(Employee.department)
    team = F.ask(Employee.team_id)
    manager = F.ask(Employee.manager_id)
    kind = F.ask(Employee.kind)
    role = F.ask(Employee.role)
    skills = F.ask(Employee.skills)
    started_on = F.ask(Employee.started_on)
    contract_ends = F.ask(Employee.contract_ends)
    active = F.ask(Employee.active)
