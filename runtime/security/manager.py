"""Flask-AppBuilder's security for one portal: it knows this portal's people only, in the login form, in sessions and in
tokens. Its own pages, its permission sync and its way through a login are not used.
"""

from __future__ import annotations

from typing import Any

from flask import Response, current_app, g, session
from flask_appbuilder.security.sqla.manager import SecurityManager
from flask_appbuilder.security.sqla.models import User
from flask_login import LoginManager
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session
from werkzeug.security import check_password_hash

from runtime.security import bearer
from runtime.security.names import user_name
from runtime.security.permissions import Grants
from runtime.security.present import member
from runtime.security.sessions import Member, Sessions
from runtime.web.api import answers
from runtime.web.portal import kept_here


class Logins(LoginManager):
    """Flask-Login without its cookie to remember people by, which knows no end of a session."""

    def _update_remember_cookie(self, response: Response) -> Response:
        return response

    def _update_request_context_with_user(self, user: Member | None = None) -> None:
        """For `runtime.security.present`, too."""
        kept_here().member = user
        super()._update_request_context_with_user(user)

    def _load_user(self) -> None:
        """For the interface, a token that is given counts alone: no cookie stands in for one that is not good.

        Flask-Login's own goes through the ways of coming in that are not used.
        """
        if answers.is_asked() and bearer.is_given():
            found = bearer.member()
        else:
            token = session.get("_user_id")
            found = None if token is None else self._user_callback(token)
        self._update_request_context_with_user(found)


class PortalSecurity(SecurityManager):
    """Its portal, sessions and the rest are given by `runtime.security.appbuilder` before it is used."""

    portal: str
    sessions: Sessions
    grants: Grants
    users: Engine

    def register_views(self) -> None:
        """None of Flask-AppBuilder's; the portal's are registered in `runtime.site`."""

    def create_login_manager(self, app: Any) -> LoginManager:
        logins = Logins(app)
        logins.user_loader(self.load_user)
        return logins

    def find_user(self, username: str | None = None, email: str | None = None) -> User | None:
        """A user of this portal; one of another portal is not there."""
        known = User.email == email if username is None else User.username == username
        with Session(self.users, expire_on_commit=False) as reading:
            user = reading.scalar(select(User).where(known))
        return user if user is not None and user.username.startswith(f"{self.portal}:") else None

    def auth_user_db(self, username: str, password: str) -> User | None:
        """The user with this address and password. The same work whether there is one or not.

        Flask-AppBuilder's own writes for the users that it knows and not for others, which can be told by time.
        """
        user = self.find_user(username=user_name(self.portal, username))
        active = user is not None and user.is_active
        stored = user.password if user is not None and active else None
        right = check_password_hash(stored or current_app.config["AUTH_DB_FAKE_PASSWORD_HASH_CHECK"], password)
        return user if right and stored else None

    def load_user(self, pk: str) -> Member | None:
        """`pk` is what the cookie holds: the token of a session of this portal."""
        return self.sessions.find(pk)

    def load_user_jwt(self, _jwt_header: dict[str, Any], jwt_data: dict[str, Any]) -> Member | None:
        """The token's `jti` is that of a session here, its audience this portal, its subject the session's user."""
        audience = jwt_data.get("aud")
        if self.portal not in (audience if isinstance(audience, list) else [audience]):
            return None
        found = self.load_user(str(jwt_data.get("jti", "")))
        if found is None or found.viewer is not None or str(found.id) != str(jwt_data.get("sub")):
            return None
        g.user = found
        return found

    def has_access(self, permission_name: str, view_name: str) -> bool:
        found = member()
        return found is not None and self._has_view_access(found, permission_name, view_name)

    def is_item_public(self, permission_name: str, view_name: str) -> bool:
        """No page is open by a permission of a "public" role."""
        return False

    def _has_view_access(self, user: Member, permission_name: str, view_name: str) -> bool:
        return (permission_name, view_name) in self.grants.of(user.role_name, user.grants)
