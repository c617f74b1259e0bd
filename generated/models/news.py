# Generated from specs/records/news.yaml. Do not edit; extend in extensions/news.py.
"""The table news."""

from generated.choices.audience import AUDIENCE
from generated.choices.publication_state import PUBLICATION_STATE
from runtime import fields as F
from runtime import records


class News(records.Record):
    __tablename__ = "news"

    headline = F.text("Headline", required=True, length=140)
    summary = F.text("Summary", required=True, length=240)
    body = F.richtext("Body", required=True)
    picture = F.image("Picture", size=5000000, accept=(".png", ".jpg", ".jpeg", ".gif", ".webp"))
    more = F.url("Read more at", length=2000)
    important = F.yesno("Important")
    audience = F.choices("Audience", AUDIENCE, required=True, hint="Whoever is not ticked here never sees it.")
    state = F.choice("State", PUBLICATION_STATE, required=True)
    published = F.date(
        "Published on",
        index=True,
        hint="It appears on this day, not before. Use a day to come for an embargo.",
    )
    valid_until = F.date("Valid until", hint="It disappears after this day. Leave it empty for no end.")
    review_by = F.date("Review by", hint="When should somebody check that it still holds?")
