# Generated from specs/records/contact.yaml. Do not edit; extend in extensions/contact.py.
"""The table contact."""

from generated.choices.contact_role import CONTACT_ROLE
from runtime import fields as F
from runtime import records

CONTACT_LANGUAGE = {
    "en": "English",
    "de": "German",
    "fr": "French",
}


class Contact(records.Record):
    __tablename__ = "contact"
    __table_args__ = (records.index("account_id", "id"),)

    name = F.text("Name", required=True, length=100)
    account_id = F.link("Company", to="account", required=True)
    account = F.linked("Account", account_id, back="contacts")
    email = F.email(
        "Email",
        required=True,
        unique=True,
        length=254,
        hint="The address to log in with. Nobody else may use it.",
    )
    job_title = F.text("Job title", length=80)
    role = F.choice(
        "Role",
        CONTACT_ROLE,
        required=True,
        hint="Managers see and keep the data of their company. Finance contacts see its invoices.",
    )
    language = F.choice("Language", CONTACT_LANGUAGE)
    newsletter = F.yesno("News by email", hint="About once a month. You can change your mind at any time.")
    portrait = F.image("Portrait", size=2000000, accept=(".png", ".jpg", ".jpeg", ".gif", ".webp"))
    active = F.yesno("May log in")
    notes = F.longtext("Internal notes")
    phone = F.phone("Phone", length=40)
    other_phone = F.phone("Other phone", length=40)
    address = F.address("Address", length=500)
    tickets = F.back("Ticket", "contact")
