"""What all pages of one portal share, found as `current_app.extensions["portal"]`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flask import Flask, Request, current_app, g, request
from flask.ctx import _AppCtxGlobals

from runtime.declarations.site import Portal, Site
from runtime.engine import Engines
from runtime.files import FileStore
from runtime.scope.scopes import Scopes
from runtime.security.limits import Limiter
from runtime.security.sessions import Sessions
from runtime.service.service import Service
from runtime.settings import Settings
from runtime.touches.log import Log
from runtime.web.background import Background

ROOTS = 16
"""Paths that a portal is reached at, by one proxy and another: what is made for each is kept for as many."""


@dataclass(frozen=True, slots=True)
class PortalContext:
    """Made once at start; `files` keeps what is uploaded, `background` does what nobody waits for."""

    site: Site
    portal: Portal
    settings: Settings
    engines: Engines
    scopes: Scopes
    service: Service
    files: FileStore
    sessions: Sessions
    limiter: Limiter
    touches: Log
    background: Background


asked: Callable[[], Request] = request._get_current_object  # type: ignore[attr-defined] # Flask names it as the way
"""The request that is answered: `flask.request` looks for it anew with each thing that it is asked."""
kept_here: Callable[[], _AppCtxGlobals] = g._get_current_object
"""What is kept for this request, `flask.g`, in the same way."""
app_here: Callable[[], Flask] = current_app._get_current_object  # type: ignore[attr-defined]
"""The app that answers this request, in the same way."""


def portal_context() -> PortalContext:
    """The context of the portal that answers this request."""
    found: PortalContext = app_here().extensions["portal"]
    return found
