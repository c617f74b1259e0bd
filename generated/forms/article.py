# Generated from specs/records/article.yaml. Do not edit; extend in extensions/article.py.
"""Forms, portal by portal."""

from generated.models.article import Article
from runtime.web import forms as F


class StaffArticleForm(F.RecordForm):
    """What people of the portal staff fill in."""

    published = F.ask(Article.published)


class StaffAgentArticleForm(F.RecordForm):
    """What people of the portal staff fill in."""

    headline = F.ask(Article.headline)
    kind = F.ask(Article.kind)
    product = F.ask(Article.product_id)
    body = F.ask(Article.body)
    keywords = F.ask(Article.keywords)
    related = F.ask(Article.related)
    author = F.ask(Article.author_id)
    audience = F.ask(Article.audience)
    published = F.ask(Article.published)
    valid_until = F.ask(Article.valid_until)
    review_by = F.ask(Article.review_by)
    attachments = F.ask(Article.attachments)
