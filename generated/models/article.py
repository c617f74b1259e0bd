# Generated from specs/records/article.yaml. Do not edit; extend in extensions/article.py.
"""The table article."""

from generated.choices.audience import AUDIENCE
from runtime import fields as F
from runtime import records

ARTICLE_KIND = {
    "question": "Frequent question",
    "how_to": "How to",
    "problem": "Problem and cure",
    "background": "Background",
}

ARTICLE_STATE = {
    "draft": "Draft",
    "review": "To be approved",
    "published": "Published",
    "withdrawn": "Withdrawn",
}


class Article(records.Record):
    __tablename__ = "article"

    headline = F.text("Headline", required=True, unique=True, length=160)
    kind = F.choice("Kind", ARTICLE_KIND, required=True)
    product_id = F.link("Product", to="product", index=True, hint="Leave it empty if it is about all of them.")
    product = F.linked("Product", product_id, back="articles")
    body = F.richtext("Answer", required=True)
    keywords = F.text("Keywords", length=200, hint="Other words that people search for.")
    related = F.links("Related", to="article", table="article_related", cls="Article", back="related_from")
    author_id = F.link("Author", to="employee", index=True)
    author = F.linked("Employee", author_id, back="articles")
    audience = F.choices("Audience", AUDIENCE, required=True, hint="Whoever is not ticked here never sees it.")
    published = F.date(
        "Published on",
        index=True,
        hint="It appears on this day, not before. Use a day to come for an embargo.",
    )
    valid_until = F.date("Valid until", hint="It disappears after this day. Leave it empty for no end.")
    review_by = F.date("Review by", index=True, hint="When should somebody check that it still holds?")
    attachments = F.files("Attachments", size=10000000, hint="Pictures, logs, documents - whatever helps.")
    state = F.choice("State", ARTICLE_STATE, required=True)
    state_since = F.datetime("In this state since", computed=True)
    submit_by = F.account("Submit for approval: by whom", computed=True)
    related_from = F.back("Article", "related", many=True)
    help_requests = F.back("HelpRequest", "article")
    tickets = F.back("Ticket", "article")
