# Generated from specs/records/product.yaml. Do not edit; extend in extensions/product.py.
"""What other systems read and send, portal by portal."""

from generated.choices.product_family import PRODUCT_FAMILY
from generated.models.product import PRODUCT_STATE
from runtime.web.api import schemas as A


class CustomerProductSchema(A.RecordSchema):
    """What is read and sent in customer."""

    name = A.Text(dump_only=True)
    code = A.Text(dump_only=True)
    family = A.Choice(dump_only=True)
    state = A.Choice(dump_only=True)
    summary = A.Text(dump_only=True)
    description = A.Text(dump_only=True)
    image = A.File(dump_only=True)
    weight = A.Number(2, dump_only=True)
    warranty = A.Span(dump_only=True)
    price = A.Number(2, dump_only=True)
    discontinued_on = A.Day(dump_only=True)


class PartnerProductSchema(A.RecordSchema):
    """What is read and sent in partner."""

    name = A.Text(dump_only=True)
    code = A.Text(dump_only=True)
    family = A.Choice(dump_only=True)
    state = A.Choice(dump_only=True)
    summary = A.Text(dump_only=True)
    description = A.Text(dump_only=True)
    image = A.File(dump_only=True)
    weight = A.Number(2, dump_only=True)
    warranty = A.Span(dump_only=True)
    price = A.Number(2, dump_only=True)
    partner_price = A.Number(2, dump_only=True)
    discontinued_on = A.Day(dump_only=True)


class StaffProductSchema(A.RecordSchema):
    """What is read and sent in staff."""

    name = A.Text(dump_only=True)
    code = A.Text(dump_only=True)
    family = A.Choice(dump_only=True)
    state = A.Choice(dump_only=True)
    summary = A.Text(dump_only=True)
    description = A.Text(dump_only=True)
    image = A.File(dump_only=True)
    weight = A.Number(2, dump_only=True)
    warranty = A.Span(dump_only=True)
    price = A.Number(2, dump_only=True)
    partner_discount = A.Number(2, dump_only=True)
    partner_price = A.Number(2, dump_only=True)
    team = A.Link(dump_only=True)
    discontinued_on = A.Day(dump_only=True)
    units_sold = A.Whole(dump_only=True)
    updated = A.Moment(dump_only=True)


class StaffSalesProductSchema(StaffProductSchema):
    """What is read and sent in staff (sales)."""

    name = A.Text(required=True, length=80)
    code = A.Text(required=True, length=200)
    family = A.Choice(PRODUCT_FAMILY, required=True)
    state = A.Choice(PRODUCT_STATE)
    summary = A.Text(length=200)
    description = A.Text()
    image = A.File()
    weight = A.Number(2)
    warranty = A.Span()
    price = A.Number(2)
    partner_discount = A.Number(2)
    cost = A.Number(2)
    team = A.Link()
    discontinued_on = A.Day()

    class Meta(StaffProductSchema.Meta):
        exclude = ("updated",)


class StaffFinanceProductSchema(StaffProductSchema):
    """What is read and sent in staff (finance)."""

    price = A.Number(2)
    partner_discount = A.Number(2)
    cost = A.Number(2)

    class Meta(StaffProductSchema.Meta):
        exclude = ("updated",)


class StaffAdminProductSchema(StaffProductSchema):
    """What is read and sent in staff (admin)."""

    name = A.Text(required=True, length=80)
    code = A.Text(required=True, length=200)
    family = A.Choice(PRODUCT_FAMILY, required=True)
    state = A.Choice(PRODUCT_STATE)
    summary = A.Text(length=200)
    description = A.Text()
    image = A.File()
    weight = A.Number(2)
    warranty = A.Span()
    price = A.Number(2)
    partner_discount = A.Number(2)
    team = A.Link()
    discontinued_on = A.Day()
