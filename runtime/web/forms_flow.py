"""The ways through a form: shown, sent, refused, in conflict, saved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from flask import Response, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import CombinedMultiDict, MultiDict

from runtime.declarations.access import RecordType
from runtime.scope import BadQuery, Row
from runtime.security.guard import posted_before
from runtime.service import Conflict, Refused, Saved
from runtime.service.outcomes import GENERAL
from runtime.web import forms_page, received
from runtime.web.conflicts import versions_of
from runtime.web.context import Context
from runtime.web.forms import RecordForm
from runtime.web.forms.files import FilesQuestion
from runtime.web.forms.question import Posted
from runtime.web.forms.sent import find_in_address, find_strays, named
from runtime.web.forms_filling import edit_form, new_form, offer_options
from runtime.web.parameters import only
from runtime.web.portal import asked
from runtime.web.uploads import keep, uploads_of
from runtime.words import inside

Messages = Mapping[str, list[str]]
NONE: Messages = {}
NOT_SAVED = "You were signed out in between. What you entered is not saved yet: check it and send it again."
CHOOSE_FILES = "Choose your files again."


def answers() -> Posted | None:
    """What the person has answered so far: posted now, posted before the session ended, or given in the address."""
    if request.method == "POST":
        sent = asked()
        return CombinedMultiDict([sent.form, sent.files]) if sent.files else sent.form
    before = posted_before()
    if before is not None:
        return before
    return MultiDict(request.args) if any(not name.startswith("_") for name in request.args) else None


def show_new(ctx: Context, record: RecordType) -> ResponseReturnValue:
    posted = answers()
    form = new_form(ctx, record, posted)
    refused = strays_in(form, posted)
    form.forget_messages()
    keep(ctx, form)
    status = 422 if refused else 200
    return _new(ctx, record, form, posted, refused=refused, status=status, notice=notice_of(form, posted))


def save_new(ctx: Context, record: RecordType) -> ResponseReturnValue:
    posted = answers()
    form = new_form(ctx, record, posted)
    refused = strays_in(form, posted)
    if form.check() and not refused:
        try:
            return redirect(received.address_of(ctx, record, _create(ctx, record, form)), 303)
        except Refused as reason:
            refused = reason.errors
    else:
        more = ctx.service.refusals_of_new(ctx.principal, record.key, form.answers())
        refused = {**refused, **_also(form, more)}
    keep(ctx, form)
    return _new(ctx, record, form, posted, refused=refused, status=422)


def show_edit(ctx: Context, record: RecordType, row: Row) -> ResponseReturnValue:
    posted = answers()
    form = edit_form(ctx, record, row, posted)
    refused = strays_in(form, posted)
    form.forget_messages()
    keep(ctx, form)
    status, revision = 422 if refused else 200, revision_in(posted, row.revision)
    return _edit(
        ctx, record, row, form, revision=revision, refused=refused, status=status, notice=notice_of(form, posted)
    )


def save_edit(ctx: Context, record: RecordType, row: Row) -> ResponseReturnValue:
    posted = answers()
    form = edit_form(ctx, record, row, posted)
    revision = revision_in(posted, 0)
    refused = strays_in(form, posted) if revision == row.revision else NONE  # else a conflict says more
    if form.check() and not refused:
        try:
            _change(ctx, record, row, form, revision)
            return redirect(ctx.to.detail(record, row.id), 303)
        except Refused as reason:
            refused = reason.errors
        except Conflict:
            return _show_conflict(ctx, record, row, form)
    else:
        found = ctx.service.refusals_of_edit(ctx.principal, record.key, row.id, form.answers(), revision=revision)
        refused = {**refused, **_also(form, found)}
    keep(ctx, form)
    return _edit(ctx, record, row, form, revision=revision, refused=refused, status=422)


def ask_delete(ctx: Context, record: RecordType, row: Row, refused: Messages = NONE, status: int = 200) -> Response:
    only()
    page = forms_page.delete_page(ctx, record, row, [text for found in refused.values() for text in found])
    return make_response(render_template("delete.html", page=page), status)


def delete(ctx: Context, record: RecordType, row: Row) -> ResponseReturnValue:
    only()
    strange = [name for name in (*request.form, *request.files) if name not in ("csrf_token", "revision")]
    if strange:
        return ask_delete(ctx, record, row, {GENERAL: [f"This form has no question {named(strange)}."]}, 422)
    try:
        ctx.service.delete(ctx.principal, record.key, row.id, revision=revision_in(request.form, 0))
    except Refused as reason:
        return ask_delete(ctx, record, row, reason.errors, 422)
    except Conflict:
        words = f"Somebody changed this {inside(record.label)} meanwhile. Look at it again before you delete it."
        return ask_delete(ctx, record, row, {"": [words]}, 409)
    return redirect(f"{ctx.to.root}/{record.address}/deleted", 303)


def _create(ctx: Context, record: RecordType, form: RecordForm) -> Saved:
    token = request.form.get("form_token") or None
    with uploads_of(ctx, form) as uploads:
        return ctx.service.create(ctx.principal, record.key, form.answers(), uploads=uploads, form_token=token)


def _change(ctx: Context, record: RecordType, row: Row, form: RecordForm, revision: int) -> Saved:
    removed = form.removed_files()
    with uploads_of(ctx, form) as uploads:
        return ctx.service.edit(
            ctx.principal, record.key, row.id, form.answers(), revision=revision, uploads=uploads, removed_files=removed
        )


def _also(form: RecordForm, refused: Messages) -> Messages:
    """Of what speaks against the answers that fit by themselves, what can be said while others do not fit yet."""
    names = {each.name for each in form.shown if not each.messages and not isinstance(each, FilesQuestion)}
    return {name: messages for name, messages in refused.items() if name.partition(".")[0] in names}


def _show_conflict(ctx: Context, record: RecordType, row: Row, form: RecordForm) -> Response:
    """Both versions side by side; the form below keeps this person's values and, saved again, replaces the others."""
    now = ctx.reader.record(record.key, row.id) or row
    keep(ctx, form)
    offer_options(ctx, form)
    versions = versions_of(ctx, now, form)
    return _edit(ctx, record, now, form, revision=now.revision, status=409, versions=versions)


def _new(
    ctx: Context,
    record: RecordType,
    form: RecordForm,
    posted: Posted | None,
    *,
    refused: Messages = NONE,
    status: int = 200,
    notice: str = "",
) -> Response:
    offer_options(ctx, form)
    token = str(posted.get("form_token", "")) if posted else ""
    page = forms_page.new_page(ctx, record, form, token, refused)
    return _page(page, notice, status)


def _edit(
    ctx: Context,
    record: RecordType,
    row: Row,
    form: RecordForm,
    *,
    revision: int,
    refused: Messages = NONE,
    status: int = 200,
    versions: tuple[forms_page.Version, ...] = (),
    notice: str = "",
) -> Response:
    if not versions:
        offer_options(ctx, form)
    page = forms_page.edit_page(ctx, record, row, form, revision=revision, refused=refused, versions=versions)
    return _page(page, notice, status)


def _page(page: forms_page.FormPage, notice: str, status: int) -> Response:
    return make_response(render_template("form.html", page=replace(page, notice=notice) if notice else page), status)


def notice_of(form: RecordForm, posted: Posted | None) -> str:
    """On a form that comes back from before its session or token ended; files are not kept so long."""
    if request.method != "GET" or "_draft" not in request.args or posted is None:
        return ""
    return f"{NOT_SAVED} {CHOOSE_FILES}" if any(form.file_questions()) else NOT_SAVED


def revision_in(posted: Posted | None, otherwise: int) -> int:
    """The revision that the form was made from. A post without it (`otherwise` 0) overwrites nobody's change."""
    text = str(posted.get("revision", "")) if posted else ""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else otherwise


def refuse_parameters(form: RecordForm, *own: str) -> None:
    """Answers in an address are to questions of the form; a form that is sent has none there. Raises BadQuery."""
    if request.method == "POST":
        only()
    elif "_draft" in request.args:
        only("_draft")
    elif request.args:
        for words in find_in_address(form, request.args, own):
            raise BadQuery(words.removesuffix(" Nothing was saved."))


def strays_in(form: RecordForm, posted: Posted | None) -> Messages:
    """What was sent and has no place in the form; of an address, raises BadQuery."""
    refuse_parameters(form)
    found = find_strays(form, posted) if posted is not None else []
    return {GENERAL: found} if found else NONE
