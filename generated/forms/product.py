# Generated from specs/records/product.yaml. Do not edit; extend in extensions/product.py.
"""Forms, portal by portal."""

from generated.models.product import Product
from runtime.web import forms as F


class StaffSalesProductForm(F.RecordForm):
    """What people of the portal staff fill in."""

    name = F.ask(Product.name)
    code = F.ask(Product.code)
    family = F.ask(Product.family)
    state = F.ask(Product.state)
    summary = F.ask(Product.summary)
    description = F.ask(Product.description)
    image = F.ask(Product.image)
    weight = F.ask(Product.weight)
    warranty = F.ask(Product.warranty)
    price = F.ask(Product.price)
    partner_discount = F.ask(Product.partner_discount)
    cost = F.ask(Product.cost)
    team = F.ask(Product.team_id)
    discontinued_on = F.ask(Product.discontinued_on)


class StaffFinanceProductForm(F.RecordForm):
    """What people of the portal staff fill in."""

    price = F.ask(Product.price)
    partner_discount = F.ask(Product.partner_discount)
    cost = F.ask(Product.cost)


class StaffAdminProductForm(F.RecordForm):
    """What people of the portal staff fill in."""

    name = F.ask(Product.name)
    code = F.ask(Product.code)
    family = F.ask(Product.family)
    state = F.ask(Product.state)
    summary = F.ask(Product.summary)
    description = F.ask(Product.description)
    image = F.ask(Product.image)
    weight = F.ask(Product.weight)
    warranty = F.ask(Product.warranty)
    price = F.ask(Product.price)
    partner_discount = F.ask(Product.partner_discount)
    team = F.ask(Product.team_id)
    discontinued_on = F.ask(Product.discontinued_on)
