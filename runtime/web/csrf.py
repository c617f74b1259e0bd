"""Requests that change something come from this portal's own forms: the origin that the browser states, and the token.

A token lives as long as its session. `is_ours` tells an outdated token, whose form is shown again, from a forged one.
"""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import urlsplit

from flask import Flask, abort, current_app, g, request, session
from flask_wtf import CSRFProtect
from flask_wtf.csrf import CSRFError, generate_csrf
from itsdangerous import BadData, TimestampSigner, URLSafeTimedSerializer

UNSAFE = frozenset({"POST", "PUT", "PATCH", "DELETE"})
HEADER = "X-CSRFToken"
FORM_LIFE = 7 * 24 * 3600
SALT, KEPT = "wtf-csrf-token", "csrf_token"
"""Of Flask-WTF, which begins and checks the tokens: what they are signed with, and where it keeps them."""
OWN_SITES = frozenset({"same-origin", "none"})
"""What a browser says of a request that one of our pages makes, or the person by reloading or opening it."""


def install(app: Flask) -> None:
    """The check itself is called by `runtime.security.guard`, in its order."""
    app.config.update(
        WTF_CSRF_CHECK_DEFAULT=False,
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=False,  # asks for the Referer, which some browsers keep back: see `check_origin`
    )
    CSRFProtect(app)
    app.jinja_env.globals["csrf_token"] = token
    app.context_processor(lambda: {"csrf_token": token})


def token() -> str:
    """The token for the forms of this page: that of the session, signed with the time, as Flask-WTF writes it. What of
    it stays the same from page to page is made once."""
    if KEPT in g or KEPT not in session:
        return str(generate_csrf())
    secret = str(current_app.secret_key)
    g.csrf_token = found = _signer(secret).sign(_payload(secret, session[KEPT])).decode()
    return found


def check() -> None:
    """Of a request that may change something: 403 where it comes from another site, `CSRFError` (400) without the token
    of this session."""
    check_origin()
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
    """Whether the posted token was made by this portal, for whichever session."""
    try:
        _serializer(str(current_app.secret_key)).loads(request.form.get("csrf_token", ""), max_age=FORM_LIFE)
    except BadData:
        return False
    return True


@lru_cache(maxsize=16)
def _serializer(secret: str) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(secret, salt=SALT)


@lru_cache(maxsize=16)
def _signer(secret: str) -> TimestampSigner:
    """That of the serializer, its key derived already."""
    return TimestampSigner(_serializer(secret).make_signer(SALT).derive_key(), key_derivation="none")


@lru_cache(maxsize=4096)
def _payload(secret: str, number: str) -> bytes:
    """The session's number as it stands in the token."""
    return _serializer(secret).dump_payload(number)
