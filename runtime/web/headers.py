"""The headers that protect every answer, errors included."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any
from urllib.parse import quote

from flask import Flask
from werkzeug.utils import redirect
from werkzeug.wsgi import get_path_info

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cache-Control": "no-store",
}
"""A view may say something stricter of its own (a file its own policy, a style sheet that it may be kept)."""

VARY = "portalwright.vary"
"""Where a request keeps them until its answer is done."""
TRANSPORT = {"Strict-Transport-Security": "max-age=31536000; includeSubDomains"}


Wsgi = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


def https_only(application: Wsgi, base_url: str) -> Wsgi:
    """Leads what came to the proxy by plain http to the same address by https, but for the questions after health."""

    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        path = get_path_info(environ)
        if environ["wsgi.url_scheme"] == "https" or path.startswith("/health/"):
            return application(environ, start_response)
        query = environ.get("QUERY_STRING")
        return redirect(f"{base_url}{quote(path)}{'?' if query else ''}{query or ''}", 308)(environ, start_response)

    return answer


def install(app: Flask, *, secure: bool) -> None:
    """`secure`: people reach the site by https, and by nothing else from now on."""
    app.wsgi_app = _protected(app.wsgi_app, HEADERS | (TRANSPORT if secure else {}))  # type: ignore[assignment, method-assign]


def _protected(application: Wsgi, headers: Mapping[str, str]) -> Wsgi:
    """Below Flask, where an answer is done: whatever made it, and with less work than through its objects."""
    named = [(name.lower(), (name, value)) for name, value in headers.items()]

    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        def start(status: str, given: list[tuple[str, str]], problem: Any = None) -> Any:
            varied: list[str] = environ.get(VARY, [])
            given = _varied(given, varied) if varied else given
            own = {name.lower() for name, _value in given}
            return start_response(status, [*given, *[pair for name, pair in named if name not in own]], problem)

        return application(environ, start)

    return answer


def vary(environ: dict[str, Any], *names: str) -> None:
    """Caches tell answers to this request apart by these headers of it, too."""
    environ.setdefault(VARY, []).extend(names)


def _varied(given: list[tuple[str, str]], names: list[str]) -> list[tuple[str, str]]:
    """With the header that says so; an answer may have begun it."""
    begun = [each for name, value in given if name.lower() == "vary" for each in value.split(", ")]
    others = [pair for pair in given if pair[0].lower() != "vary"] if begun else given
    return [*others, ("Vary", ", ".join(dict.fromkeys([*begun, *names])))]
