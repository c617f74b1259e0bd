# Generated from specs/records/article.yaml. Do not edit; extend in extensions/article.py.
"""What other systems read and send, portal by portal."""

from generated.choices.audience import AUDIENCE
from generated.models.article import ARTICLE_KIND
from runtime.web.api import schemas as A


class CustomerArticleSchema(A.RecordSchema):
    """What is read and sent in customer, partner."""

    headline = A.Text(dump_only=True)
    kind = A.Choice(dump_only=True)
    product = A.Link(dump_only=True)
    body = A.Text(dump_only=True)
    related = A.Links(dump_only=True)
    published = A.Day(dump_only=True)
    attachments = A.Files(dump_only=True)


class StaffArticleSchema(A.RecordSchema):
    """What is read and sent in staff."""

    headline = A.Text(dump_only=True)
    kind = A.Choice(dump_only=True)
    product = A.Link(dump_only=True)
    body = A.Text(dump_only=True)
    keywords = A.Text(dump_only=True)
    related = A.Links(dump_only=True)
    author = A.Link(dump_only=True)
    audience = A.Choices(dump_only=True)
    published = A.Day()
    valid_until = A.Day(dump_only=True)
    review_by = A.Day(dump_only=True)
    attachments = A.Files(dump_only=True)
    state = A.Choice(dump_only=True)
    state_since = A.Moment(dump_only=True)
    submit_by = A.Text(dump_only=True)
    updated = A.Moment(dump_only=True)


class StaffAgentArticleSchema(StaffArticleSchema):
    """What is read and sent in staff (agent, hr, admin)."""

    headline = A.Text(required=True, length=160)
    kind = A.Choice(ARTICLE_KIND)
    product = A.Link()
    body = A.Text(required=True)
    keywords = A.Text(length=200)
    related = A.Links()
    author = A.Link()
    audience = A.Choices(AUDIENCE, required=True)
    valid_until = A.Day()
    review_by = A.Day()
    attachments = A.Files()
