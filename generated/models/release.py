# Generated from specs/records/release.yaml. Do not edit; extend in extensions/release.py.
"""The table release."""

from runtime import fields as F
from runtime import records

RELEASE_STATE = {
    "testing": "In test",
    "supported": "Supported",
    "ended": "No longer supported",
}


class Release(records.Record):
    __tablename__ = "release"
    __table_args__ = (records.unique("product_id", "name"),)

    product_id = F.link("Product", to="product", required=True)
    product = F.linked("Product", product_id, back="releases")
    name = F.text("Version", required=True, length=20, hint="For example 4.2.1.")
    state = F.choice("State", RELEASE_STATE, required=True, index=True)
    released_on = F.date("Released on")
    support_ends = F.date("Support ends")
    notes = F.richtext("What is new")
    known_defects = F.integer("Known defects", computed=True)
    defects = F.back("Defect", "found_in")
    fixes = F.back("Defect", "fixed_in")
    downloads = F.back("Download", "release")
