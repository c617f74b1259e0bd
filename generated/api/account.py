# Generated from specs/records/account.yaml. Do not edit; extend in extensions/account.py.
"""What other systems read and send, portal by portal."""

from generated.choices.account_kind import ACCOUNT_KIND
from generated.choices.industry import INDUSTRY
from generated.models.account import ACCOUNT_TIER
from runtime.web.api import schemas as A


class CustomerAccountSchema(A.RecordSchema):
    """What is read and sent in customer."""

    name = A.Text(dump_only=True)
    phone = A.Phone(dump_only=True)
    website = A.Text(dump_only=True)
    address = A.Text(dump_only=True)
    delivery_address = A.Text(dump_only=True)
    customer_since = A.Day(dump_only=True)

    class Meta(A.RecordSchema.Meta):
        include = {
            "owner.email": A.Email(dump_only=True),
            "owner.name": A.Text(dump_only=True),
            "owner.phone": A.Phone(dump_only=True),
            "partner.name": A.Text(dump_only=True),
        }


class CustomerManagerAccountSchema(CustomerAccountSchema):
    """What is read and sent in customer (manager)."""

    phone = A.Phone(length=40)
    website = A.Text(length=2000)
    address = A.Text(length=500)
    delivery_address = A.Text(length=500)


class PartnerAccountSchema(A.RecordSchema):
    """What is read and sent in partner."""

    name = A.Text(dump_only=True)
    kind = A.Choice(dump_only=True)
    partner = A.Link(dump_only=True)
    industry = A.Choice(dump_only=True)
    tier = A.Choice(dump_only=True)
    phone = A.Phone(length=40)
    website = A.Text(length=2000)
    address = A.Text(length=500)
    delivery_address = A.Text(length=500)
    customer_since = A.Day(dump_only=True)

    class Meta(A.RecordSchema.Meta):
        include = {
            "owner.email": A.Email(dump_only=True),
            "owner.name": A.Text(dump_only=True),
        }


class StaffAccountSchema(A.RecordSchema):
    """What is read and sent in staff."""

    name = A.Text(dump_only=True)
    kind = A.Choice(dump_only=True)
    partner = A.Link(dump_only=True)
    owner = A.Link(dump_only=True)
    industry = A.Choice(dump_only=True)
    tier = A.Choice(dump_only=True)
    phone = A.Phone(dump_only=True)
    website = A.Text(dump_only=True)
    address = A.Text(dump_only=True)
    delivery_address = A.Text(dump_only=True)
    active = A.YesNo(dump_only=True)
    customer_since = A.Day(dump_only=True)
    notes = A.Text(dump_only=True)
    open_tickets = A.Whole(dump_only=True)
    updated = A.Moment(dump_only=True)


class StaffAgentAccountSchema(StaffAccountSchema):
    """What is read and sent in staff (agent)."""

    phone = A.Phone(length=40)
    website = A.Text(length=2000)
    address = A.Text(length=500)
    delivery_address = A.Text(length=500)
    notes = A.Text()


class StaffSalesAccountSchema(StaffAccountSchema):
    """What is read and sent in staff (sales)."""

    name = A.Text(required=True, length=120)
    kind = A.Choice(ACCOUNT_KIND)
    partner = A.Link()
    owner = A.Link()
    industry = A.Choice(INDUSTRY)
    tier = A.Choice(ACCOUNT_TIER)
    phone = A.Phone(length=40)
    website = A.Text(length=2000)
    address = A.Text(length=500)
    delivery_address = A.Text(length=500)
    active = A.YesNo()
    customer_since = A.Day()
    credit_limit = A.Number(2, dump_only=True)
    notes = A.Text()
    paid_so_far = A.Number(2, dump_only=True)

    class Meta(StaffAccountSchema.Meta):
        exclude = ("updated",)


class StaffFinanceAccountSchema(StaffAccountSchema):
    """What is read and sent in staff (finance)."""

    credit_limit = A.Number(2)
    paid_so_far = A.Number(2, dump_only=True)

    class Meta(StaffAccountSchema.Meta):
        exclude = ("updated",)


class StaffAdminAccountSchema(StaffAccountSchema):
    """What is read and sent in staff (admin)."""

    name = A.Text(required=True, length=120)
    kind = A.Choice(ACCOUNT_KIND)
    partner = A.Link()
    owner = A.Link()
    industry = A.Choice(INDUSTRY)
    tier = A.Choice(ACCOUNT_TIER)
    phone = A.Phone(length=40)
    website = A.Text(length=2000)
    address = A.Text(length=500)
    delivery_address = A.Text(length=500)
    active = A.YesNo()
    customer_since = A.Day()
    credit_limit = A.Number(2)
    notes = A.Text()
    paid_so_far = A.Number(2, dump_only=True)

    class Meta(StaffAccountSchema.Meta):
        exclude = ("updated",)
