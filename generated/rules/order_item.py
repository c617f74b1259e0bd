# Generated from specs/records/order_item.yaml. Do not edit; extend in extensions/order_item.py.
"""Rules, as the specs state them."""

from generated.models.account import Account
from generated.models.order import Order
from runtime import sql, values
from runtime.declarations.rules import Candidates, Computed, Dependency, Formula, Rule

product_where = Candidates(
    "it.known",
    "specs/records/order_item.yaml:7",
    sql=lambda this, given, it: it.c.state.in_(["on_sale", "discontinued"]),
)

amount = Computed(
    Formula(
        "quantity * price * (100 - discount) / 100",
        "specs/records/order_item.yaml:11",
        python=lambda this, given: values.compute(
            lambda quantity, price, discount: quantity * price * (100 - discount) / 100,
            this.quantity,
            this.price,
            this.discount,
        ),
    ),
    (Dependency("order_item", ("discount", "price", "quantity")),),
)

customer_rows = Rule(
    "sees(parent)",
    "specs/records/order_item.yaml:14",
    sql=lambda this, given: sql.via(this.c.order_id, Order, lambda order: order.c.account_id == given.me.c.account_id),
)

partner_rows = Rule(
    "sees(parent)",
    "specs/records/order_item.yaml:17",
    sql=lambda this, given: sql.via(
        this.c.order_id,
        Order,
        lambda order: sql.via(
            order.c.account_id,
            Account,
            lambda account: sql.or_(
                account.c.id == given.me.c.account_id,
                account.c.partner_id == given.me.c.account_id,
            ),
        ),
    ),
)

staff_rows = Rule(
    "sees(parent)",
    "specs/records/order_item.yaml:18",
    sql=lambda this, given: sql.and_(sql.not_true(given.role.in_(["hr"])), this.c.order_id.is_not(None)),
)

staff_sales_delete = Rule(
    'parent.state == "placed"',
    "specs/records/order_item.yaml:22",
    sql=lambda this, given: sql.via(this.c.order_id, Order, lambda order: order.c.state == "placed"),
)
