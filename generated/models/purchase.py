# Generated from specs/records/purchase.yaml. Do not edit; extend in extensions/purchase.py.
"""The table purchase."""

from runtime import fields as F
from runtime import records


class Purchase(records.Record):
    __tablename__ = "purchase"
    __table_args__ = (records.index("account_id", "id"),)

    account_id = F.link("Company", to="account", required=True)
    account = F.linked("Account", account_id, back="purchases")
    product_id = F.link("Product", to="product", required=True, index=True)
    product = F.linked("Product", product_id, back="purchases")
    release_id = F.link("Installed version", to="release", index=True)
    release = F.linked("Release", release_id)
    serial_number = F.text("Serial number", required=True, unique=True, length=40)
    quantity = F.integer("Quantity", required=True)
    order_id = F.link("Order", to="order", index=True)
    order = F.linked("Order", order_id, back="purchases")
    bought_on = F.date("Bought on", required=True)
    warranty_until = F.date("Warranty until")
    maintained_until = F.date("Maintenance until", hint="Software updates published up to this day are included.")
    location = F.text("Location", length=120, hint="Where it stands, for example Line 3 or Goods in.")
    paid_price = F.money("Paid price", private=True, places=2)
    returns = F.back("ReturnRequest", "purchase")
