"""The pages of records: one view serves all record types of a portal. Routes only; the pages are made elsewhere."""

from __future__ import annotations

from flask import Response, abort, current_app, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_appbuilder import AppBuilder, BaseView, expose

from runtime.declarations.workflow import STATE
from runtime.scope import BadQuery
from runtime.service import Forbidden, Missing
from runtime.web import comments_flow, downloads, errors, forms_flow, moves_flow, options, received, timeline
from runtime.web.assets import AssetView
from runtime.web.context import current
from runtime.web.details import detail_page
from runtime.web.disclosures import DisclosuresView
from runtime.web.explain import AccessView
from runtime.web.home import home_page
from runtime.web.lists import list_page, ordered
from runtime.web.lists_filters import filter_page
from runtime.web.lists_query import read as read_address
from runtime.web.parameters import only
from runtime.web.search import search_page
from runtime.words import inside

BOTH = ("GET", "POST")


def register(appbuilder: AppBuilder, record_view: type[RecordView]) -> None:
    """Put the pages of records, and the files that they need, into the current app."""
    appbuilder.add_view_no_menu(AssetView())
    appbuilder.add_view_no_menu(record_view(), endpoint=RecordView.__name__)
    appbuilder.add_view_no_menu(AccessView())
    appbuilder.add_view_no_menu(DisclosuresView())
    current_app.register_error_handler(BadQuery, _show_bad_query)
    current_app.register_error_handler(Missing, lambda _missing: errors.page(404))
    current_app.register_error_handler(Forbidden, lambda _forbidden: errors.page(403))


class RecordView(BaseView):
    """`address` is that of a record type; one that this person has nothing to do with is not found."""

    route_base = ""
    default_view = "home"

    @expose("/")
    def home(self) -> ResponseReturnValue:
        only()
        return render_template("home.html", page=home_page(current()))

    @expose("/search")
    def search(self) -> ResponseReturnValue:
        unknown = sorted(set(request.args) - {"q"})
        if unknown:
            raise BadQuery(f"The search takes no parameter called “{unknown[0]}”.")
        only("q")
        return render_template("search.html", page=search_page(current(), request.args.get("q", "")))

    @expose("/<address>/")
    def list(self, address: str) -> ResponseReturnValue:
        ctx = current()
        record = ctx.readable_at(address)
        asked = ordered(ctx, record, read_address(request.args.lists()))
        page = ctx.reader.page(asked.query(record.key))
        if page.page > 1 and not page.rows:
            return redirect(ctx.to.list(record, asked.changed()), 303)
        return render_template("list.html", page=list_page(ctx, record, asked, page))

    @expose("/<address>/filter")
    def filter(self, address: str) -> ResponseReturnValue:
        ctx = current()
        record = ctx.readable_at(address)
        asked = read_address(request.args.lists())
        ctx.reader.check(asked.query(record.key))
        return render_template("filter.html", page=filter_page(ctx, record, asked))

    @expose("/<address>.csv")
    def csv(self, address: str) -> ResponseReturnValue:
        ctx = current()
        return downloads.csv_of(ctx, ctx.readable_at(address), read_address(request.args.lists()))

    @expose("/<address>.xlsx")
    def xlsx(self, address: str) -> ResponseReturnValue:
        ctx = current()
        return downloads.xlsx_of(ctx, ctx.readable_at(address), read_address(request.args.lists()))

    @expose("/<address>/<id:record_id>")
    def detail(self, address: str, record_id: int) -> ResponseReturnValue:
        ctx = current()
        record = ctx.readable_at(address)
        row = ctx.reader.record(record.key, record_id) or abort(404)
        only()
        return render_template("detail.html", page=detail_page(ctx, record, row))

    @expose("/<address>/new", methods=BOTH)
    def new(self, address: str) -> ResponseReturnValue:
        ctx = current()
        record = ctx.record_at(address)
        if not ctx.may_create(record):
            abort(404)
        if options.is_asked(request):
            return options.choose_for_new(ctx, record)
        return forms_flow.save_new(ctx, record) if _is_submitted() else forms_flow.show_new(ctx, record)

    @expose("/<address>/<id:record_id>/edit", methods=BOTH)
    def edit(self, address: str, record_id: int) -> ResponseReturnValue:
        ctx = current()
        record = ctx.readable_at(address)
        row = ctx.reader.record(record.key, record_id)
        if row is None or not row.may_edit:
            abort(404)
        ctx.sights.narrow(record.key, row, {*row.may_edit, *ctx.reader.titled(record.key)})
        if options.is_asked(request):
            return options.choose_for_edit(ctx, record, row)
        return forms_flow.save_edit(ctx, record, row) if _is_submitted() else forms_flow.show_edit(ctx, record, row)

    @expose("/<address>/<id:record_id>/delete", methods=BOTH)
    def delete(self, address: str, record_id: int) -> ResponseReturnValue:
        ctx = current()
        record = ctx.readable_at(address)
        row = ctx.reader.record(record.key, record_id)
        if row is None or not row.may_delete:
            abort(404)
        ctx.sights.narrow(record.key, row, ctx.reader.titled(record.key))
        return (
            forms_flow.delete(ctx, record, row) if request.method == "POST" else forms_flow.ask_delete(ctx, record, row)
        )

    @expose("/<address>/<id:record_id>/do/<move>", methods=BOTH)
    def move(self, address: str, record_id: int, move: str) -> ResponseReturnValue:
        ctx = current()
        record = ctx.readable_at(address)
        made = ctx.reader.moves(record.key).get(move) or abort(404)
        with ctx.sights.only({STATE, *made.needs, *ctx.reader.titled(record.key)}):
            row = ctx.reader.record(record.key, record_id)
        if _is_submitted() and not options.is_asked(request):
            return moves_flow.make_move(ctx, record, record_id, row, made)
        if row is None:
            abort(404)
        if options.is_asked(request) and move in row.may_move:
            return options.choose_for_move(ctx, record, row, made)
        return moves_flow.show_move(ctx, record, row, made)

    @expose("/<address>/<id:record_id>/comment", methods=BOTH)
    def comment(self, address: str, record_id: int) -> ResponseReturnValue:
        return comments_flow.comment(current(), address, record_id, internal=False)

    @expose("/<address>/<id:record_id>/note", methods=BOTH)
    def note(self, address: str, record_id: int) -> ResponseReturnValue:
        return comments_flow.comment(current(), address, record_id, internal=True)

    @expose("/<address>/<id:record_id>/watch", methods=("POST",))
    def watch(self, address: str, record_id: int) -> ResponseReturnValue:
        return comments_flow.watch(current(), address, record_id)

    @expose("/<address>/<id:record_id>/history")
    def history(self, address: str, record_id: int) -> ResponseReturnValue:
        ctx = current()
        record = ctx.readable_at(address)
        row = ctx.reader.record(record.key, record_id)
        if row is None or not ctx.reader.tells_history(record.key):
            abort(404)
        only("_after")
        found = ctx.reader.timeline(record.key, record_id, request.args.get("_after"))
        ctx.sights.narrow(record.key, row, {*timeline.fields_in(found), *ctx.reader.titled(record.key)})
        return render_template("timeline.html", page=timeline.timeline_page(ctx, record, row, found))

    @expose("/<address>/<id:record_id>/received")
    def received(self, address: str, record_id: int) -> ResponseReturnValue:
        ctx = current()
        record = ctx.readable_at(address)
        row = ctx.reader.record(record.key, record_id) or abort(404)
        only()
        return render_template("received.html", page=received.page_of(ctx, record, row))

    @expose("/<address>/received")
    def received_unseen(self, address: str) -> ResponseReturnValue:
        ctx = current()
        record = ctx.record_at(address)
        only("_of")
        return render_template("received.html", page=received.unseen_page(ctx, record))

    @expose("/<address>/deleted")
    def deleted(self, address: str) -> ResponseReturnValue:
        ctx = current()
        record = ctx.readable_at(address)
        only()
        title = f"The {inside(record.label)} has been deleted"
        return render_template(
            "notice.html", title=title, words="", link=f"All {inside(record.plural)}", href=ctx.to.list(record)
        )

    @expose("/<address>/<id:record_id>/files/<id:file_id>/<name>")
    def file(self, address: str, record_id: int, file_id: int, name: str) -> ResponseReturnValue:
        ctx = current()
        record = ctx.readable_at(address)
        found = ctx.reader.file(record.key, record_id, file_id) or abort(404)
        only()
        return downloads.file_of(ctx, record, record_id, found)


def _is_submitted() -> bool:
    """A form that was sent to be saved, not to be shown again with other choices or more lines."""
    return request.method == "POST" and "_refresh" not in request.form and "_add" not in request.form


def _show_bad_query(bad: BadQuery) -> Response:
    words = render_template(
        "notice.html", title="This address cannot be used", words=str(bad), link="Start again", href=request.base_url
    )
    return make_response(words, 400)
