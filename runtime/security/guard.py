"""The gate of a portal: every address needs somebody who is logged in, but for those that its view declares open.

Kept by construction: the gate stands before all addresses, and `check_routes` refuses to start with one that belongs to
no view of the portal.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from flask import Flask, Request, abort, current_app, g, redirect, request, session
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import HTTPException, SecurityError

from runtime.security import bearer
from runtime.security.addresses import login_address
from runtime.security.drafts import load_draft, save_draft
from runtime.security.limits import link_counters
from runtime.security.overseeing import is_view
from runtime.security.present import member
from runtime.security.view_as import OWN, ViewAsView, come_back
from runtime.settings import StartError
from runtime.web import csrf, errors
from runtime.web.api import answers
from runtime.web.portal import app_here, asked, kept_here, portal_context
from runtime.web.reading import LARGEST_FORM, URLENCODED, read_query

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
END_OF_VIEW = f"{ViewAsView.__name__}.end"
ANONYMOUS_BODY = 1024 * 1024
"""What somebody may send who has not even opened a page here before."""


def install(app: Flask) -> None:
    csrf.install(app)
    app.before_request(_enter)
    app.register_error_handler(CSRFError, _show_form_again)


def check_routes(app: Flask, views: list[Any]) -> None:
    """Note which endpoints are open, and which have in their address all that they ask for. Raises StartError for an
    address that none of `views` declares."""
    declared = {f"{view.endpoint}.{name}": view for view in views for name in dir(view)}
    open_endpoints = set()
    for rule in app.url_map.iter_rules():
        view = declared.get(rule.endpoint)
        if view is None:
            raise StartError(f"The address {rule.rule} belongs to no view of the portal, so nobody guards it.")
        if rule.endpoint.partition(".")[2] in getattr(view, "open_routes", ()):
            open_endpoints.add(rule.endpoint)
        if rule.endpoint.partition(".")[2] in getattr(view, "signed_routes", ()):
            app.extensions["csrf"].exempt(app.view_functions[rule.endpoint])
    app.extensions["open_endpoints"] = frozenset(open_endpoints)


def posted_before() -> MultiDict[str, str] | None:
    """What was typed into this form before its session or token ended, if the address says so."""
    token = request.args.get("_draft")
    if not token:
        return None
    account_id = g.principal.account_id if g.principal else None
    return load_draft(portal_context().engines, token, _here(), account_id)


def _enter() -> ResponseReturnValue | None:
    kept, here = kept_here(), asked()
    kept.principal = None
    if isinstance(here.routing_exception, SecurityError):
        raise here.routing_exception  # another host's name
    if here.query_string:
        here.args = read_query(here.query_string)
    is_open = here.endpoint in app_here().extensions["open_endpoints"]
    if answers.is_asked():
        _enter_interface(is_open=is_open)
        return None
    _check_length(here, known=here.method in csrf.UNSAFE and "csrf_token" in session)
    if not is_open:
        _recognise()
    if here.method not in SAFE:
        _refuse_changes()
    if here.method in csrf.UNSAFE:
        _check_parts()
        csrf.check()
    return None if is_open or kept.principal else _to_login()


def _enter_interface(*, is_open: bool) -> None:
    """Who asks here by a token needs nothing else; who comes by the cookie of a session sends its other token too."""
    if not is_open:
        _recognise()
    kept, here = kept_here(), asked()
    _check_length(here, known=kept.principal is not None)
    if here.method not in SAFE:
        _refuse_changes()
    if is_open:
        return
    if kept.principal is None:
        abort(401)
    if here.method in csrf.UNSAFE and not bearer.is_given():
        csrf.check_header()


def _check_length(here: Request, *, known: bool) -> None:
    """Before anything of the body is read."""
    if "CONTENT_LENGTH" not in here.environ and "HTTP_TRANSFER_ENCODING" not in here.environ:
        return  # it has none
    if here.method in csrf.UNSAFE and not known:
        here.max_content_length = ANONYMOUS_BODY
    elif here.mimetype == URLENCODED:
        here.max_content_length = LARGEST_FORM
    limit = here.max_content_length
    if limit is not None and (here.content_length or _streamed_length()) > limit:
        abort(413)


def _streamed_length() -> int:
    """Of a form whose length is not stated. Reading it stops at the limit without a word, so as long is too long."""
    is_streamed = request.content_length is None and request.mimetype == URLENCODED
    return len(request.get_data()) + 1 if is_streamed else 0


def _check_parts() -> None:
    """Every part of a form has a name; a browser sends no others."""
    if None in request.form or None in request.files:
        abort(400)


def _recognise() -> None:
    found = member()
    if found is None and OWN in session and not bearer.is_given():
        come_back()
        found = member()
    if found is not None:
        kept_here().principal = found.principal
        portal_context().sessions.touch(found)


def _refuse_changes() -> None:
    """Who looks on as somebody else changes nothing; they may end it. Here, so that it holds for every address."""
    if request.endpoint != END_OF_VIEW and is_view():
        raise errors.ReadOnly


def _to_login() -> ResponseReturnValue:
    """To the login, and from there back here; what was posted comes along."""
    query = _with_draft() if request.method in csrf.UNSAFE else request.args
    return redirect(login_address(request.script_root, _form_path(), query), 303)


def _show_form_again(error: HTTPException) -> ResponseReturnValue:
    """The token is ours but of another session: the person logs in if need be and finds the form as it was."""
    if not csrf.is_ours():
        return errors.page(400)
    if g.principal is None and request.endpoint not in current_app.extensions["open_endpoints"]:
        return _to_login()
    return redirect(f"{request.script_root}{_form_path()}?{urlencode(list(_with_draft().items(multi=True)))}", 303)


def _form_path() -> str:
    """Where the form is that was posted: forms are posted to their own addresses."""
    adapter = current_app.url_map.bind("")
    return request.path if request.method not in csrf.UNSAFE or adapter.test(request.path, "GET") else "/"


def _with_draft() -> MultiDict[str, str]:
    query = MultiDict(request.args)
    query.pop("_draft", None)
    token = _keep_posted()
    if token:
        query["_draft"] = token
    return query


def _keep_posted() -> str | None:
    if not request.form or not csrf.is_ours():
        return None
    portal = portal_context()
    owner = _owner()
    if owner is None and portal.limiter.take(link_counters(request.remote_addr or "")) is not None:
        return None
    return save_draft(portal.engines, _here(), request.form.items(multi=True), owner)


def _here() -> str:
    return f"{request.script_root}{request.path}"


def _owner() -> int | None:
    """Who is logged in, else whose session it was, as far as the cookie still tells."""
    account_id: int | None = g.principal.account_id if g.principal else session.get("account")
    return account_id
