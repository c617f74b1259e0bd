"""The ways through a comment: its form, sent, refused, added."""

from __future__ import annotations

from dataclasses import replace

from flask import Response, abort, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue

from runtime.scope import BadQuery
from runtime.service import Refused, Saved
from runtime.web import options
from runtime.web.comments import Thread, form_page
from runtime.web.context import Context
from runtime.web.forms import RecordForm
from runtime.web.forms.question import Posted
from runtime.web.forms_filling import comment_form, offer_options
from runtime.web.forms_flow import Messages, answers, notice_of, strays_in
from runtime.web.parameters import only
from runtime.web.uploads import keep, uploads_of

WATCH = ("yes", "no")


def comment(ctx: Context, address: str, record_id: int, *, internal: bool) -> ResponseReturnValue:
    """404 where the person sees no such record, or no comments of this sort on it now."""
    record = ctx.readable_at(address)
    row = ctx.reader.record(record.key, record_id) or abort(404)
    threads = {each.internal: each for each in (Thread(ctx, record, row, key) for key in row.may_say)}
    thread = threads.get(internal) or abort(404)
    ctx.sights.narrow(record.key, row, ctx.reader.titled(record.key))
    if options.is_asked(request):
        return options.choose_for_comment(ctx, _form(thread, answers()), thread.address)
    is_sent = request.method == "POST" and "_refresh" not in request.form
    return (_add if is_sent else _show)(thread)


def watch(ctx: Context, address: str, record_id: int) -> ResponseReturnValue:
    """Begins or ends; whoever sees comments may watch, and may stop whatever they see."""
    record = ctx.readable_at(address)
    only()
    if set(request.form) - {"csrf_token", "watch"} or request.form.get("watch") not in WATCH:
        raise BadQuery("This form says “yes” or “no” to “watch”, and nothing else.")
    if request.form["watch"] == "yes":
        ctx.service.watching.begin(ctx.principal, record.key, record_id)
    else:
        ctx.service.watching.end(ctx.principal, record_id)
    seen = ctx.reader.sees(record.key, record_id)
    return redirect(f"{ctx.to.detail(record, record_id)}#comments" if seen else ctx.to.list(record), 303)


def _form(thread: Thread, posted: Posted | None) -> RecordForm:
    return comment_form(thread.ctx, thread.type, thread.entered, posted)


def _show(thread: Thread) -> ResponseReturnValue:
    posted = answers()
    form = _form(thread, posted)
    refused = strays_in(form, posted)
    form.forget_messages()
    return _shown(thread, form, posted, refused, 422 if refused else 200)


def _add(thread: Thread) -> ResponseReturnValue:
    posted = answers()
    form = _form(thread, posted)
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
    offer_options(thread.ctx, form)
    page = form_page(thread, form, str(posted.get("form_token", "")) if posted else "", refused)
    return make_response(render_template("form.html", page=replace(page, notice=notice_of(form, posted))), status)
