# Generated from specs/records/order_item.yaml. Do not edit; extend in extensions/order_item.py.
"""What other systems read and send, portal by portal."""

from runtime.web.api import schemas as A


class CustomerOrderItemSchema(A.RecordSchema):
    """What is read and sent in customer, partner."""

    order = A.Link(dump_only=True)
    product = A.Link(dump_only=True)
    quantity = A.Whole(dump_only=True)
    price = A.Number(2, dump_only=True)
    discount = A.Number(2, dump_only=True)
    amount = A.Number(2, dump_only=True)


class StaffOrderItemSchema(A.RecordSchema):
    """What is read and sent in staff."""

    order = A.Link(dump_only=True)
    product = A.Link(dump_only=True)
    quantity = A.Whole(dump_only=True)
    price = A.Number(2, dump_only=True)
    discount = A.Number(2, dump_only=True)
    amount = A.Number(2, dump_only=True)
    updated = A.Moment(dump_only=True)


class StaffSalesOrderItemSchema(StaffOrderItemSchema):
    """What is read and sent in staff (sales, admin)."""

    product = A.Link(required=True)
    quantity = A.Whole()
    price = A.Number(2, required=True)
    discount = A.Number(2)
