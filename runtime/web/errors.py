"""Error pages. Missing and forbidden records answer with the same bytes, so nothing of the request stands in them."""

from __future__ import annotations

import logging
import secrets
import sqlite3
from dataclasses import dataclass

from flask import Flask, Response, make_response, render_template, request
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import Forbidden, HTTPException, RequestEntityTooLarge, TooManyRequests

from runtime.web.api import answers

log = logging.getLogger(__name__)

RETRY_AFTER = 10


@dataclass(frozen=True, slots=True)
class Words:
    """What happened, and what to do about it."""

    title: str
    advice: str


WORDS = {
    400: Words("This address or form cannot be used", "Go back, load the page again and repeat what you did."),
    403: Words("This is not open to you", "If you need it for your work, ask the people who run this portal."),
    404: Words(
        "Page not found",
        "It may have been removed, or it is not open to you. Check the address, or start at the home page.",
    ),
    405: Words("This cannot be done here", "Start at the home page."),
    409: Words("This was changed meanwhile", "Load the page again to see how it is now."),
    413: Words("This is too big", "Send fewer or smaller files at once."),
    422: Words("There is a problem with what was entered", "Go back and check it."),
    429: Words("Too many tries", "Wait {minutes}, then try again."),
    500: Words(
        "Something went wrong on our side",
        "Nothing was saved. Try again; if it happens again, tell the people who run this portal this number: {number}",
    ),
    503: Words("This portal is not available at the moment", "Nothing was saved. Try again in a minute."),
}


READ_ONLY = Words("Nothing can be changed here", "You are looking at this portal as somebody else. End that first.")


class ReadOnly(Forbidden):
    """Somebody who looks on as another person tried to change something."""

    description = f"{READ_ONLY.title}. {READ_ONLY.advice}"


def install(app: Flask) -> None:
    app.register_error_handler(HTTPException, _show)
    app.register_error_handler(ReadOnly, _show_read_only)
    app.register_error_handler(OperationalError, _show_unavailable)
    app.register_error_handler(Exception, _show_fault)


def page(status: int, *, minutes: str = "", number: str = "") -> Response:
    """The page of an error."""
    if answers.is_asked():
        return answers.fault(status, **({"number": number} if number else {}))
    words = WORDS.get(status, WORDS[400 if status < 500 else 500])
    return _page(words, words.advice.format(minutes=minutes, number=number), status)


def _page(words: Words, advice: str, status: int) -> Response:
    return make_response(render_template("security/error.html", words=words, advice=advice), status)


def too_many(seconds: float) -> TooManyRequests:
    """To be raised: when to come back is in its page and in its header."""
    return TooManyRequests(retry_after=max(1, round(seconds)))


def _show_read_only(error: ReadOnly) -> Response:
    if answers.is_asked():
        return answers.fault(403, str(error.description))
    return _page(READ_ONLY, READ_ONLY.advice, 403)


def _show(error: HTTPException) -> Response:
    if error.code is None or error.code < 400:  # a redirect
        return make_response(error.get_response())
    response = page(error.code, minutes=_minutes(error))
    for name, value in error.get_headers(request.environ):
        if name not in {"Content-Type", "Content-Length"}:
            response.headers[name] = value
    if isinstance(error, RequestEntityTooLarge):
        response.headers["Connection"] = "close"  # the rest of the body is not read
    return response


def _minutes(error: HTTPException) -> str:
    seconds = getattr(error, "retry_after", None)
    count = max(1, -(-seconds // 60)) if isinstance(seconds, int) else 1
    return "a minute" if count == 1 else f"{count} minutes"


def _show_unavailable(error: OperationalError) -> Response:
    """The database does not answer, or is busy for too long; what SQLite cannot calculate is a fault of ours."""
    if getattr(error.orig, "sqlite_errorcode", None) == sqlite3.SQLITE_ERROR:
        return _show_fault(error)
    log.error("database: %s", error.orig)
    response = page(503)
    response.headers["Retry-After"] = str(RETRY_AFTER)
    return response


def _show_fault(error: Exception) -> Response:
    number = secrets.token_hex(6)
    log.error("fault %s at %s %r", number, request.method, request.path, exc_info=error)
    return page(500, number=number)
