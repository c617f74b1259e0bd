"""The ways through a comment: its form, sent, refused, added."""

from __future__ import annotations

from dataclasses import replace

from flask import Response, abort, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue

from runtime.service import Refused, Saved
from runtime.web.comments import Thread, form_page
from runtime.web.context import Context
from runtime.web.forms import RecordForm
from runtime.web.forms.question import Posted
from runtime.web.forms_filling import comment_form
from runtime.web.forms_flow import Messages, answers, notice_of, strays_in
from runtime.web.uploads import keep, uploads_of


def comment(ctx: Context, address: str, record_id: int, *, internal: bool) -> ResponseReturnValue:
    """404 where the person sees no such record, or no comments of this sort on it now."""
    record = ctx.readable_at(address)
    row = ctx.reader.record(record.key, record_id) or abort(404)
    threads = {each.internal: each for each in (Thread(ctx, record, row, key) for key in row.may_say)}
    thread = threads.get(internal) or abort(404)
    ctx.sights.narrow(record.key, row, ctx.reader.titled(record.key))
    return (_add if request.method == "POST" else _show)(thread)


def _show(thread: Thread) -> ResponseReturnValue:
    posted = answers()
    form = comment_form(thread.ctx, thread.type, posted)
    refused = strays_in(form, posted)
    form.forget_messages()
    return _shown(thread, form, posted, refused, 422 if refused else 200)


def _add(thread: Thread) -> ResponseReturnValue:
    posted = answers()
    form = comment_form(thread.ctx, thread.type, posted)
    refused = strays_in(form, posted)
    if form.check() and not refused:
        try:
            return redirect(thread.place_of(_create(thread, form).id), 303)
        except Refused as reason:
            refused = reason.errors
    return _shown(thread, form, posted, refused, 422)


def _create(thread: Thread, form: RecordForm) -> Saved:
    ctx, values = thread.ctx, {**form.answers(), thread.about: thread.row.id}
    token = request.form.get("form_token") or None
    with uploads_of(ctx, form) as uploads:
        return ctx.service.create(ctx.principal, thread.key, values, uploads=uploads, form_token=token)


def _shown(thread: Thread, form: RecordForm, posted: Posted | None, refused: Messages, status: int) -> Response:
    keep(thread.ctx, form)
    page = form_page(thread, form, str(posted.get("form_token", "")) if posted else "", refused)
    return make_response(render_template("form.html", page=replace(page, notice=notice_of(form, posted))), status)
