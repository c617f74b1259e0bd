"""The ways through a move: its page, made, refused, in conflict, not open now."""

from __future__ import annotations

from dataclasses import dataclass, replace

from flask import Response, abort, flash, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue

from runtime.declarations.access import RecordType
from runtime.declarations.workflow import Move
from runtime.scope import Row
from runtime.service import Conflict, NotNow, Refused, Saved
from runtime.web.conflicts import entered_in, versions_of
from runtime.web.context import Context
from runtime.web.forms import RecordForm
from runtime.web.forms_filling import move_form, offer_options
from runtime.web.forms_flow import NONE, Messages, answers, notice_of, refuse_parameters, revision_in, strays_in
from runtime.web.forms_page import Fault, FormPage, Version, deciding_in, faults_of
from runtime.web.lists import Link
from runtime.web.progress import Progress, progress_of
from runtime.web.uploads import keep, uploads_of
from runtime.words import inside

DONE = "done"
"""The category of the message of a move that was made, which the next page shows."""


@dataclass(frozen=True, slots=True)
class NotNowPage:
    title: str
    crumb: Link
    words: str
    progress: Progress
    entered: tuple[tuple[str, str], ...]


def show_move(ctx: Context, record: RecordType, row: Row, move: Move) -> ResponseReturnValue:
    if move.name not in row.may_move:
        return _not_now(ctx, record, row, move)
    posted = answers()
    form = move_form(ctx, record, row, move, posted)
    refused = strays_in(form, posted)
    form.forget_messages()
    keep(ctx, form)
    offer_options(ctx, form)
    page = _page(ctx, record, row, move, form, revision=revision_in(posted, row.revision), refused=refused)
    return _shown(replace(page, notice=notice_of(form, posted)), 422 if refused else 200)


def make_move(ctx: Context, record: RecordType, record_id: int, row: Row | None, move: Move) -> ResponseReturnValue:
    """`row` None: the person does not see the record, or no more, since they made this very move a moment ago."""
    if row is None or move.name not in row.may_move:
        return _make_again(ctx, record, record_id, row, move)
    posted = answers()
    form = move_form(ctx, record, row, move, posted)
    revision = revision_in(posted, 0)
    refused = strays_in(form, posted) if revision == row.revision else NONE  # else a conflict says more
    if form.check() and not refused:
        try:
            with uploads_of(ctx, form) as uploads:
                saved = ctx.service.move(
                    ctx.principal,
                    record.key,
                    row.id,
                    move.name,
                    form.answers(),
                    revision=revision,
                    uploads=uploads,
                    removed_files=form.removed_files(),
                )
            return _made(ctx, record, saved, move)
        except Refused as reason:
            refused = reason.errors
        except Conflict:
            return _conflict(ctx, record, row, move, form)
        except NotNow:
            return _not_now(ctx, record, ctx.reader.record(record.key, row.id) or abort(404), move)
    keep(ctx, form)
    offer_options(ctx, form)
    return _shown(_page(ctx, record, row, move, form, revision=revision, refused=refused), 422)


def _make_again(ctx: Context, record: RecordType, record_id: int, row: Row | None, move: Move) -> ResponseReturnValue:
    """The second half of a double click; whatever else it is, the service says so."""
    revision = revision_in(request.form, 0)
    try:
        saved = ctx.service.move(ctx.principal, record.key, record_id, move.name, {}, revision=revision)
    except NotNow:
        return _not_now(ctx, record, row or abort(404), move)
    except (Conflict, Refused):  # it has come to be open meanwhile
        return redirect(ctx.to.move(record, record_id, move.name), 303)
    return _made(ctx, record, saved, move)


def _made(ctx: Context, record: RecordType, saved: Saved, move: Move) -> ResponseReturnValue:
    flash(move.say or f"“{move.label}” is done.", DONE)
    seen = ctx.reader.sees(record.key, saved.id)
    return redirect(ctx.to.detail(record, saved.id) if seen else ctx.to.list(record), 303)


def _conflict(ctx: Context, record: RecordType, row: Row, move: Move, form: RecordForm) -> Response:
    """What this person entered stays; made again, it replaces what is stored."""
    now = ctx.reader.record(record.key, row.id) or row
    if move.name not in now.may_move:
        return _not_now(ctx, record, now, move)
    keep(ctx, form)
    offer_options(ctx, form)
    versions = versions_of(ctx, now, form) if form.questions else ()
    words = f"Somebody changed this {inside(record.label)} meanwhile. Look at it again before you go on."
    page = _page(ctx, record, now, move, form, revision=now.revision, versions=versions)
    return _shown(page if versions else replace(page, faults=(Fault(words, ""),)), 409)


def _page(
    ctx: Context,
    record: RecordType,
    row: Row,
    move: Move,
    form: RecordForm,
    *,
    revision: int,
    refused: Messages = NONE,
    versions: tuple[Version, ...] = (),
) -> FormPage:
    return FormPage(
        title=f"{move.label}: {row.title}",
        crumb=Link(row.title, ctx.to.detail(record, row.id)),
        action=ctx.to.move(record, row.id, move.name),
        questions=form.questions,
        faults=faults_of(form, refused),
        hidden={"revision": str(revision)},
        submit=move.label,
        deciding=deciding_in(record, form),
        versions=versions,
        lead=_lead(ctx, record, row, move),
    )


def _lead(ctx: Context, record: RecordType, row: Row, move: Move) -> str:
    """From which state to which, for those who see it."""
    state, afterwards = ctx.reader.state_in_words(record.key, row), ctx.reader.state_after(record.key, move)
    if not state:
        return ""
    return f"It stays “{state}”." if state == afterwards else f"It is now “{state}”, and “{afterwards}” afterwards."


def _shown(page: FormPage, status: int) -> Response:
    return make_response(render_template("form.html", page=page), status)


def _not_now(ctx: Context, record: RecordType, row: Row, move: Move) -> Response:
    """Says how it is now, what is open now, and what was entered for nothing."""
    form = move_form(ctx, record, row, move, answers())
    refuse_parameters(form)
    offer_options(ctx, form)
    progress, state = progress_of(ctx, record, row), ctx.reader.state_in_words(record.key, row)
    possible = "What you can do with it now:" if progress.moves else "There is nothing that you can do with it now."
    page = NotNowPage(
        title=f"“{move.label}” is not possible now",
        crumb=Link(row.title, ctx.to.detail(record, row.id)),
        words=f"The {inside(record.label)} is now “{state}”. {possible}" if state else possible,
        progress=progress,
        entered=entered_in(ctx, form),
    )
    return make_response(render_template("not_now.html", page=page), 409)
