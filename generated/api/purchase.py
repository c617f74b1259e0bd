# Generated from specs/records/purchase.yaml. Do not edit; extend in extensions/purchase.py.
"""What other systems read and send, portal by portal."""

from runtime.web.api import schemas as A


class CustomerPurchaseSchema(A.RecordSchema):
    """What is read and sent in customer."""

    product = A.Link(dump_only=True)
    release = A.Link()
    serial_number = A.Text(dump_only=True)
    quantity = A.Whole(dump_only=True)
    order = A.Link(dump_only=True)
    bought_on = A.Day(dump_only=True)
    warranty_until = A.Day(dump_only=True)
    maintained_until = A.Day(dump_only=True)
    location = A.Text(length=120)


class PartnerPurchaseSchema(A.RecordSchema):
    """What is read and sent in partner."""

    account = A.Link(dump_only=True)
    product = A.Link(dump_only=True)
    release = A.Link(dump_only=True)
    serial_number = A.Text(dump_only=True)
    quantity = A.Whole(dump_only=True)
    order = A.Link(dump_only=True)
    bought_on = A.Day(dump_only=True)
    warranty_until = A.Day(dump_only=True)
    maintained_until = A.Day(dump_only=True)
    location = A.Text(dump_only=True)


class StaffPurchaseSchema(A.RecordSchema):
    """What is read and sent in staff."""

    account = A.Link(dump_only=True)
    product = A.Link(dump_only=True)
    release = A.Link(dump_only=True)
    serial_number = A.Text(dump_only=True)
    quantity = A.Whole(dump_only=True)
    order = A.Link(dump_only=True)
    bought_on = A.Day(dump_only=True)
    warranty_until = A.Day(dump_only=True)
    maintained_until = A.Day(dump_only=True)
    location = A.Text(dump_only=True)
    updated = A.Moment(dump_only=True)


class StaffAgentPurchaseSchema(StaffPurchaseSchema):
    """What is read and sent in staff (agent)."""

    account = A.Link(required=True)
    product = A.Link(required=True)
    release = A.Link()
    serial_number = A.Text(required=True, length=40)
    quantity = A.Whole()
    order = A.Link()
    bought_on = A.Day()
    warranty_until = A.Day()
    maintained_until = A.Day()
    location = A.Text(length=120)


class StaffSalesPurchaseSchema(A.RecordSchema):
    """What is read and sent in staff (sales, admin)."""

    account = A.Link(required=True)
    product = A.Link(required=True)
    release = A.Link()
    serial_number = A.Text(required=True, length=40)
    quantity = A.Whole()
    order = A.Link()
    bought_on = A.Day()
    warranty_until = A.Day()
    maintained_until = A.Day()
    location = A.Text(length=120)
    paid_price = A.Number(2)


class StaffFinancePurchaseSchema(StaffPurchaseSchema):
    """What is read and sent in staff (finance)."""

    paid_price = A.Number(2, dump_only=True)

    class Meta(StaffPurchaseSchema.Meta):
        exclude = ("updated",)
