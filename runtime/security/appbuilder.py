"""Flask-AppBuilder reduced to what a portal uses: the registry of its views and the security manager.

No views, menu, templates, static files or permission sync of Flask-AppBuilder's own.
"""

from __future__ import annotations

from flask import Flask
from flask_appbuilder import AppBuilder
from flask_babel import get_babel
from sqlalchemy.orm import scoped_session, sessionmaker

from runtime.engine import Engines
from runtime.security.manager import PortalSecurity
from runtime.security.permissions import Grants
from runtime.security.sessions import Sessions

CONFIG = {
    "FAB_UPDATE_PERMS": False,
    "FAB_CREATE_DB": False,
    "FAB_SECURITY_SIGNALS_ENABLED": False,
    "AUTH_USERNAME_CI": False,  # addresses are kept in small letters
    "RATELIMIT_ENABLED": False,  # counts in each process for itself; see runtime.security.limits
}


class PortalAppBuilder(AppBuilder):
    """The AppBuilder of one portal."""

    def _add_global_static(self) -> None: ...

    def _add_global_filters(self) -> None: ...

    def _add_admin_views(self) -> None: ...

    def _add_addon_views(self) -> None: ...

    def _add_menu_permissions(self, update_perms: bool = False) -> None: ...  # noqa: FBT001, FBT002 - as the parent


def make_appbuilder(app: Flask, portal: str, engines: Engines, sessions: Sessions, language: str) -> PortalAppBuilder:
    """An AppBuilder on `app`, whose context must be active. Its session is closed: nothing here goes through it."""
    app.config.update(CONFIG)
    session = scoped_session(sessionmaker(engines.read, expire_on_commit=False))
    appbuilder = PortalAppBuilder(app, session, security_manager_class=PortalSecurity)
    security: PortalSecurity = appbuilder.sm
    security.portal = portal
    security.sessions = sessions
    security.grants = Grants(engines)
    security.users = engines.made_by("security").read
    get_babel(app).locale_selector = lambda: language  # Flask-AppBuilder's own writes a cookie on every page

    @app.teardown_appcontext
    def end_session(_error: BaseException | None) -> None:
        session.remove()

    return appbuilder
