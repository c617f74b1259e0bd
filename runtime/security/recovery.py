"""The pages behind one-time links: accept an invitation, ask for and choose a new password, claim a new site."""

from __future__ import annotations

from flask import make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_appbuilder import BaseView, expose
from sqlalchemy import select

from runtime import tables
from runtime.declarations.site import Portal
from runtime.records import fields_of
from runtime.security.accounts import AccountError, set_password
from runtime.security.claiming import Newcomer, claim_site
from runtime.security.entry import say_password_is_set
from runtime.security.guard import posted_before
from runtime.security.letters import send_reset
from runtime.security.limits import link_counters, reset_counters
from runtime.security.links import Link, Purpose, find_link, use_link
from runtime.security.names import normal
from runtime.security.passwords import SHORTEST, faults, hashed
from runtime.security.questions import Question, form_page, refuse_others
from runtime.web import errors
from runtime.web.portal import portal_context

NEW_PASSWORD = Question(
    "password",
    "New password",
    "password",
    "new-password",
    hint=f"At least {SHORTEST} characters. Four words that have nothing to do with each other make a good one.",
)


class WelcomeView(BaseView):
    """An invitation: the first password."""

    route_base = ""
    open_routes = frozenset({"welcome"})

    @expose("/welcome/<token>", methods=["GET", "POST"])
    def welcome(self, token: str) -> ResponseReturnValue:
        heading = f"Welcome to {portal_context().portal.label}"
        return _choose_password(token, Purpose.INVITE, heading, "Choose a password to sign in with.")


class ResetView(BaseView):
    """A forgotten password: the link is asked for, mailed and used."""

    route_base = ""
    open_routes = frozenset({"forgot", "reset"})

    @expose("/forgot", methods=["GET", "POST"])
    def forgot(self) -> ResponseReturnValue:
        if request.method != "POST":
            draft = posted_before()
            return _forgot_page(draft.get("email", "") if draft else "")
        refuse_others("email")
        email = request.form.get("email", "")
        if "@" not in email:
            return _forgot_page(email, "Enter your email address, such as name@example.com")
        _ask_for_reset(normal(email))
        return make_response(render_template("security/sent.html"))

    @expose("/reset/<token>", methods=["GET", "POST"])
    def reset(self, token: str) -> ResponseReturnValue:
        return _choose_password(token, Purpose.RESET, "Choose a new password", "It ends all your sessions here.")


class ClaimView(BaseView):
    """The first member of the staff of a new site, by the link that the console showed."""

    route_base = ""
    open_routes = frozenset({"claim"})

    @expose("/claim/<token>", methods=["GET", "POST"])
    def claim(self, token: str) -> ResponseReturnValue:
        link = _find(token, Purpose.CLAIM)
        if link is None:
            return _void_link()
        if request.method != "POST":
            return _claim_page({})
        refuse_others("name", "email", "role", "password")
        name, email, role = (request.form.get(each, "").strip() for each in ("name", "email", "role"))
        newcomer, password = Newcomer(name, email, role), request.form.get("password", "")
        problems = _claim_problems(newcomer, password) or _claim(link, newcomer, password)
        return _claim_page(problems) if problems else _done()


def _ask_for_reset(email: str) -> None:
    """What depends on whether there is such an account is done after the answer."""
    context = portal_context()
    wait = context.limiter.take(reset_counters(request.remote_addr or "", context.portal.key, email))
    if wait is not None:
        raise errors.too_many(wait.total_seconds())
    engines, site, settings, portal = context.engines, context.site, context.settings, context.portal
    context.background.do(lambda: send_reset(engines, site, settings, portal, email))


def _forgot_page(email: str, problem: str = "") -> ResponseReturnValue:
    return form_page(
        "Forgotten password",
        [Question("email", "Email address", "email", "username", value=email)],
        "Send the link",
        problems={"email": problem} if problem else None,
        lead="We send you a link to choose a new one.",
        more=[(f"{request.script_root}/login", "Back to signing in")],
    )


def _choose_password(token: str, purpose: Purpose, heading: str, lead: str) -> ResponseReturnValue:
    link = _find(token, purpose)
    if link is None or link.account_id is None:
        return _void_link()
    if request.method != "POST":
        return form_page(heading, [NEW_PASSWORD], "Save the password", lead=lead)
    refuse_others("password")
    password = request.form.get("password", "")
    found = faults(password, _email_of(link.account_id))
    if found:
        return form_page(heading, [NEW_PASSWORD], "Save the password", lead=lead, problems={"password": found[0]})
    return _done() if _save(link, link.account_id, password) else _void_link()


def _save(link: Link, account_id: int, password: str) -> bool:
    stored = hashed(password)  # before the transaction: it takes a while on purpose
    with portal_context().engines.write.begin() as connection:
        if not use_link(connection, link):
            return False
        set_password(connection, account_id, stored)
    return True


def _find(token: str, purpose: Purpose) -> Link | None:
    context = portal_context()
    with context.engines.read.connect() as connection:
        link = find_link(connection, context.portal.key, token, (purpose,))
    if link is None:
        wait = context.limiter.take(link_counters(request.remote_addr or ""))
        if wait is not None:
            raise errors.too_many(wait.total_seconds())
    return link


def _email_of(account_id: int) -> str:
    with portal_context().engines.read.connect() as connection:
        return connection.scalar(select(tables.account.c.email).where(tables.account.c.id == account_id)) or ""


def _void_link() -> ResponseReturnValue:
    return make_response(render_template("security/void.html"), 404)


def _done() -> ResponseReturnValue:
    say_password_is_set()
    return redirect(f"{request.script_root}/login", 303)


def _claim_problems(newcomer: Newcomer, password: str) -> dict[str, str]:
    roles = portal_context().portal.roles
    wrong = {
        "name": "" if newcomer.name else "Enter your name",
        "email": "" if "@" in newcomer.email else "Enter your email address, such as name@example.com",
        "role": "" if not roles or newcomer.role in roles else "Choose your role",
        "password": next(iter(faults(password, newcomer.email)), ""),
    }
    return {name: words for name, words in wrong.items() if words}


def _claim(link: Link, newcomer: Newcomer, password: str) -> dict[str, str]:
    context = portal_context()
    stored = hashed(password)
    try:
        with context.engines.write.begin() as connection:
            if not use_link(connection, link):
                return {"email": "This link was used meanwhile"}
            account_id = claim_site(connection, context.site, context.portal, newcomer)
            set_password(connection, account_id, stored)
    except AccountError as error:
        return {"email": error.words}
    return {}


def _claim_page(problems: dict[str, str]) -> ResponseReturnValue:
    portal = portal_context().portal
    asked = request.form.get
    role = Question("role", "Role", "radio", "", asked("role", ""), options=_role_labels(portal))
    questions = [
        Question("name", "Your name", "text", "name", asked("name", "")),
        Question("email", "Email address", "email", "username", asked("email", "")),
        *([role] if portal.roles else []),
        NEW_PASSWORD,
    ]
    lead = f"Nobody uses {portal.label} yet. You become the first."
    return form_page("Claim this site", questions, "Claim the site", problems=problems, lead=lead)


def _role_labels(portal: Portal) -> tuple[tuple[str, str], ...]:
    """The portal's roles with the labels of their field."""
    field = fields_of(portal_context().site.records[portal.who].model)[portal.role] if portal.role else None
    return tuple((role, field.choices.get(role, role) if field else role) for role in portal.roles)
