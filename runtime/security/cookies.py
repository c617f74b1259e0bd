"""The signed cookie of a portal, as Flask makes it.

A browser sends the same one with each request until something in it changes; so one that was good before is not worked
out again, only whether it is still young enough.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from copy import deepcopy
from functools import lru_cache
from typing import Any

from flask import Flask, Request, Response
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface, SessionMixin
from itsdangerous import BadSignature, URLSafeTimedSerializer

from runtime.web.headers import vary
from runtime.web.portal import asked

PLAIN = (str, int, type(None))
"""What nobody can change in its place; a bool is an int."""
MOST = 1024
"""Cookies that a process remembers, each of a few hundred bytes. Only what this portal signed is among them; what they
hold is in memory while a request is answered anyway, and is no way in once its session has ended."""


class Cookies(SecureCookieSessionInterface):
    """The sessions of one app, whose secret does not change while it runs."""

    def __init__(self, app: Flask) -> None:
        serializer = super().get_signing_serializer(app)
        assert serializer is not None  # the app has its secret by now
        self._serializer = serializer
        self._life = app.permanent_session_lifetime.total_seconds()
        self._name = self.get_cookie_name(app)
        self._read = lru_cache(MOST)(self._check)

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer:
        return self._serializer

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession:
        value = request.cookies.get(self._name)
        if not value:
            return SecureCookieSession()
        try:
            signed, content = self._read(value)
        except BadSignature:
            return SecureCookieSession()
        if not 0 <= int(time.time()) - signed <= self._life:
            return SecureCookieSession()
        return SecureCookieSession(
            {name: held if isinstance(held, PLAIN) else deepcopy(held) for name, held in content.items()}
        )

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Most requests change nothing of it."""
        if self.should_set_cookie(app, session):
            super().save_session(app, session, response)
        elif session.accessed:
            vary(asked().environ, "Cookie")

    def _check(self, value: str) -> tuple[int, Mapping[str, Any]]:
        """When it was signed, in seconds as `time.time` counts, and what it holds. Raises BadSignature."""
        content, signed = self._serializer.loads(value, return_timestamp=True)
        return int(signed.timestamp()), content
