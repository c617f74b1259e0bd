"""The addresses of the page, below `/change` of a portal, for the roles that its `change` names. For others there are
none. What they start is written into the log of oversight first.
"""

from __future__ import annotations

from contextlib import suppress

from flask import Response, abort, g, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_appbuilder import BaseView, expose

from runtime.changing import seeing
from runtime.changing.history import History, read_history
from runtime.changing.noting import note, refreshing, spoken
from runtime.changing.page import change_page
from runtime.changing.rooms import BusyError, Deed
from runtime.changing.shown import Plan, read_look
from runtime.changing.starting import start
from runtime.changing.workplace import Workplace, workplace_of
from runtime.security.overseeing import may_change
from runtime.security.questions import refuse_others
from runtime.web.parameters import only
from runtime.web.portal import portal_context

STALE = "This is not the plan that was looked at last. See what the specs would change now, and apply that."


class ChangeView(BaseView):
    """`/change` and what is below it."""

    route_base = ""

    @expose("/change", methods=["GET", "POST"])
    def change(self) -> ResponseReturnValue:
        """The page; posted to, it looks at the specs anew."""
        _enter()
        if request.method == "POST":
            refuse_others()
            return _begin("look", "looks at what the specs would change")
        settings = portal_context().settings
        page = change_page(workplace_of(settings), _history(), spoken())
        response = make_response(render_template("change/page.html", page=page))
        return refreshing(response) if page.progress else response

    @expose("/change/apply", methods=["GET", "POST"])
    def apply(self) -> ResponseReturnValue:
        _enter("plan")
        refuse_others("plan")
        look_id = request.values.get("plan", "")
        plan = _plan(look_id)
        if plan is None:
            return _confirm("apply", plan=None, look=look_id, problem=STALE)
        if request.method != "POST":
            return _confirm("apply", plan=plan, look=look_id)
        return _begin("apply", f"applies the plan to generation {plan.generation}", look=look_id)

    @expose("/change/back", methods=["GET", "POST"])
    def back(self) -> ResponseReturnValue:
        _enter()
        refuse_others()
        history = _history()
        if history.before is None:
            abort(404)
        if request.method != "POST":
            return _confirm("back", plan=None, look="")
        return _begin("back", f"goes back from generation {history.served}")

    @expose("/change/preview", methods=["GET", "POST"])
    def preview(self) -> ResponseReturnValue:
        """Whose eyes to look through; posted to, it makes the preview."""
        _enter()
        return seeing.choose(_workplace())

    @expose("/change/preview/end", methods=["POST"])
    def preview_end(self) -> ResponseReturnValue:
        _enter()
        refuse_others()
        return seeing.end(_workplace())

    @expose("/change/preview/<any(before, after):side>/")
    @expose("/change/preview/<any(before, after):side>/<path:place>")
    def preview_page(self, side: str, place: str = "") -> ResponseReturnValue:
        if not may_change(portal_context().portal):
            abort(404)
        return seeing.page(_workplace(), side, place)


def _enter(*parameters: str) -> None:
    """404 for whoever may not change the site: there is no such page then."""
    if not may_change(portal_context().portal):
        abort(404)
    only(*parameters, "_draft")


def _workplace() -> Workplace:
    """404 where the server does not know it."""
    return workplace_of(portal_context().settings) or abort(404)


def _history() -> History:
    return read_history(portal_context().settings.var)


def _plan(look_id: str) -> Plan | None:
    """The plan of the last look, if it is this one and can be applied."""
    found = read_look(_workplace().site)
    plan = found.plan if found is not None and found.id == look_id else None
    return plan if plan is not None and plan.ready and not plan.nothing else None


def _confirm(deed: Deed, *, plan: Plan | None, look: str, problem: str = "") -> Response:
    page = render_template(f"change/{deed}.html", plan=plan, look=look, problem=problem, history=_history())
    return make_response(page, 409 if problem else 200)


def _begin(deed: Deed, reason: str, look: str = "") -> ResponseReturnValue:
    """Starts the job, and goes to the page, which tells how it goes on: of this one, or of one that was faster."""
    place, principal = _workplace(), g.principal
    if place.why_not() and deed != "look":
        abort(404)
    note(reason)
    about = {"look": look} if look else {}
    with suppress(BusyError):
        start(place, place.site, deed, who=principal.email, account_id=principal.account_id or 0, about=about)
    return redirect(f"{request.script_root}/change", 303)
