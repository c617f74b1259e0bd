"""One side of a preview: `python -m runtime.changing.showing GENERATION SIDE PORTAL EMAIL`, settings from outside.

Serves the pages of one person on the loopback address, to whoever knows the token: the page of the change. It says its
port, or why there is none, and ends with its standard input.
"""

from __future__ import annotations

import hmac
import os
import sys
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from werkzeug.exceptions import Forbidden, MethodNotAllowed
from werkzeug.serving import make_server

from runtime.changing.previewing import ROOT, TOKEN
from runtime.declarations.site import Portal, Site
from runtime.engine import Engines
from runtime.security.accounts import AccountError
from runtime.security.known import find_known
from runtime.security.names import role_name, stored_role
from runtime.security.sessions import VIEW, Member, Sessions
from runtime.settings import Settings, StartError, read_settings
from runtime.site import load_site, make_posed

WORDS = {"before": "as it is now", "after": "as the specs would have it"}
Wsgi = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class OneSession(Sessions):
    """Knows one person, who is looked on as: so nothing can be changed, and a banner says so."""

    token = f"{VIEW}preview"

    def __init__(self, site: Site, portal: Portal, engines: Engines, settings: Settings) -> None:
        super().__init__(site, portal, engines, settings)
        self._site, self._portal = site, portal
        self._member: Member | None = None

    def pose(self, email: str) -> None:
        """Raises AccountError where nobody gets in by this address."""
        with self._engines.read.connect() as connection:
            who = find_known(connection, self._site, self._portal, email)
        role = role_name(self._portal.key, stored_role(self._site, self._portal, who.role))
        self._member = Member(0, self.token, who, datetime.now(UTC), 0, role, viewer="preview")

    def find(self, token: str) -> Member | None:
        return self._member if token == self.token else None

    def touch(self, member: Member) -> None:
        """Nobody was here."""


@dataclass(frozen=True, slots=True)
class Posing:
    """What `runtime.site` takes for the sessions of a portal; keeps those that it made, by portal."""

    sessions: dict[str, OneSession] = field(default_factory=dict)

    def __call__(self, site: Site, portal: Portal, engines: Engines, settings: Settings) -> OneSession:
        self.sessions[portal.key] = OneSession(site, portal, engines, settings)
        return self.sessions[portal.key]


def pages_of(settings: Settings, generation: Path, side: str, portal: str, email: str) -> Wsgi:
    """The portal's pages, as this person. Raises StartError, and AccountError where the person does not get in."""
    site, posing = load_site(generation), Posing()
    if portal not in site.portals:
        raise AccountError(f"There is no portal {portal} {WORDS[side]}.")
    apps = make_posed(settings, site, generation / "generated", posing)
    posing.sessions[portal].pose(email)
    app = apps[portal]
    app.extensions["view_words"] = f"A preview: {site.portals[portal].label} {WORDS[side]}, seen by {email}."
    return _guarded(app, os.environ["PREVIEW_TOKEN"])


def _guarded(app: Flask, token: str) -> Wsgi:
    """Only for who knows the token, only to look, always as the one person."""
    token_key, root_key = (f"HTTP_{name.upper().replace('-', '_')}" for name in (TOKEN, ROOT))
    cookie = f"{app.config['SESSION_COOKIE_NAME']}={_cookie(app)}"

    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if not hmac.compare_digest(environ.get(token_key, "").encode(), token.encode()):
            return Forbidden()(environ, start_response)
        if environ["REQUEST_METHOD"] not in {"GET", "HEAD"}:
            return MethodNotAllowed(["GET", "HEAD"])(environ, start_response)
        environ["SCRIPT_NAME"] = environ.get(root_key, "")
        environ["HTTP_COOKIE"] = cookie
        found: Iterable[bytes] = app(environ, start_response)
        return found

    return answer


def _cookie(app: Flask) -> str:
    serializer = SecureCookieSessionInterface().get_signing_serializer(app)
    assert serializer is not None  # the app has a key
    return serializer.dumps({"_user_id": OneSession.token, "_fresh": True})


def main(generation: str, side: str, portal: str, email: str) -> None:
    try:
        application = pages_of(read_settings(), Path(generation), side, portal, email)
    except AccountError as error:
        _say(f"{error.words} That is so {WORDS[side]}.")
        return
    except StartError as error:
        _say(error.words)
        return
    server = make_server("127.0.0.1", 0, application, threaded=True)
    _say(str(server.port))
    threading.Thread(target=_end_with_input, daemon=True).start()
    server.serve_forever()


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _end_with_input() -> None:
    """Whoever started this process holds the other end; it is closed however that one ends."""
    sys.stdin.read()
    os._exit(0)


if __name__ == "__main__":
    main(*sys.argv[1:])
