# Generated from specs/records/manual.yaml. Do not edit; extend in extensions/manual.py.
"""The table manual."""

from generated.choices.audience import AUDIENCE
from generated.choices.department import DEPARTMENT
from runtime import fields as F
from runtime import records

MANUAL_KIND = {
    "handbook": "Handbook",
    "procedure": "Procedure",
    "policy": "Policy",
}

MANUAL_STATE = {
    "draft": "Draft",
    "review": "To be approved",
    "published": "Published",
    "withdrawn": "Withdrawn",
}


class Manual(records.Record):
    __tablename__ = "manual"
    __table_args__ = (records.unique("name", "edition"),)

    name = F.text("Name", required=True, length=120)
    edition = F.text("Edition", required=True, length=20, hint="For example 2026-1")
    department = F.choice("Department", DEPARTMENT, hint="Leave it empty if it is for everybody.")
    kind = F.choice("Kind", MANUAL_KIND, required=True)
    body = F.richtext("Text", required=True)
    document = F.file("Document", size=20000000, accept=(".pdf", ".txt", ".md"))
    must_read = F.yesno("To be confirmed by everybody")
    readers = F.integer("Confirmed by", computed=True)
    audience = F.choices("Audience", AUDIENCE, required=True, hint="Whoever is not ticked here never sees it.")
    published = F.date(
        "Published on",
        index=True,
        hint="It appears on this day, not before. Use a day to come for an embargo.",
    )
    valid_until = F.date("Valid until", hint="It disappears after this day. Leave it empty for no end.")
    review_by = F.date("Review by", hint="When should somebody check that it still holds?")
    state = F.choice("State", MANUAL_STATE, required=True)
    state_since = F.datetime("In this state since", computed=True)
    submit_by = F.account("Submit for approval: by whom", computed=True)
    acknowledgements = F.back("Acknowledgement", "manual")
