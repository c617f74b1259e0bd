# Generated from specs/records/download.yaml. Do not edit; extend in extensions/download.py.
"""The table download."""

from generated.choices.audience import AUDIENCE
from runtime import fields as F
from runtime import records

DOWNLOAD_KIND = {
    "update": "Software update",
    "driver": "Driver",
    "literature": "Brochure or data sheet",
    "manual": "User manual",
    "form": "Form",
    "sales_kit": "Sales material",
}

DOWNLOAD_STATE = {
    "draft": "Draft",
    "review": "To be approved",
    "published": "Published",
    "withdrawn": "Withdrawn",
}


class Download(records.Record):
    __tablename__ = "download"

    name = F.text("Name", required=True, unique=True, length=120)
    kind = F.choice("Kind", DOWNLOAD_KIND, required=True, index=True)
    product_id = F.link("Product", to="product", index=True)
    product = F.linked("Product", product_id, back="downloads")
    release_id = F.link("Release", to="release", index=True)
    release = F.linked("Release", release_id, back="downloads")
    description = F.longtext("Description")
    file = F.file("File", required=True, size=50000000)
    checksum = F.text("SHA-256", length=200, pattern="[0-9a-f]{64}")
    licence = F.longtext("Terms of use")
    audience = F.choices("Audience", AUDIENCE, required=True, hint="Whoever is not ticked here never sees it.")
    published = F.date(
        "Published on",
        index=True,
        hint="It appears on this day, not before. Use a day to come for an embargo.",
    )
    valid_until = F.date("Valid until", hint="It disappears after this day. Leave it empty for no end.")
    review_by = F.date("Review by", hint="When should somebody check that it still holds?")
    state = F.choice("State", DOWNLOAD_STATE, required=True)
    state_since = F.datetime("In this state since", computed=True)
    submit_by = F.account("Submit for approval: by whom", computed=True)
    literature_orders = F.back("LiteratureOrder", "download")
