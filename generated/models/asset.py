# Generated from specs/records/asset.yaml. Do not edit; extend in extensions/asset.py.
"""The table asset."""

from runtime import fields as F
from runtime import records

ASSET_KIND = {
    "laptop": "Laptop",
    "screen": "Screen",
    "phone": "Telephone",
    "vehicle": "Vehicle",
    "tool": "Tool",
    "key": "Key or pass",
}

ASSET_STATE = {
    "in_stock": "In stock",
    "in_use": "In use",
    "in_repair": "In repair",
    "lost": "Lost",
    "retired": "Retired",
}

ASSET_CONDITION = {
    "good": "Good",
    "worn": "Worn",
    "broken": "Broken",
    "missing": "I cannot find it",
}


class Asset(records.Record):
    __tablename__ = "asset"
    __table_args__ = (records.index("holder_id", "id"),)

    tag = F.text(
        "Inventory number",
        required=True,
        unique=True,
        length=200,
        pattern="BW[0-9]{5}",
        hint="The number on the yellow sticker, for example BW01234.",
    )
    name = F.text("Name", required=True, length=100)
    kind = F.choice("Kind", ASSET_KIND, required=True)
    state = F.choice("State", ASSET_STATE, required=True)
    holder_id = F.link("Holder", to="employee")
    holder = F.linked("Employee", holder_id, back="assets")
    handed_over = F.date("Handed over")
    serial_number = F.text("Serial number", length=60)
    bought_on = F.date("Bought on")
    value = F.money("Purchase value", places=2)
    picture = F.image("Picture", size=5000000, accept=(".png", ".jpg", ".jpeg", ".gif", ".webp"))
    confirmed_on = F.date("Last confirmed", hint="The day on which you last checked that you have it.")
    condition = F.choice("Condition", ASSET_CONDITION)
    remark = F.text("Remark", length=200)
    help_requests = F.back("HelpRequest", "device")
