"""Flask as the portals use it: what it makes of a request and of an answer, each step no more than once.

Only through what Flask and Werkzeug have for it: classes that are replaced, methods that are overridden. Relies on two
things: the configuration has no SERVER_NAME, and no rule is matched by a host or subdomain, so that the name of a
request decides nothing but how addresses begin. Both are refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

from flask import Flask, Request, Response
from werkzeug.exceptions import BadHost
from werkzeug.routing import MapAdapter
from werkzeug.sansio.utils import get_host

from runtime.web.rendering import PlainGlobals

HOSTS = 256
"""Names by which a site is reached that a process keeps in mind."""
MENDED = frozenset({"location", "content-location"})
"""Headers whose values Werkzeug makes ASCII before they are sent."""
WHOLE = re.compile(r"(?!//)[A-Za-z0-9/_.~-]+")
"""An address in which there is nothing to do."""
USUAL = frozenset({200, 303})


class PortalResponse(Response):
    def get_wsgi_response(self, environ: dict[str, Any]) -> tuple[Iterable[bytes], str, list[tuple[str, str]]]:
        """The headers of most answers are complete: those are sent as they are, not copied and mended."""
        headers = self.headers.to_wsgi_list()
        named = {name.lower(): value for name, value in headers}
        whole = all(WHOLE.fullmatch(named[name]) for name in MENDED & named.keys())
        if self.status_code not in USUAL or "content-length" not in named or not whole:
            return super().get_wsgi_response(environ)
        return self.get_app_iter(environ), self.status, headers


class PortalFlask(Flask):
    """An app whose configuration does not change while it runs."""

    jinja_environment = PlainGlobals
    response_class = PortalResponse

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """Nothing of ours is a coroutine: Flask asks that of each function, a dozen times for a request."""
        return func

    def create_url_adapter(self, request: Request | None) -> MapAdapter | None:
        """What a name of the site comes to is found out once; what is refused is looked at each time. Raises
        SecurityError."""
        if request is None or "HTTP_HOST" not in request.environ or "HTTP_UPGRADE" in request.environ:
            return super().create_url_adapter(request)
        assert self.config["SERVER_NAME"] is None and not self.url_map.host_matching
        trusted: list[str] | None = self.config["TRUSTED_HOSTS"]
        if trusted is not None:
            request.trusted_hosts = trusted
        host, server = _reached(request.scheme, request.environ["HTTP_HOST"], None if trusted is None else (*trusted,))
        request.host = host
        query = request.query_string.decode("utf-8", "replace")
        return MapAdapter(
            self.url_map, server, request.root_path, "", request.scheme, request.path, request.method, query
        )


@lru_cache(maxsize=HOSTS)
def _reached(scheme: str, header: str, trusted: tuple[str, ...] | None) -> tuple[str, str]:
    """The host that a request names, and how addresses are built with it. Raises SecurityError or BadHost."""
    host = get_host(scheme, header, None, trusted)
    name, colon, port = host.lower().partition(":")
    try:
        return host, f"{name.encode('idna').decode('ascii')}{colon}{port}"
    except UnicodeError as error:
        raise BadHost from error
