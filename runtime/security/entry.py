"""The pages by which people enter and leave a portal: sign in, sign out."""

from __future__ import annotations

import logging
from typing import Any

from flask import current_app, flash, g, redirect, render_template, request, session
from flask.typing import ResponseReturnValue
from flask_appbuilder import BaseView, expose
from flask_login import current_user, login_user, logout_user

from runtime.security.addresses import safe_next
from runtime.security.guard import posted_before
from runtime.security.limits import Counter, login_counters
from runtime.security.manager import PortalSecurity
from runtime.security.names import normal
from runtime.security.questions import Question, form_page, refuse_others
from runtime.security.view_as import OWN
from runtime.web import errors
from runtime.web.portal import portal_context

log = logging.getLogger(__name__)

WRONG = "The email address or the password is not right"
PASSWORD_CHANGED = "Your password is set. Sign in with it."  # noqa: S105 - words for people


class LoginView(BaseView):
    """Signs in by email address and password."""

    route_base = ""
    default_view = "login"
    open_routes = frozenset({"login"})

    @expose("/login", methods=["GET", "POST"])
    def login(self) -> ResponseReturnValue:
        goal = safe_next(request.script_root, request.args.get("next"))
        if request.method != "POST":
            return redirect(goal, 303) if current_user.is_authenticated else _login_page(_typed_before())
        refuse_others("email", "password")
        email, password = request.form.get("email", ""), request.form.get("password", "")
        missing = _missing(email, password)
        if missing:
            return _login_page(email, missing)
        token = sign_in(normal(email), password)
        if token is None:
            return _login_page(email, {"email": WRONG})
        _replace_session(token)
        return redirect(goal, 303)


class LogoutView(BaseView):
    """Signs out, after asking: a link must not be able to."""

    route_base = ""
    default_view = "logout"

    @expose("/logout", methods=["GET", "POST"])
    def logout(self) -> ResponseReturnValue:
        if request.method != "POST":
            return render_template("security/logout.html", person=g.principal.name)
        refuse_others()
        portal_context().sessions.end(current_user.get_id())
        log.info("account %s signed out of %s", g.principal.account_id, g.principal.portal)
        logout_user()
        session.clear()
        return redirect(f"{request.script_root}/login", 303)


def _typed_before() -> str:
    draft = posted_before()
    return draft.get("email", "") if draft else ""


def _missing(email: str, password: str) -> dict[str, str]:
    wanted = {"email": (email.strip(), "Enter your email address"), "password": (password, "Enter your password")}
    return {name: words for name, (value, words) in wanted.items() if not value}


def _login_page(email: str, problems: dict[str, str] | None = None) -> ResponseReturnValue:
    questions = [
        Question("email", "Email address", "email", "username", value=email),
        Question("password", "Password", "password", "current-password"),
    ]
    portal = portal_context().portal
    more = [(f"{request.script_root}/forgot", "I forgot my password")]
    return form_page(f"Sign in to {portal.label}", questions, "Sign in", problems=problems, more=more, title="Sign in")


def sign_in(email: str, password: str) -> str | None:
    """The token of a new session; None where the password is not right.

    Raises TooManyRequests before the password is looked at when too many were wrong.
    """
    portal = portal_context()
    address = request.remote_addr or ""
    counters = _counters(address, portal.portal.key, email)
    wait = portal.limiter.take(counters)
    if wait is not None:
        log.warning("sign-in to %s from %s refused: too many tries", portal.portal.key, address)
        raise errors.too_many(wait.total_seconds())
    token = _authenticate(email, password)
    if token is None:
        log.warning("sign-in to %s from %s failed", portal.portal.key, address)
        return None
    portal.limiter.give_back(counters)
    portal.limiter.remember(address, portal.portal.key, email)
    return token


def _counters(address: str, portal: str, email: str) -> list[Counter]:
    """From an address where this person has signed in before, wrong tries from elsewhere do not count."""
    counters = login_counters(address, portal, email)
    return counters[:-1] if portal_context().limiter.knows(address, portal, email) else counters


def _authenticate(email: str, password: str) -> str | None:
    security: PortalSecurity = current_app.appbuilder.sm  # type: ignore[attr-defined]
    user: Any = security.auth_user_db(email, password)
    token = portal_context().sessions.begin(user.id, user.password) if user is not None else None
    return token.text if token else None


def _replace_session(token: str) -> None:
    """Nothing of the cookie from before signing in goes on to be valid, nor a session that it held or set aside."""
    sessions = portal_context().sessions
    for earlier in filter(None, (session.get("_user_id"), session.get(OWN))):
        sessions.end(earlier)
    session.clear()
    member = sessions.find(token)
    if member is not None:
        login_user(member)
        principal = member.principal
        session["account"] = principal.account_id
        log.info("account %s signed in to %s from %s", principal.account_id, principal.portal, request.remote_addr)


def say_password_is_set() -> None:
    flash(PASSWORD_CHANGED)
