# Generated from specs/records/order_item.yaml. Do not edit; extend in extensions/order_item.py.
"""What may be done here, and by whom."""

import decimal
from dataclasses import replace

from generated.models.order_item import OrderItem
from generated.rules import order_item as rules
from runtime.declarations.access import EVERYTHING, Access, Grant, RecordType, but
from runtime.declarations.later import later

api = later("generated.api.order_item")
forms = later("generated.forms.order_item")

ALL = ("order", "product", "quantity", "price", "discount", "amount")

CUSTOMER = Access(
    rows=rules.customer_rows,
    see=(Grant(ALL),),
    list=("order", "product", "quantity", "price", "discount", "amount"),
    schema=api.CustomerOrderItemSchema,
)

PARTNER = Access(
    rows=rules.partner_rows,
    see=(Grant(ALL),),
    list=("order", "product", "quantity", "price", "discount", "amount"),
    schema=api.CustomerOrderItemSchema,
)

STAFF = Access(
    rows=rules.staff_rows,
    see=(Grant((*ALL, "updated")),),
    list=("order", "product", "quantity", "price", "discount", "amount"),
    schema=api.StaffOrderItemSchema,
)

STAFF_SALES = replace(
    STAFF,
    rows=EVERYTHING,
    create=but(ALL, "order", "amount"),
    edit=(Grant(but(ALL, "order", "amount")),),
    delete=rules.staff_sales_delete,
    form=forms.StaffSalesOrderItemForm,
    schema=api.StaffSalesOrderItemSchema,
)

STAFF_ADMIN = replace(
    STAFF,
    rows=EVERYTHING,
    create=but(ALL, "order", "amount"),
    edit=(Grant(but(ALL, "order", "amount")),),
    delete=rules.staff_sales_delete,
    form=forms.StaffSalesOrderItemForm,
    schema=api.StaffSalesOrderItemSchema,
)

RECORD = RecordType(
    key="order_item",
    model=OrderItem,
    label="Order position",
    plural="Order positions",
    address="order-items",
    title="{product} × {quantity}",
    parent="order",
    where={"product": rules.product_where},
    default={"quantity": 1, "discount": decimal.Decimal("0")},
    minimum={"quantity": 1, "price": decimal.Decimal("0"), "discount": decimal.Decimal("0")},
    maximum={"quantity": 100000, "discount": decimal.Decimal("60")},
    computed={"amount": rules.amount},
    access={
        "customer": CUSTOMER,
        "partner": PARTNER,
        "staff": STAFF,
        "staff.sales": STAFF_SALES,
        "staff.admin": STAFF_ADMIN,
    },
)
