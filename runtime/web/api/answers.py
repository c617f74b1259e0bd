"""What the interface answers, and what it says when something is wrong. Missing and forbidden have the same bytes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NoReturn

from flask import Response, abort, jsonify

from runtime.web.portal import asked
from runtime.web.reading import PortalRequest

MESSAGES: Mapping[int, str] = {
    400: "This request cannot be understood.",
    401: "Log in first: send the access token in the header Authorization, as in “Bearer …”.",
    403: "This is not open to you.",
    404: "There is nothing here, or it is not open to you.",
    405: "This cannot be done here.",
    409: "This was changed meanwhile. Read it again, and send your change with its revision.",
    413: "This is too big.",
    415: "Send JSON, with the header Content-Type: application/json.",
    422: "There is a problem with what was sent.",
    429: "Too many tries. Wait as many seconds as the header Retry-After says.",
    500: "Something went wrong on our side. Nothing was saved. Tell the people who run this portal the number.",
    503: "This portal is not available at the moment. Nothing was saved. Try again in a minute.",
}


def is_asked() -> bool:
    """Whether this request is for the interface of the portal."""
    here = asked()
    return isinstance(here, PortalRequest) and here.is_for_interface


def answer(status: int, **content: object) -> Response:
    response = jsonify(content)
    response.status_code = status
    return response


def fault(status: int, message: str = "", **more: object) -> Response:
    """An error, in words for the developer of the other system."""
    words = message or MESSAGES.get(status) or MESSAGES[400 if status < 500 else 500]
    response = answer(status, message=words, **more)
    if status == 401:
        response.headers["WWW-Authenticate"] = "Bearer"
    return response


def refuse(status: int, message: str = "") -> NoReturn:
    abort(fault(status, message))
