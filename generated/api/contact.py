# Generated from specs/records/contact.yaml. Do not edit; extend in extensions/contact.py.
"""What other systems read and send, portal by portal."""

from generated.choices.contact_role import CONTACT_ROLE
from generated.models.contact import CONTACT_LANGUAGE
from runtime.web.api import schemas as A


class CustomerContactSchema(A.RecordSchema):
    """What is read and sent in customer."""

    name = A.Text(length=100)
    email = A.Email(dump_only=True)
    job_title = A.Text(length=80)
    role = A.Choice(dump_only=True)
    language = A.Choice(CONTACT_LANGUAGE)
    newsletter = A.YesNo()
    portrait = A.File()
    phone = A.Phone(length=40)
    other_phone = A.Phone(length=40)
    address = A.Text(length=500)


class CustomerManagerContactSchema(CustomerContactSchema):
    """What is read and sent in customer (manager)."""

    name = A.Text(required=True, length=100)
    email = A.Email(required=True, length=254)


class PartnerContactSchema(A.RecordSchema):
    """What is read and sent in partner."""

    name = A.Text(required=True, length=100)
    account = A.Link(required=True)
    email = A.Email(required=True, length=254)
    job_title = A.Text(length=80)
    language = A.Choice(CONTACT_LANGUAGE)
    newsletter = A.YesNo()
    portrait = A.File()
    phone = A.Phone(length=40)
    other_phone = A.Phone(length=40)
    address = A.Text(length=500)


class StaffContactSchema(A.RecordSchema):
    """What is read and sent in staff."""

    name = A.Text(dump_only=True)
    account = A.Link(dump_only=True)
    email = A.Email(dump_only=True)
    job_title = A.Text(dump_only=True)
    role = A.Choice(dump_only=True)
    language = A.Choice(dump_only=True)
    newsletter = A.YesNo(dump_only=True)
    portrait = A.File(dump_only=True)
    active = A.YesNo(dump_only=True)
    notes = A.Text(dump_only=True)
    phone = A.Phone(dump_only=True)
    other_phone = A.Phone(dump_only=True)
    address = A.Text(dump_only=True)
    updated = A.Moment(dump_only=True)


class StaffAgentContactSchema(StaffContactSchema):
    """What is read and sent in staff (agent, sales, admin)."""

    name = A.Text(required=True, length=100)
    account = A.Link(required=True)
    email = A.Email(required=True, length=254)
    job_title = A.Text(length=80)
    role = A.Choice(CONTACT_ROLE)
    language = A.Choice(CONTACT_LANGUAGE)
    newsletter = A.YesNo()
    portrait = A.File()
    active = A.YesNo()
    notes = A.Text()
    phone = A.Phone(length=40)
    other_phone = A.Phone(length=40)
    address = A.Text(length=500)
