"""The pages of a preview: whose eyes to look through, how its making goes on, and what is seen before and after.

What is seen comes from processes of their own (`runtime.changing.showing`); it is handed on to the one who asked for
the preview, and to nobody else.
"""

from __future__ import annotations

import time
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from urllib.parse import quote

from flask import Response, abort, g, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue

from runtime.changing.noting import note, refreshing, spoken
from runtime.changing.page import Progress, Result, progress_of, result_of
from runtime.changing.previewing import LIFE, OPEN, ROOT, TOKEN, end_preview
from runtime.changing.rooms import BusyError
from runtime.changing.starting import start
from runtime.changing.workplace import Workplace
from runtime.security.accounts import AccountError
from runtime.security.known import find_known
from runtime.security.questions import Question, refuse_others
from runtime.security.whom import missing_of, whom_questions
from runtime.web.portal import portal_context

HANDED_ON = ("Content-Type", "Content-Disposition", "Content-Security-Policy", "Cache-Control", "Location")
LARGEST = 50_000_000
SECONDS = 20


@dataclass(frozen=True, slots=True)
class PreviewPage:
    """`open`: whose eyes, where they can be looked through now. `minutes` that are left."""

    questions: tuple[Question, ...]
    problems: dict[str, str]
    progress: Progress | None
    result: Result | None
    open: str
    minutes: int
    life: int


def choose(place: Workplace) -> ResponseReturnValue:
    if request.method != "POST":
        response = make_response(render_template("change/preview.html", page=_page(place, {})))
        return refreshing(response) if _is_coming(place) else response
    refuse_others("portal", "email")
    context, email = portal_context(), request.form.get("email", "").strip()
    portal = context.site.portals.get(request.form.get("portal", ""))
    problems = missing_of(portal, email)
    if portal is not None and not problems:
        try:
            with context.engines.read.connect() as connection:
                find_known(connection, context.site, portal, email)
        except AccountError as error:
            problems = {"email": error.words}
    if portal is None or problems:
        return make_response(render_template("change/preview.html", page=_page(place, problems)), 422)
    note(f"previews the site before and after the change, from {context.portal.key}", portal.key, email)
    principal, about = g.principal, {"portal": portal.key, "email": email}
    with suppress(BusyError):  # then the page says what is under way
        start(place, place.preview, "preview", who=principal.email, account_id=principal.account_id or 0, about=about)
    return redirect(f"{request.script_root}/change/preview", 303)


def end(place: Workplace) -> ResponseReturnValue:
    if _open(place) is None:
        abort(404)
    end_preview(place.preview)
    return redirect(f"{request.script_root}/change", 303)


def page(place: Workplace, side: str, path: str) -> ResponseReturnValue:
    """A page of the person who is looked on as, before or after the change."""
    found = _open(place)
    root = f"{request.script_root}/change/preview/{side}"
    if found is None:
        return redirect(f"{request.script_root}/change/preview", 303)
    if path == "view-as/end":  # the link of the banner
        return redirect(f"{request.script_root}/change/preview", 303)
    query = request.query_string.decode("ascii", errors="replace")
    address = f"/{quote(path, safe='/')}{'?' if query else ''}{query}"
    try:
        return _handed_on(found.ports[side], address, {TOKEN: found.token, ROOT: root, "Host": request.host})
    except (OSError, HTTPException):
        abort(502)


def _handed_on(port: int, address: str, headers: dict[str, str]) -> Response:
    connection = HTTPConnection("127.0.0.1", port, timeout=SECONDS)
    try:
        connection.request(request.method, address, headers=headers)
        answer = connection.getresponse()
        response = Response(answer.read(LARGEST), answer.status)
        del response.headers["Content-Type"]
        for name in HANDED_ON:
            if (value := answer.headers.get(name)) is not None:
                response.headers[name] = value
        return response
    finally:
        connection.close()


@dataclass(frozen=True, slots=True)
class _Open:
    token: str
    ports: dict[str, int]
    until: float


def _open(place: Workplace) -> _Open | None:
    """The preview that is served now, of the person who asks."""
    room, job = place.preview, place.preview.job
    found = room.read(OPEN)
    if found is None or job is None or found["job"] != job.id or job.account_id != g.principal.account_id:
        return None
    return _Open(found["token"], found["ports"], found["until"]) if room.is_busy else None


def _is_coming(place: Workplace) -> bool:
    return place.preview.is_busy and place.preview.read(OPEN) is None


def _page(place: Workplace, problems: dict[str, str]) -> PreviewPage:
    room, job, found = place.preview, place.preview.job, _open(place)
    is_busy = room.is_busy
    site = portal_context().site
    whose = f"{job.email} in {site.portals[job.portal].label}" if found and job and job.portal in site.portals else ""
    return PreviewPage(
        questions=tuple(whom_questions(site, request.form, problems)),
        problems=problems,
        progress=progress_of(room, spoken()) if is_busy and not found else None,
        result=result_of(room) if not is_busy else None,
        open=whose,
        minutes=max(round((found.until - time.time()) / 60), 1) if found else 0,
        life=LIFE // 60,
    )
