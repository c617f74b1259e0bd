"""Who can see a record, and why: asked by staff about one person at a time, on a page of its own. Shows no values."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Response, abort, current_app, g, make_response, render_template, request
from flask.typing import ResponseReturnValue
from flask_appbuilder import BaseView, expose

from runtime.declarations.access import RecordType
from runtime.declarations.site import Portal
from runtime.explaining import NO_FIELDS, AccessWords, Explanation, Verdict, explain, speaks_of_you
from runtime.scope import BadQuery, Row
from runtime.scope.policy import field_of
from runtime.security.accounts import AccountError
from runtime.security.known import find_known
from runtime.security.overseeing import may_explain
from runtime.security.questions import Question
from runtime.security.whom import missing_of, whom_questions
from runtime.web.context import Context, current
from runtime.web.lists import Link
from runtime.web.parameters import only
from runtime.web.portal import portal_context
from runtime.words import sentence, with_article


class AccessView(BaseView):
    """Open to the roles that the portal's `explain` names, for records that they see themselves."""

    route_base = ""

    @expose("/<address>/<id:record_id>/access")
    def access(self, address: str, record_id: int) -> ResponseReturnValue:
        ctx = current()
        record = ctx.readable_at(address)
        with ctx.sights.only(ctx.reader.titled(record.key)):
            row = ctx.reader.record(record.key, record_id)
        if row is None or not may_explain(ctx.portal):
            abort(404)
        only("portal", "email")
        return _answer(ctx, record, row)


@dataclass(frozen=True, slots=True)
class Answer:
    """A verdict as the page shows it."""

    word: str
    words: str
    places: str


@dataclass(frozen=True, slots=True)
class Line:
    label: str
    see: Answer
    edit: Answer


@dataclass(frozen=True, slots=True)
class Found:
    """What the page says of one person; `no_lines` says why there are none."""

    heading: str
    role: str
    you: str
    whole: tuple[tuple[str, Answer], ...]
    lines: tuple[Line, ...]
    no_lines: str


@dataclass(frozen=True, slots=True)
class AccessPage:
    crumb: Link
    questions: tuple[Question, ...]
    problems: dict[str, str]
    found: Found | None


def _answer(ctx: Context, record: RecordType, row: Row) -> Response:
    email = request.args.get("email", "").strip()
    portal = _portal(ctx, request.args.get("portal", ""))
    problems = missing_of(portal, email) if request.args else {}
    found = None
    if portal is not None and email and not problems:
        try:
            found = _find(ctx, record, row, portal, email)
        except AccountError as error:
            problems = {"email": error.words}
    crumb = Link(row.title, ctx.to.detail(record, row.id))
    page = AccessPage(crumb, tuple(whom_questions(ctx.site, request.args, problems)), problems, found)
    return make_response(render_template("access.html", page=page), 422 if problems else 200)


def _portal(ctx: Context, key: str) -> Portal | None:
    if key and key not in ctx.site.portals:
        raise BadQuery(f"There is no portal called “{key}”.")
    return ctx.site.portals.get(key)


def _find(ctx: Context, record: RecordType, row: Row, portal: Portal, email: str) -> Found:
    """Raises AccountError."""
    context = portal_context()
    with context.engines.read.connect() as connection:
        who = find_known(connection, ctx.site, portal, email)
    reason = f"{record.key}/{row.id}"
    system = context.scopes.system("explain", reason, account_id=g.principal.account_id)
    words: AccessWords = current_app.extensions["access_words"]
    found = explain(system, ctx.site, words, who=who, key=record.key, record_id=row.id)
    return _told(found) if found is not None else abort(404)


def _told(found: Explanation) -> Found:
    who, role = found.who, _role_of(found)
    return Found(
        heading=f"{who.name} in {found.portal.label}",
        role=f"Role: {role}" if role else "",
        you=f"“You” and “your” stand for {who.name}." if speaks_of_you(found) else "",
        whole=(
            ("This record", _told_verdict(found.rows)),
            ("Delete it", _told_verdict(found.delete)),
            (f"Create {with_article(found.record.label)}", _told_verdict(found.create)),
            *((f"Move: {each.label}", _told_verdict(each.open)) for each in found.moves),
        ),
        lines=_lines(found) if found.rows.allowed else (),
        no_lines="" if found.rows.allowed else NO_FIELDS,
    )


def _lines(found: Explanation) -> tuple[Line, ...]:
    return tuple(Line(each.label, _told_verdict(each.see), _told_verdict(each.edit)) for each in found.fields)


def _role_of(found: Explanation) -> str:
    portal = found.portal
    if portal.role is None or not found.who.role:
        return ""
    people = portal_context().site.records[portal.who]
    return field_of(people, portal.role).choices.get(found.who.role, found.who.role)


def _told_verdict(verdict: Verdict) -> Answer:
    return Answer("Yes" if verdict.allowed else "No", sentence(verdict.words), ", ".join(verdict.at))
