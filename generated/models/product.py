# Generated from specs/records/product.yaml. Do not edit; extend in extensions/product.py.
"""The table product."""

from generated.choices.product_family import PRODUCT_FAMILY
from runtime import fields as F
from runtime import records

PRODUCT_STATE = {
    "planned": "Planned",
    "on_sale": "On sale",
    "discontinued": "Discontinued",
}


class Product(records.Record):
    __tablename__ = "product"

    name = F.text("Name", required=True, unique=True, length=80)
    code = F.text(
        "Order code",
        required=True,
        unique=True,
        length=200,
        pattern="[A-Z]{2}-[0-9]{3,4}[A-Z]?",
        hint="Two letters, a hyphen, three or four digits, for example LP-420.",
    )
    family = F.choice("Family", PRODUCT_FAMILY, required=True)
    state = F.choice("State", PRODUCT_STATE, required=True, index=True)
    summary = F.text("Summary", length=200)
    description = F.richtext("Description")
    image = F.image("Image", size=5000000, accept=(".png", ".jpg", ".jpeg", ".gif", ".webp"))
    weight = F.decimal("Weight (kg)", places=2)
    warranty = F.duration("Warranty")
    price = F.money("List price", places=2)
    partner_discount = F.percent("Partner discount", required=True, places=2)
    partner_price = F.money("Partner price", places=2, computed=True)
    cost = F.money("Cost of manufacture", private=True, places=2)
    team_id = F.link("Support team", to="team", index=True)
    team = F.linked("Team", team_id, back="products")
    discontinued_on = F.date("Discontinued on")
    units_sold = F.integer("Units sold", computed=True)
    plans = F.back("AccountPlan", "focus", many=True)
    articles = F.back("Article", "product")
    defects = F.back("Defect", "product")
    downloads = F.back("Download", "product")
    experts = F.back("Employee", "skills", many=True)
    leads = F.back("Lead", "interest")
    opportunities = F.back("Opportunity", "product")
    purchases = F.back("Purchase", "product")
    quotes = F.back("Quote", "product")
    releases = F.back("Release", "product")
    tickets = F.back("Ticket", "product")
