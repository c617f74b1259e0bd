# Generated from specs/records/employee.yaml. Do not edit; extend in extensions/employee.py.
"""What may be done here, and by whom."""

import decimal
from dataclasses import replace

from generated.models.employee import Employee
from generated.rules import employee as rules
from runtime.declarations.access import EVERYTHING, Access, Check, Grant, RecordType, but
from runtime.declarations.later import later

api = later("generated.api.employee")
forms = later("generated.forms.employee")

ALL = (
    "name",
    "email",
    "job_title",
    "department",
    "team",
    "manager",
    "kind",
    "role",
    "skills",
    "started_on",
    "contract_ends",
    "portrait",
    "emergency_contact",
    "active",
    "phone",
    "other_phone",
    "address",
)

EMPLOYEE = Access(
    rows=rules.employee_rows,
    see=(
        Grant(("name", "job_title", "department", "team", "manager", "email", "phone", "skills", "portrait")),
        Grant(("kind", "started_on", "contract_ends", "born_on"), rules.myself),
        Grant(("other_phone", "address", "emergency_contact"), rules.myself),
        Grant(("iban",), rules.employee_edit),
    ),
    edit=(
        Grant(("phone", "other_phone", "address", "emergency_contact", "portrait", "skills"), rules.myself),
        Grant(("iban",), rules.employee_edit),
    ),
    list=("name", "job_title", "department", "team", "email", "phone"),
    form=forms.EmployeeEmployeeForm,
)

STAFF = Access(
    rows=EVERYTHING,
    see=(Grant(but(ALL, "started_on", "contract_ends", "emergency_contact", "other_phone", "address")),),
    list=("name", "job_title", "department", "team", "email", "phone", "active"),
    title="{name} ({job_title})",
    schema=api.StaffEmployeeSchema,
)

STAFF_HR = replace(
    STAFF,
    see=(Grant((*ALL, "born_on", "iban", "hourly_cost")),),
    create=(
        "name",
        "email",
        "job_title",
        "department",
        "team",
        "manager",
        "kind",
        "started_on",
        "contract_ends",
        "phone",
        "address",
    ),
    edit=(Grant((*but(ALL, "email", "role", "skills", "active"), "born_on", "iban", "hourly_cost")),),
    form=forms.StaffHrEmployeeForm,
    schema=api.StaffHrEmployeeSchema,
)

STAFF_FINANCE = replace(
    STAFF,
    see=(
        Grant(
            (
                "name",
                "email",
                "job_title",
                "department",
                "team",
                "manager",
                "kind",
                "role",
                "phone",
                "active",
                "iban",
                "hourly_cost",
            ),
        ),
    ),
    schema=api.StaffFinanceEmployeeSchema,
)

STAFF_ADMIN = replace(
    STAFF,
    create=(
        "name",
        "email",
        "job_title",
        "department",
        "team",
        "manager",
        "kind",
        "role",
        "started_on",
        "contract_ends",
    ),
    edit=(Grant(("name", "email", "job_title", "department", "team", "manager", "role", "skills", "active")),),
    form=forms.StaffAdminEmployeeForm,
    schema=api.StaffAdminEmployeeSchema,
)

RECORD = RecordType(
    key="employee",
    model=Employee,
    label="Employee",
    plural="Employees",
    address="employees",
    title="{name}",
    where={"manager": rules.manager_where},
    show={"contract_ends": rules.contract_ends_show},
    require={"contract_ends": rules.contract_ends_show},
    default={"kind": "employee", "active": True},
    minimum={"contract_ends": rules.contract_ends_min, "hourly_cost": decimal.Decimal("0")},
    maximum={"born_on": rules.today},
    checks=(Check("own_manager", rules.own_manager, "Nobody can be their own manager.", ("manager",)),),
    filters={"employee": rules.employee_rows, "employee.my_data": rules.myself, "staff": rules.staff_people},
    access={
        "employee": EMPLOYEE,
        "staff": STAFF,
        "staff.hr": STAFF_HR,
        "staff.finance": STAFF_FINANCE,
        "staff.admin": STAFF_ADMIN,
    },
)
