# Generated from specs/records/employee.yaml. Do not edit; extend in extensions/employee.py.
"""The table employee."""

from generated.choices.department import DEPARTMENT
from generated.choices.staff_role import STAFF_ROLE
from runtime import fields as F
from runtime import records

EMPLOYEE_KIND = {
    "employee": "Employee",
    "contractor": "Contractor",
}


class Employee(records.Record):
    __tablename__ = "employee"

    name = F.text("Name", required=True, length=100)
    email = F.email("Email", required=True, unique=True, length=254)
    job_title = F.text("Job title", required=True, length=80)
    department = F.choice("Department", DEPARTMENT, required=True)
    team_id = F.link("Team", to="team", index=True)
    team = F.linked("Team", team_id, back="members")
    manager_id = F.link("Manager", to="employee", index=True)
    manager = F.linked("Employee", manager_id, back="reports_to_me")
    kind = F.choice("Kind", EMPLOYEE_KIND, required=True)
    role = F.choice(
        "Role",
        STAFF_ROLE,
        hint="What this person may do in the office. Without a role there is no access to it.",
    )
    skills = F.links("Knows these products", to="product", table="employee_skills", cls="Product", back="experts")
    started_on = F.date("Started on")
    contract_ends = F.date("Contract ends")
    portrait = F.image("Portrait", size=2000000, accept=(".png", ".jpg", ".jpeg", ".gif", ".webp"))
    emergency_contact = F.text(
        "Emergency contact",
        length=160,
        hint="Name and telephone number of somebody we should call.",
    )
    born_on = F.date("Date of birth", private=True)
    iban = F.text(
        "Bank account (IBAN)",
        private=True,
        length=200,
        pattern="[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}",
        hint="Without spaces.",
    )
    hourly_cost = F.money("Hourly cost", private=True, places=2)
    active = F.yesno("May log in")
    phone = F.phone("Phone", length=40)
    other_phone = F.phone("Other phone", length=40)
    address = F.address("Address", length=500)
    accounts = F.back("Account", "owner")
    acknowledgements = F.back("Acknowledgement", "person")
    articles = F.back("Article", "author")
    assets = F.back("Asset", "holder")
    data_changes = F.back("DataChange", "person")
    reports_to_me = F.back("Employee", "manager")
    expenses = F.back("Expense", "person")
    help_requests = F.back("HelpRequest", "person")
    help_assigned = F.back("HelpRequest", "assignee")
    leads = F.back("Lead", "owner")
    opportunities = F.back("Opportunity", "owner")
    leads_teams = F.back("Team", "lead")
    assigned = F.back("Ticket", "assignee")
    time_cards = F.back("TimeCard", "person")
