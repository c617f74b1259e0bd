# Generated from specs/records/news.yaml. Do not edit; extend in extensions/news.py.
"""Forms, portal by portal."""

from generated.models.news import News
from runtime.web import forms as F


class StaffNewsForm(F.RecordForm):
    """What people of the portal staff fill in."""

    published = F.ask(News.published)


class StaffSalesNewsForm(F.RecordForm):
    """What people of the portal staff fill in."""

    headline = F.ask(News.headline)
    summary = F.ask(News.summary)
    body = F.ask(News.body)
    picture = F.ask(News.picture)
    more = F.ask(News.more)
    important = F.ask(News.important)
    audience = F.ask(News.audience)
    published = F.ask(News.published)
    valid_until = F.ask(News.valid_until)
    review_by = F.ask(News.review_by)
