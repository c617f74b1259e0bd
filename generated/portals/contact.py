# Generated from specs/records/contact.yaml. Do not edit; extend in extensions/contact.py.
"""What may be done here, and by whom."""

from dataclasses import replace

from generated.models.contact import Contact
from generated.rules import contact as rules
from runtime.declarations.access import EVERYTHING, Access, Grant, RecordType
from runtime.declarations.later import later

api = later("generated.api.contact")
forms = later("generated.forms.contact")

ALL = (
    "name",
    "account",
    "email",
    "job_title",
    "role",
    "language",
    "newsletter",
    "portrait",
    "active",
    "notes",
    "phone",
    "other_phone",
    "address",
)

CUSTOMER_MANAGER_ENTERS = ("name", "email", "job_title", "phone")

PARTNER_ENTERS = ("account", "name", "email", "job_title", "phone")

CUSTOMER = Access(
    rows=rules.customer_rows,
    see=(
        Grant(("name", "email", "job_title", "role", "phone")),
        Grant(("other_phone", "address", "language", "newsletter", "portrait"), rules.myself),
    ),
    edit=(
        Grant(
            ("name", "job_title", "phone", "other_phone", "address", "language", "newsletter", "portrait"),
            rules.myself,
        ),
    ),
    list=("name", "job_title", "email", "phone", "role"),
    form=forms.CustomerContactForm,
    schema=api.CustomerContactSchema,
)

CUSTOMER_MANAGER = replace(
    CUSTOMER,
    see=(
        Grant((*CUSTOMER_MANAGER_ENTERS, "role")),
        Grant(("other_phone", "address", "language", "newsletter", "portrait"), rules.myself),
    ),
    create=CUSTOMER_MANAGER_ENTERS,
    preset={"account": rules.customer_manager_preset_account},
    form=forms.CustomerManagerContactForm,
    schema=api.CustomerManagerContactSchema,
)

PARTNER = Access(
    rows=rules.partner_rows,
    see=(Grant(PARTNER_ENTERS), Grant(("other_phone", "address", "language", "newsletter", "portrait"), rules.myself)),
    create=PARTNER_ENTERS,
    edit=(
        Grant(
            ("name", "job_title", "phone", "other_phone", "address", "language", "newsletter", "portrait"),
            rules.myself,
        ),
        Grant(("job_title", "phone"), rules.partner_edit),
    ),
    list=("name", "account", "job_title", "email", "phone"),
    form=forms.PartnerContactForm,
    schema=api.PartnerContactSchema,
)

STAFF = Access(
    rows=EVERYTHING,
    see=(Grant((*ALL, "updated")),),
    list=("name", "account", "job_title", "email", "phone", "role", "active"),
    schema=api.StaffContactSchema,
)

STAFF_AGENT = replace(
    STAFF,
    create=ALL,
    edit=(Grant(ALL),),
    form=forms.StaffAgentContactForm,
    schema=api.StaffAgentContactSchema,
)

STAFF_SALES = replace(
    STAFF,
    create=ALL,
    edit=(Grant(ALL),),
    form=forms.StaffAgentContactForm,
    schema=api.StaffAgentContactSchema,
)

STAFF_ADMIN = replace(
    STAFF,
    create=ALL,
    edit=(Grant(ALL),),
    delete=rules.staff_admin_delete,
    form=forms.StaffAgentContactForm,
    schema=api.StaffAgentContactSchema,
)

STAFF_HR = Access()

RECORD = RecordType(
    key="contact",
    model=Contact,
    label="Contact",
    plural="Contacts",
    address="contacts",
    title="{name}",
    default={"role": "user", "language": "en", "newsletter": False, "active": True},
    filters={"customer": rules.customer_people, "partner": rules.partner_people},
    access={
        "customer": CUSTOMER,
        "customer.manager": CUSTOMER_MANAGER,
        "partner": PARTNER,
        "staff": STAFF,
        "staff.agent": STAFF_AGENT,
        "staff.sales": STAFF_SALES,
        "staff.admin": STAFF_ADMIN,
        "staff.hr": STAFF_HR,
    },
)
