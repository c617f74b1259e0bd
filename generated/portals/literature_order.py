# Generated from specs/records/literature_order.yaml. Do not edit; extend in extensions/literature_order.py.
"""What may be done here, and by whom."""

from generated.models.literature_order import LiteratureOrder
from generated.rules import literature_order as rules
from runtime.declarations.access import EVERYTHING, Access, Grant, RecordType, but
from runtime.declarations.later import later

api = later("generated.api.literature_order")
forms = later("generated.forms.literature_order")

ALL = ("number", "account", "contact", "download", "copies", "occasion", "needed_by", "ship_to", "state", "sent_on")

PARTNER = Access(
    rows=rules.partner_rows,
    see=(Grant(but(ALL, "account")),),
    create=("download", "copies", "occasion", "needed_by", "ship_to"),
    preset={"account": rules.partner_preset_account, "contact": rules.me},
    edit=(Grant(("copies", "occasion", "needed_by", "ship_to"), rules.partner_edit),),
    delete=rules.partner_edit,
    list=("number", "download", "copies", "needed_by", "state", "sent_on"),
    form=forms.PartnerLiteratureOrderForm,
    schema=api.PartnerLiteratureOrderSchema,
)

STAFF = Access()

STAFF_SALES = Access(
    rows=EVERYTHING,
    see=(Grant((*ALL, "updated")),),
    create=but(ALL, "number"),
    edit=(Grant(but(ALL, "number")),),
    list=("number", "account", "download", "copies", "needed_by", "state"),
    form=forms.StaffSalesLiteratureOrderForm,
    schema=api.StaffSalesLiteratureOrderSchema,
)

STAFF_ADMIN = Access(
    rows=EVERYTHING,
    see=(Grant((*ALL, "updated")),),
    list=("number", "account", "download", "copies", "needed_by", "state"),
    schema=api.StaffAdminLiteratureOrderSchema,
)

RECORD = RecordType(
    key="literature_order",
    model=LiteratureOrder,
    label="Literature order",
    plural="Literature orders",
    address="literature-orders",
    title="{number}",
    number="LIT-{random:6}",
    where={"contact": rules.contact_where, "download": rules.download_where},
    require={"occasion": rules.occasion_require, "sent_on": rules.sent_on_require},
    default={"copies": 25, "state": "ordered"},
    minimum={"copies": 1, "needed_by": rules.today},
    maximum={"copies": 500},
    access={"partner": PARTNER, "staff": STAFF, "staff.sales": STAFF_SALES, "staff.admin": STAFF_ADMIN},
)
