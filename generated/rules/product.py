# Generated from specs/records/product.yaml. Do not edit; extend in extensions/product.py.
"""Rules, as the specs state them."""

from runtime import values
from runtime.declarations.rules import Computed, Dependency, Formula, Rule

price_require = Rule(
    'state == "on_sale"',
    "specs/records/product.yaml:24",
    sql=lambda this, given: this.c.state == "on_sale",
    python=lambda this, given: this.state == "on_sale",
    local=True,
)

partner_price = Computed(
    Formula(
        "price * (100 - partner_discount) / 100",
        "specs/records/product.yaml:33",
        python=lambda this, given: values.compute(
            lambda price, partner_discount: price * (100 - partner_discount) / 100,
            this.price,
            this.partner_discount,
        ),
    ),
    (Dependency("product", ("partner_discount", "price")),),
)

discontinued_on_show = Rule(
    'state == "discontinued"',
    "specs/records/product.yaml:37",
    python=lambda this, given: this.state == "discontinued",
    local=True,
)

units_sold = Computed(
    Formula(
        "sum(p.quantity for p in purchases)",
        "specs/records/product.yaml:38",
        python=lambda this, given: values.sum(p.quantity for p in this.purchases),
    ),
    (Dependency("purchase", ("product", "quantity"), through=("purchases",)),),
)

known = Rule(
    'state in ["on_sale", "discontinued"]',
    "specs/records/product.yaml:42",
    sql=lambda this, given: this.c.state.in_(["on_sale", "discontinued"]),
    python=lambda this, given: this.state in ("on_sale", "discontinued"),
    local=True,
)

staff_admin_delete = Rule(
    'state == "planned"',
    "specs/records/product.yaml:93",
    sql=lambda this, given: this.c.state == "planned",
    python=lambda this, given: this.state == "planned",
    local=True,
)
