"""The headers that protect every answer, errors included."""

from __future__ import annotations

from flask import Flask, Response

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

TRANSPORT = {"Strict-Transport-Security": "max-age=31536000; includeSubDomains"}


def install(app: Flask, *, secure: bool) -> None:
    """`secure`: people reach the site by https, and by nothing else from now on."""
    headers = HEADERS | (TRANSPORT if secure else {})

    @app.after_request
    def protect(response: Response) -> Response:
        for name, value in headers.items():
            response.headers.setdefault(name, value)
        return response
