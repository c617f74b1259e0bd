# Generated from specs/records/contact.yaml. Do not edit; extend in extensions/contact.py.
"""Forms, portal by portal."""

from generated.models.contact import Contact
from runtime.web import forms as F


class CustomerContactForm(F.RecordForm):
    """What people of the portal customer fill in."""

    name = F.ask(Contact.name)
    job_title = F.ask(Contact.job_title)
    language = F.ask(Contact.language)
    newsletter = F.ask(Contact.newsletter)
    portrait = F.ask(Contact.portrait)
    phone = F.ask(Contact.phone)
    other_phone = F.ask(Contact.other_phone)
    address = F.ask(Contact.address)


class CustomerManagerContactForm(F.RecordForm):
    """What people of the portal customer fill in."""

    name = F.ask(Contact.name)
    email = F.ask(Contact.email)
    job_title = F.ask(Contact.job_title)
    language = F.ask(Contact.language)
    newsletter = F.ask(Contact.newsletter)
    portrait = F.ask(Contact.portrait)
    phone = F.ask(Contact.phone)
    other_phone = F.ask(Contact.other_phone)
    address = F.ask(Contact.address)


class PartnerContactForm(F.RecordForm):
    """What people of the portal partner fill in."""

    name = F.ask(Contact.name)
    account = F.ask(Contact.account_id)
    email = F.ask(Contact.email)
    job_title = F.ask(Contact.job_title)
    language = F.ask(Contact.language)
    newsletter = F.ask(Contact.newsletter)
    portrait = F.ask(Contact.portrait)
    phone = F.ask(Contact.phone)
    other_phone = F.ask(Contact.other_phone)
    address = F.ask(Contact.address)


class StaffAgentContactForm(F.RecordForm):
    """What people of the portal staff fill in."""

    name = F.ask(Contact.name)
    account = F.ask(Contact.account_id)
    email = F.ask(Contact.email)
    job_title = F.ask(Contact.job_title)
    role = F.ask(Contact.role)
    language = F.ask(Contact.language)
    newsletter = F.ask(Contact.newsletter)
    portrait = F.ask(Contact.portrait)
    active = F.ask(Contact.active)
    notes = F.ask(Contact.notes)
    phone = F.ask(Contact.phone)
    other_phone = F.ask(Contact.other_phone)
    address = F.ask(Contact.address)
