# Generated from specs/records/news.yaml. Do not edit; extend in extensions/news.py.
"""The table news."""

from generated.choices.audience import AUDIENCE
from runtime import fields as F
from runtime import records

NEWS_STATE = {
    "draft": "Draft",
    "review": "To be approved",
    "published": "Published",
    "withdrawn": "Withdrawn",
}


class News(records.Record):
    __tablename__ = "news"

    headline = F.text("Headline", required=True, length=140)
    summary = F.text("Summary", required=True, length=240)
    body = F.richtext("Body", required=True)
    picture = F.image("Picture", size=5000000, accept=(".png", ".jpg", ".jpeg", ".gif", ".webp"))
    more = F.url("Read more at", length=2000)
    important = F.yesno("Important")
    audience = F.choices("Audience", AUDIENCE, required=True, hint="Whoever is not ticked here never sees it.")
    published = F.date(
        "Published on",
        index=True,
        hint="It appears on this day, not before. Use a day to come for an embargo.",
    )
    valid_until = F.date("Valid until", hint="It disappears after this day. Leave it empty for no end.")
    review_by = F.date("Review by", hint="When should somebody check that it still holds?")
    state = F.choice("State", NEWS_STATE, required=True)
    state_since = F.datetime("In this state since", computed=True)
    submit_by = F.account("Submit for approval: by whom", computed=True)
