"""Requests for what a portal has once: home, search, signing in and out, its files; and with sessions of others."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from leaks.asker import NONSENSE, Asker
from leaks.requests import Filled, Guess, Request, as_json
from leaks.requests_lists import TEXTS, nonsense_like, word_in
from leaks.routes import OWN

TOKEN = "nobodys-token"  # noqa: S105 - of a link that was never sent
API = "/api/v1"


def home_requests(_asker: Asker, kind: str = "home") -> Iterator[Request]:
    yield Request(kind, "/")
    yield Request(kind, "/", query=(("everything", "1"),))


def own_requests(kind: str) -> Iterator[Request]:
    """Of a page that the site's own code answers: nobody knows what it should say, only what it must not."""
    path = kind.removeprefix(OWN)
    if "<" not in path:
        yield Request(kind, path)
        yield Request(kind, path, session="-", expects="nobody")


def search_requests(asker: Asker, kind: str = "search") -> Iterator[Request]:
    """Words of cells of every record type; those that may not be seen must find what nonsense finds."""
    yield Request(kind, "/search")
    yield Request(kind, "/search", query=(("q", "e"),))
    yield Request(kind, "/search", query=(("q", NONSENSE),))
    yield Request(kind, "/search", query=(("record", "account"), ("q", "e")), expects="refused")
    for record in asker.world.app.records.values():
        for name, field in asker.fields(record).items():
            if field.kind not in TEXTS:
                continue
            cells = list(asker.cells(record, name))
            for _key, cell, visible in (*cells[:1], *cells[-1:]):
                word = word_in(str(cell))
                if word:
                    guess = None if visible else Guess(word, nonsense_like(word))
                    yield Request(kind, "/search", query=(("q", word),), record=record.key, field=name, guess=guess)


def entry_requests(asker: Asker, kind: str) -> Iterator[Request]:
    """Signing in and out, and links that were mailed."""
    if kind == "login":
        yield Request(kind, "/login")
        yield Request(kind, "/login", session="-")
        yield from _nexts(asker, kind)
    elif kind == "logout":
        yield Request(kind, "/logout")
    elif kind == "link by mail":
        for page in ("welcome", "reset", "claim"):
            yield Request(kind, f"/{page}/{TOKEN}")
            yield Request(kind, f"/{page}/{TOKEN}", session="-")
        yield Request(kind, "/forgot", session="-")
        yield Request(kind, f"/my-notices/off/385624202129426907/nothing/{TOKEN}", session="-")
    elif kind == "view as":
        yield Request(kind, "/view-as")
        yield Request(kind, "/view-as", query=(("portal", asker.person.portal), ("email", asker.person.email)))
        yield Request(kind, f"/view-as/{TOKEN}")
        yield Request(kind, "/view-as/end", "POST", body=Filled("/logout"))
    elif kind == "change":
        yield Request(kind, "/change")
        yield Request(kind, "/change/apply", query=(("plan", TOKEN),))
        yield Request(kind, "/change/back")
        yield Request(kind, "/change/jobs")
        yield Request(kind, "/change/mails/385624202129426907")
        yield Request(kind, "/change/preview")
        yield Request(kind, "/change/preview/before/")
        yield Request(kind, "/change/preview/after/search")
    elif kind == "notices":
        yield Request(kind, "/my-notices")
        yield Request(kind, "/my-notices/choices")
    elif kind == "api login":
        body = as_json({"email": asker.person.email, "password": "not the password"})
        yield Request(kind, f"{API}/login", "POST", body=body, session="-", expects="refused")
        yield Request(kind, f"{API}/login", expects="refused")
    elif kind == "api logout":
        yield Request(kind, f"{API}/logout", "POST", body="{}", session="-", expects="refused")
    elif kind == "api description":
        yield Request(kind, f"{API}/openapi.json")
        yield Request(kind, f"{API}/openapi.json", query=(("role", "admin"),))


def _nexts(asker: Asker, kind: str) -> Iterator[Request]:
    root = asker.portal.address
    for goal in ("//elsewhere.example/", "https://elsewhere.example/", f"{root}/search?q=e", "\\\\elsewhere.example"):
        yield Request(kind, "/login", query=(("next", goal),), session="-", expects="stays here")
        yield Request(kind, "/login", query=(("next", goal),), expects="stays here")


def asset_requests(_asker: Asker, kind: str = "asset") -> Iterator[Request]:
    for name in ("portal.css", "portal.js", "icon.svg", "..%2f..%2fportal.db", "nothing"):
        yield Request(kind, f"/static/x/{name}")
    yield Request(kind, "/static/x/portal.css", session="-")


def foreign_requests(asker: Asker, kind: str = "foreign session") -> Iterator[Request]:
    """What there is, asked for with the session of another portal and with none."""
    records = [record for record in asker.world.app.records.values() if asker.access(record)]
    paths = ["/", "/search?q=e", *(f"/{record.address}/" for record in records)]
    paths += [f"/{record.address}/{each}" for record in records for each in islice(asker.visible(record.key), 1)]
    paths += [f"{API}/{record.address}/" for record in records if getattr(asker.portal, "api", False)]
    for session in ("-", *(key for key in asker.world.app.portals if key != asker.person.portal)):
        for path in paths:
            yield Request(kind, path, session=session, expects="nobody")
