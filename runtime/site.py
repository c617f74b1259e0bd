"""The composition root: one Flask app per portal behind a dispatcher by path, all on one pair of engines.

The only module that loads generated code, and it does so by name.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from typing import Any, cast

from flask import Flask
from flask_appbuilder import Model
from sqlalchemy import inspect, make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError
from werkzeug.middleware.dispatcher import DispatcherMiddleware
from werkzeug.middleware.proxy_fix import ProxyFix

from runtime.changing.outbox import OutboxView
from runtime.changing.view import ChangeView
from runtime.declarations.site import Portal, Site
from runtime.engine import STATEMENT_SECONDS, Engines, open_engines, open_read_only
from runtime.explaining import AccessWords
from runtime.extending.registry import NONE, Extensions, check_pages, refuse_taken
from runtime.extending.replacing import with_replacements
from runtime.extending.templates import install as install_templates
from runtime.files import FileStore
from runtime.migrations.schema import is_servable
from runtime.notices.reminding import begin_looking
from runtime.records import Base
from runtime.scope.scopes import Scopes
from runtime.security import guard
from runtime.security.appbuilder import PortalAppBuilder, make_appbuilder
from runtime.security.cookies import Cookies
from runtime.security.entry import LoginView, LogoutView
from runtime.security.limits import Limiter
from runtime.security.recovery import ClaimView, ResetView, WelcomeView
from runtime.security.secret import derive, site_secret
from runtime.security.sessions import Sessions
from runtime.security.view_as import ViewAsView
from runtime.service.beginning import begin_clocks
from runtime.service.beginning_timers import ask_for_timers
from runtime.service.service import Service
from runtime.settings import Settings, StartError
from runtime.sweeping import sweep
from runtime.touches import TouchLog, Unlogged
from runtime.touches.log import Log
from runtime.web import compression, errors, headers, shell, start, views, witness
from runtime.web.addresses import IdConverter
from runtime.web.api import portal as api
from runtime.web.background import Background
from runtime.web.flask_app import PortalFlask
from runtime.web.headers import https_only
from runtime.web.notices import NoticesView
from runtime.web.portal import PortalContext
from runtime.web.reading import LARGEST_FORM, PortalRequest

BACKENDS = frozenset({"sqlite", "postgresql"})

Wsgi = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
SessionsOf = Callable[[Site, Portal, Engines, Settings], Sessions]

SECURITY_VIEWS = (
    *(LoginView, LogoutView, WelcomeView, ResetView, ClaimView, ViewAsView, ChangeView, OutboxView, NoticesView),
)


def load_site(folder: Path) -> Site:
    """The site whose code stands in `folder`/generated. Once per process: generated code is not loaded twice."""
    sys.path.insert(0, str(folder))
    site = cast("Site", importlib.import_module("generated.site").SITE)
    return replace(site, generation=folder.name)


def can_load(folder: Path) -> bool:
    """Whether `load_site` gives what stands there: no site is loaded yet, or this very one."""
    loaded = sys.modules.get("generated.site")
    return loaded is None or Path(str(loaded.__file__)).resolve() == (folder / "generated/site.py").resolve()


class Portals:
    """All portals of a site, for a WSGI server. What runs beside the answers begins with the first one, so that a
    process that has loaded the portals may be forked into several that answer: it has no thread and no connection.

    `mounts` are the portals' apps by where they are, `outside` is that of what is in none.
    """

    def __init__(self, answer: Wsgi, begin: Callable[[], None], mounts: Mapping[str, Flask], outside: Flask) -> None:
        self.mounts, self.outside = mounts, outside
        self._answer, self._begin = answer, begin
        self._beginning, self._has_begun = Lock(), False

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if not self._has_begun:
            self.begin()
        return self._answer(environ, start_response)

    def begin(self) -> None:
        """Once in a process."""
        with self._beginning:
            if not self._has_begun:
                self._begin()
                self._has_begun = True


def make_application(settings: Settings, site: Site, generated: Path, extensions: Extensions = NONE) -> Portals:
    """As `load_portals`, for the process that answers: what runs beside begins at once."""
    portals = load_portals(settings, site, generated, extensions)
    portals.begin()
    return portals


def load_portals(settings: Settings, site: Site, generated: Path, extensions: Extensions = NONE) -> Portals:
    """All portals of `site`. `generated` is the folder with their logos, documents and words. Raises StartError."""
    secret = site_secret(settings.secret_file)
    site = composed(site, extensions)
    engines = open_checked(settings)
    parts = _Parts(site, settings, engines, secret, extensions=extensions, touches=TouchLog(site, engines))
    portals = {portal.at: parts.portal_app(portal, generated) for portal in site.portals.values()}
    outside = start.make_app(site, settings, engines)
    application: Wsgi = DispatcherMiddleware(outside, cast("dict[str, Any]", portals))
    if settings.proxies:
        application = https_only(application, settings.base_url) if settings.secure else application
        application = ProxyFix(application, x_for=settings.proxies, x_proto=settings.proxies)
    engines.dispose()
    return Portals(application, parts.sweep, portals, outside)


def make_posed(
    settings: Settings, site: Site, generated: Path, sessions: SessionsOf, extensions: Extensions = NONE
) -> Mapping[str, Flask]:
    """The portals' apps by key, "" the site's own, with other sessions and on engines that change nothing: to see what
    the pages make of the database. Not to be served. Raises StartError.
    """
    site = composed(site, extensions)
    engines = _checked(_reached(open_read_only(_address(settings))))
    secret = site_secret(settings.secret_file)
    parts = _Parts(site, settings, engines, secret, extensions=extensions, touches=Unlogged())
    portals = {portal.key: parts.portal_app(portal, generated, sessions) for portal in site.portals.values()}
    return {"": start.make_app(site, settings, engines), **portals}


def composed(site: Site, extensions: Extensions) -> Site:
    """The site with what hand-written code says of it. Raises StartError where the two do not fit."""
    check_pages(extensions.pages, site)
    return with_replacements(site, extensions.replacements)


def open_checked(settings: Settings) -> Engines:
    """The engines of a database that can be reached and has all tables; StartError otherwise."""
    return _checked(open_database(settings))


def _checked(engines: Engines) -> Engines:
    if not is_servable(engines.made_by("operator").read, (Model.metadata, Base.metadata)):
        raise StartError("The database does not have the tables of this site as it is now; run: portal apply")
    return engines


def open_database(settings: Settings, seconds: int = STATEMENT_SECONDS) -> Engines:
    """The engines of a database that can be reached, whatever is in it; StartError otherwise."""
    return _reached(open_engines(_address(settings), seconds))


def _reached(engines: Engines) -> Engines:
    try:
        inspect(engines.made_by("operator").read).get_table_names()
    except SQLAlchemyError as error:
        cause = str(getattr(error, "orig", error)).strip().splitlines()[0]
        address = engines.read.url.render_as_string()
        raise StartError(f"The database {address} cannot be reached: {cause}") from None
    return engines


def _address(settings: Settings) -> str:
    try:
        backend = make_url(settings.database_url).get_backend_name()
    except ArgumentError:
        backend = "unknown"
    if backend not in BACKENDS:
        raise StartError("DATABASE_URL cannot be used: it must begin with sqlite:/// or postgresql://")
    return settings.database_url


class _Parts:
    """What all portals share, and how a portal's app is made of it."""

    def __init__(
        self, site: Site, settings: Settings, engines: Engines, secret: bytes, *, extensions: Extensions, touches: Log
    ) -> None:
        self._site, self._settings, self._engines, self._secret = site, settings, engines, secret
        self._extensions, self._touches = extensions, touches
        self._files = FileStore(settings.files_url)
        self._scopes = Scopes(site, engines)
        self._service = Service(site, engines, self._scopes, self._files, extensions.handlers_of(site))
        self._limiter = Limiter(engines, derive(secret, "limits"))
        self._background = Background()

    def sweep(self) -> None:
        """Once for each process that answers, beside the first requests."""
        self._background.do(lambda: sweep(self._engines, self._files, datetime.now(UTC)))
        self._background.do(lambda: begin_clocks(self._engines, self._site, datetime.now(UTC)))
        self._background.do(lambda: begin_looking(self._engines, self._site))
        self._background.do(lambda: ask_for_timers(self._engines, self._site))

    def portal_app(self, portal: Portal, generated: Path, sessions_of: SessionsOf = Sessions) -> Flask:
        app = PortalFlask(
            f"portal.{portal.key}", static_folder=None, template_folder=str(Path(__file__).parent / "web/templates")
        )
        app.request_class = PortalRequest
        app.url_map.converters["id"] = IdConverter
        app.config.update(portal_config(self._settings, portal, self._secret))
        app.session_interface = Cookies(app)
        sessions = sessions_of(self._site, portal, self._engines, self._settings)
        app.extensions["portal"] = self._context(portal, sessions)
        app.extensions["access_words"] = AccessWords(generated / "access.json")
        install_templates(app, self._extensions.templates)
        compression.install(app, secure=self._settings.secure)  # the first to be installed is the last to be asked
        headers.install(app, secure=self._settings.secure)
        errors.install(app)
        with app.app_context():
            appbuilder = make_appbuilder(app, portal.key, self._engines, sessions, portal.languages[0])
            guard.install(app)
            witness.install(app)
            pages = self._extensions.pages_of(portal)
            shell.install(app, self._site, portal, generated / "brand", pages)
            _register(appbuilder, self._extensions.record_view)
            if portal.api:
                api.register(appbuilder, generated / "api")
            refuse_taken(pages, app.url_map)
            for page in pages:
                appbuilder.add_view_no_menu(page)
        guard.check_routes(app, appbuilder.baseviews)
        return app

    def _context(self, portal: Portal, sessions: Sessions) -> PortalContext:
        return PortalContext(
            site=self._site,
            portal=portal,
            settings=self._settings,
            engines=self._engines.made_by("security"),
            scopes=self._scopes,
            service=self._service,
            files=self._files,
            sessions=sessions,
            limiter=self._limiter,
            touches=self._touches,
            background=self._background,
        )


def _register(appbuilder: PortalAppBuilder, record_view: type[views.RecordView]) -> None:
    for view in SECURITY_VIEWS:
        registered = appbuilder.add_view_no_menu(view)
        if view is LoginView:
            appbuilder.sm.auth_view = registered
    views.register(appbuilder, record_view)


def portal_config(settings: Settings, portal: Portal, secret: bytes) -> dict[str, Any]:
    """Keys of its own for each portal, so that nothing signed by one is taken by another."""
    return {
        "SECRET_KEY": derive(secret, f"{portal.key}:session"),
        "JWT_SECRET_KEY": derive(secret, f"{portal.key}:jwt"),
        "JWT_DECODE_AUDIENCE": portal.key,
        "JWT_ENCODE_AUDIENCE": portal.key,
        "SESSION_COOKIE_NAME": f"__Host-{portal.key}" if settings.secure else f"{portal.key}_session",
        "SESSION_COOKIE_SECURE": settings.secure,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_PATH": "/",
        "MAX_CONTENT_LENGTH": settings.body_limit,
        "MAX_FORM_MEMORY_SIZE": LARGEST_FORM,
        "TRUSTED_HOSTS": settings.hosts,
        "PREFERRED_URL_SCHEME": "https" if settings.secure else "http",
    }
