"""The pages of views: staff choose whose eyes to look through, that person's portal opens, and it is ended there."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from flask import abort, g, make_response, redirect, render_template, request, session
from flask.typing import ResponseReturnValue
from flask_appbuilder import BaseView, expose
from flask_login import current_user, login_user

from runtime.declarations.site import Portal
from runtime.oversight import ViewLine
from runtime.scope import Principal
from runtime.security import viewing
from runtime.security.accounts import AccountError
from runtime.security.known import find_known, no_account
from runtime.security.limits import link_counters
from runtime.security.overseeing import is_view, may_view_as
from runtime.security.questions import refuse_others
from runtime.security.whom import missing_of, whom_questions
from runtime.web import errors, formats
from runtime.web.parameters import only
from runtime.web.portal import portal_context

log = logging.getLogger(__name__)

OWN = "own"
"""Where the cookie keeps the token of the person's own session in this portal while they look on as somebody else."""


class ViewAsView(BaseView):
    """In the staff's portal `/view-as`; in the portal that is looked at, the rest."""

    route_base = ""
    open_routes = frozenset({"begin"})

    @expose("/view-as", methods=["GET", "POST"])
    def choose(self) -> ResponseReturnValue:
        if not may_view_as(portal_context().portal):
            abort(404)
        only()
        if request.method != "POST":
            return _page({})
        refuse_others("portal", "email")
        portal = portal_context().site.portals.get(request.form.get("portal", ""))
        email = request.form.get("email", "").strip()
        problems = missing_of(portal, email)
        if portal is None or problems:
            return _page(problems)
        try:
            return redirect(_address(portal, f"view-as/{_offer(portal, email)}"), 303)
        except AccountError as error:
            return _page({"email": error.words})

    @expose("/view-as/<token>")
    def begin(self, token: str) -> ResponseReturnValue:
        context = portal_context()
        with context.engines.write.begin() as connection:
            view = viewing.begin_view(connection, context.portal, token)
        member = None if view is None else context.sessions.find(view.text)
        if view is None or member is None:
            return _void()
        own = _leave_earlier()
        session.clear()
        login_user(member)
        if own:
            session[OWN] = own
        log.info("session %s looks at %s as account %s", member.viewer, context.portal.key, member.principal.account_id)
        return redirect(f"{request.script_root}/", 303)

    @expose("/view-as/end", methods=["GET", "POST"])
    def end(self) -> ResponseReturnValue:
        if not is_view():
            abort(404)
        if request.method != "POST":
            return render_template("security/view_end.html", email=g.principal.email)
        refuse_others()
        staff = _end()
        come_back()
        home = portal_context().site.portals.get(staff.portal) if staff else None
        return redirect(_address(home, "view-as") if home else f"{request.script_root}/", 303)


def come_back() -> None:
    """From a view that is over to the person's own session in this portal, where it is still there."""
    own = session.get(OWN)
    session.clear()
    member = portal_context().sessions.find(own) if own else None
    if member is not None:
        login_user(member)
        session["account"] = member.principal.account_id


def _end() -> viewing.Staff | None:
    context = portal_context()
    with context.engines.write.begin() as connection:
        return viewing.end_view(connection, context.portal, current_user)


def _leave_earlier() -> str | None:
    """The token of the session that the browser has here of its own; a view that it has is ended."""
    earlier: str | None = session.get("_user_id")
    if not is_view():
        return session.get(OWN) or earlier
    _end()
    own: str | None = session.get(OWN)
    return own


def _offer(portal: Portal, email: str) -> str:
    """The token of a new link. Raises AccountError."""
    context = portal_context()
    with context.engines.write.begin() as connection:
        who: Principal = find_known(connection, context.site, portal, email)
        if not who.account_id:
            raise AccountError(no_account(portal, who))
        return viewing.offer_view(connection, portal, who, current_user).text


def _void() -> ResponseReturnValue:
    context = portal_context()
    wait = context.limiter.take(link_counters(request.remote_addr or ""))
    if wait is not None:
        raise errors.too_many(wait.total_seconds())
    return make_response(render_template("security/view_void.html"), 404)


def _address(portal: Portal, path: str) -> str:
    """Of another portal of this site, behind whatever this one is reached by."""
    front = request.script_root.removesuffix(portal_context().portal.at)
    return f"{front}{portal.at}/{path}"


def _page(problems: dict[str, str]) -> ResponseReturnValue:
    context = portal_context()
    questions = whom_questions(context.site, request.form, problems)
    with context.engines.read.connect() as connection:
        lines = [_line(each) for each in viewing.latest(connection)]
    page = render_template("security/view_as.html", questions=questions, problems=problems, lines=lines)
    return make_response(page, 422 if problems else 200)


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the table of the latest views, in words."""

    staff: str
    whom: str
    portal: str
    began: str
    ended: str


def _line(view: ViewLine) -> Line:
    context = portal_context()
    spoken = formats.formats(context.portal.languages[0], context.site.time_zone, context.site.currency)
    portal = context.site.portals.get(view.portal)
    ended = spoken.moment(view.ended) if view.ended else f"{spoken.moment(view.until)} at the latest"
    return Line(view.staff, view.email, portal.label if portal else view.portal, spoken.moment(view.at), ended)
