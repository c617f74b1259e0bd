"""Requests that change something come from this portal's own forms: the origin that the browser states, and the token.

A token is good for as long as its session goes on, however old it is. One of another session is outdated for
`FORM_LIFE`: its form is shown again. `is_ours` tells these two from a forged one.
"""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from hmac import compare_digest
from urllib.parse import urlsplit

from flask import Flask, abort, current_app, g, request, session
from flask_wtf import CSRFProtect
from flask_wtf.csrf import CSRFError, generate_csrf
from itsdangerous import BadData, TimestampSigner, URLSafeTimedSerializer

from runtime.web.portal import kept_here

UNSAFE = frozenset({"POST", "PUT", "PATCH", "DELETE"})
HEADER = "X-CSRFToken"
FORM_LIFE, HOUR = timedelta(days=7), 3600
LONGEST = 500
"""Characters of a token that may be ours."""
SALT, KEPT = "wtf-csrf-token", "csrf_token"
"""Of Flask-WTF, which begins and checks the tokens: what they are signed with, and where it keeps them."""
OWN_SITES = frozenset({"same-origin", "none"})
"""What a browser says of a request that one of our pages makes, or the person by reloading or opening it."""


def install(app: Flask) -> None:
    """The check itself is called by `runtime.security.guard`, in its order."""
    app.config.update(
        WTF_CSRF_CHECK_DEFAULT=False,
        WTF_CSRF_TIME_LIMIT=None,  # the end of the session is the end of its tokens
        WTF_CSRF_SSL_STRICT=False,  # asks for the Referer, which some browsers keep back: see `check_origin`
    )
    CSRFProtect(app)
    app.jinja_env.globals["csrf_token"] = token
    app.context_processor(lambda: {"csrf_token": token})


def token() -> str:
    """The token for the forms of this page: that of the session, signed with the time, as Flask-WTF writes it. A
    session's is signed anew every hour."""
    kept = kept_here()
    if KEPT in kept or KEPT not in session:
        return str(generate_csrf())
    kept.csrf_token = found = _signed(str(current_app.secret_key), session[KEPT], int(time.time()) // HOUR)
    return found


def check() -> None:
    """Of a request that may change something: 403 where it comes from another site, `CSRFError` (400) without the token
    of this session."""
    check_origin()
    sent = request.form.get(KEPT, "")
    if len(sent) > LONGEST or not _is_of_this_session(sent):
        current_app.extensions["csrf"].protect(apply_exemptions=True)


def check_header() -> None:
    """403 without this session's token in a header, where no form could put it."""
    check_origin()
    try:
        if HEADER not in request.headers:
            abort(403)
        current_app.extensions["csrf"].protect(apply_exemptions=True)
    except CSRFError:
        abort(403)


def check_origin() -> None:
    site = request.headers.get("Sec-Fetch-Site")
    origin = request.headers.get("Origin")
    if site is not None:
        if site not in OWN_SITES:
            abort(403)
    elif origin is not None and urlsplit(origin).netloc != request.host:
        abort(403)


def is_ours() -> bool:
    """Whether the posted token was made by this portal, for whichever session, within the life of a form."""
    try:
        _, signed = _read(str(current_app.secret_key), request.form.get(KEPT, ""))
    except BadData:
        return False
    return datetime.now(UTC) - signed <= FORM_LIFE


def _is_of_this_session(sent: str) -> bool:
    """Asked first, since people send one token again and again: those that are right are remembered."""
    try:
        number, _ = _read(str(current_app.secret_key), sent)
        g.csrf_valid = compare_digest(number, session.get(KEPT, ""))
    except BadData:
        return False
    return bool(g.csrf_valid)


@lru_cache(maxsize=4096)
def _read(secret: str, sent: str) -> tuple[str, datetime]:
    """The session's number in a token that we signed, and when we did. Raises BadData, which is not kept."""
    number, signed = _serializer(secret).loads(sent, return_timestamp=True)
    return str(number), signed


@lru_cache(maxsize=4096)
def _signed(secret: str, number: str, _hour: int) -> str:
    return _signer(secret).sign(_serializer(secret).dump_payload(number)).decode()


@lru_cache(maxsize=16)
def _serializer(secret: str) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(secret, salt=SALT)


@lru_cache(maxsize=16)
def _signer(secret: str) -> TimestampSigner:
    """That of the serializer, its key derived already."""
    return TimestampSigner(_serializer(secret).make_signer(SALT).derive_key(), key_derivation="none")
