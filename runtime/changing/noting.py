"""What the pages of a change share: the log, the language of moments, and pages that come anew by themselves."""

from __future__ import annotations

from flask import Response, g

from runtime import oversight
from runtime.web import formats
from runtime.web.formats import Formats
from runtime.web.portal import portal_context

REFRESH = "2"
"""Seconds after which a page about something that is under way is asked for anew: by a header, without a script."""


def note(reason: str, portal: str = "", email: str = "") -> None:
    """In the log, before it is done: who changes the site, or looks at what it would be, and as whom."""
    context, principal = portal_context(), g.principal
    entry = oversight.Entry(
        oversight.CHANGE, portal or context.portal.key, email or principal.email, reason, principal.account_id
    )
    with context.engines.write.begin() as connection:
        oversight.note(connection, entry)


def spoken() -> Formats:
    context = portal_context()
    return formats.formats(context.portal.languages[0], context.site.time_zone, context.site.currency)


def refreshing(response: Response) -> Response:
    response.headers["Refresh"] = REFRESH
    return response
