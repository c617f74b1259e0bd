# Generated from specs/records/order.yaml. Do not edit; extend in extensions/order.py.
"""What other systems read and send, portal by portal."""

from generated.api import order_item as _order_item
from generated.choices.order_state import ORDER_STATE
from runtime.web.api import schemas as A


class CustomerOrderSchema(A.RecordSchema):
    """What is read and sent in customer."""

    number = A.Text(dump_only=True)
    contact = A.Link(dump_only=True)
    reference = A.Text(dump_only=True)
    state = A.Choice(dump_only=True)
    ordered_on = A.Day(dump_only=True)
    wanted_on = A.Day(dump_only=True)
    confirmed_for = A.Day(dump_only=True)
    shipped_on = A.Day(dump_only=True)
    carrier = A.Text(dump_only=True)
    tracking = A.Text(dump_only=True)
    ship_to = A.Text(dump_only=True)
    items = A.Lines(_order_item.CustomerOrderItemSchema, "order", dump_only=True)
    net = A.Number(2, dump_only=True)
    vat = A.Number(2, dump_only=True)
    total = A.Number(2, dump_only=True)


class PartnerOrderSchema(A.RecordSchema):
    """What is read and sent in partner."""

    number = A.Text(dump_only=True)
    account = A.Link(dump_only=True)
    contact = A.Link(dump_only=True)
    reference = A.Text(dump_only=True)
    state = A.Choice(dump_only=True)
    ordered_on = A.Day(dump_only=True)
    wanted_on = A.Day(dump_only=True)
    confirmed_for = A.Day(dump_only=True)
    shipped_on = A.Day(dump_only=True)
    carrier = A.Text(dump_only=True)
    tracking = A.Text(dump_only=True)
    ship_to = A.Text(dump_only=True)
    items = A.Lines(_order_item.CustomerOrderItemSchema, "order", dump_only=True)
    net = A.Number(2, dump_only=True)
    vat = A.Number(2, dump_only=True)
    total = A.Number(2, dump_only=True)


class StaffOrderSchema(A.RecordSchema):
    """What is read and sent in staff."""

    number = A.Text(dump_only=True)
    account = A.Link(dump_only=True)
    contact = A.Link(dump_only=True)
    reference = A.Text(dump_only=True)
    state = A.Choice(dump_only=True)
    ordered_on = A.Day(dump_only=True)
    wanted_on = A.Day(dump_only=True)
    confirmed_for = A.Day(dump_only=True)
    shipped_on = A.Day(dump_only=True)
    carrier = A.Text(dump_only=True)
    tracking = A.Text(dump_only=True)
    ship_to = A.Text(dump_only=True)
    items = A.Lines(_order_item.StaffOrderItemSchema, "order", dump_only=True)
    net = A.Number(2, dump_only=True)
    vat = A.Number(2, dump_only=True)
    total = A.Number(2, dump_only=True)
    notes = A.Text(dump_only=True)
    updated = A.Moment(dump_only=True)


class StaffSalesOrderSchema(StaffOrderSchema):
    """What is read and sent in staff (sales, admin)."""

    account = A.Link(required=True)
    contact = A.Link()
    reference = A.Text(length=60)
    state = A.Choice(ORDER_STATE)
    ordered_on = A.Day()
    wanted_on = A.Day()
    confirmed_for = A.Day()
    shipped_on = A.Day()
    carrier = A.Text(length=60)
    tracking = A.Text(length=2000)
    ship_to = A.Text(length=500)
    items = A.Lines(_order_item.StaffSalesOrderItemSchema, "order")
    vat = A.Number(2)
    notes = A.Text()


class StaffFinanceOrderSchema(StaffOrderSchema):
    """What is read and sent in staff (finance)."""

    vat = A.Number(2)
    notes = A.Text()
