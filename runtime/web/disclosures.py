"""Who was shown a record, which fields of it in which version, and what a person did here: pages for the staff whose
role the portal's `disclosures` names. Each look is logged before it is answered.

Of fields, titles and files, they name only what whoever asks sees themselves.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import abort, g, render_template, request
from flask.typing import ResponseReturnValue
from flask_appbuilder import BaseView, expose

from runtime import oversight
from runtime.declarations.access import RecordType
from runtime.declarations.fields import FILE_KINDS
from runtime.ids import read_id
from runtime.records import fields_of
from runtime.scope import BadQuery, Row
from runtime.security.overseeing import may_see_disclosures, may_see_touches
from runtime.touches import reading
from runtime.touches.log import stored_names
from runtime.touches.reading import Shown, Witness
from runtime.touches.touch import Act
from runtime.web.addresses import with_query
from runtime.web.context import Context, current
from runtime.web.doings import ACTS, done_lines
from runtime.web.lists import Link
from runtime.web.parameters import only
from runtime.web.portal import portal_context

PAGES = 40
WAYS = {"api": "by the API", "csv": "as CSV", "xlsx": "for Excel"}


class DisclosuresView(BaseView):
    route_base = ""

    @expose("/<address>/<id:record_id>/disclosures")
    def disclosures(self, address: str, record_id: int) -> ResponseReturnValue:
        ctx, record, row = _asked(address, record_id, is_open=may_see_disclosures(portal_context().portal))
        only("account", "_page")
        account, page = _account(), _page()
        people = _people(ctx, record, row)
        chosen = next((each for each in people if each.account_id == account), None)
        if account is not None and chosen is None:
            abort(404)
        shown = _shown(ctx, record, row, chosen, page) if chosen else None
        here = ctx.to.act(record, row.id, "disclosures")
        lines = tuple(_witness(ctx, here, each) for each in people)
        return render_template("disclosures.html", crumb=_crumb(ctx, record, row), people=lines, shown=shown)

    @expose("/<address>/<id:record_id>/touches")
    def touches(self, address: str, record_id: int) -> ResponseReturnValue:
        ctx, record, row = _asked(address, record_id)
        only("_page")
        page = _page()
        _note(ctx.portal.key, "", f"what {record.key}/{row.id} did")
        with portal_context().engines.read.connect() as connection:
            accounts = reading.accounts_of(connection, record.table, row.id)
            found = reading.done_by(connection, accounts, (page - 1) * reading.SIZE)
        lines = done_lines(ctx, found[: reading.SIZE])
        older = _older(ctx.to.act(record, row.id, "touches"), {}, page, len(found))
        return render_template("touches.html", crumb=_crumb(ctx, record, row), lines=lines, older=older)


@dataclass(frozen=True, slots=True)
class Person:
    name: str
    email: str
    portal: str
    times: int
    last: str
    href: str


@dataclass(frozen=True, slots=True)
class Line:
    """`fields`: as far as whoever asks sees them; `others` is how many they do not."""

    date: str
    what: str
    version: str
    fields: str
    others: int


@dataclass(frozen=True, slots=True)
class SeenPage:
    name: str
    lines: tuple[Line, ...]
    older: str


def _asked(address: str, record_id: int, *, is_open: bool | None = None) -> tuple[Context, RecordType, Row]:
    """The record, if whoever asks sees it and may ask; a person's where nothing else is said."""
    ctx = current()
    record = ctx.readable_at(address)
    with ctx.sights.only(ctx.reader.titled(record.key)):
        row = ctx.reader.record(record.key, record_id)
    if row is None or not (may_see_touches(ctx.portal, record) if is_open is None else is_open):
        abort(404)
    return ctx, record, row


def _people(ctx: Context, record: RecordType, row: Row) -> Sequence[Witness]:
    _note(ctx.portal.key, "", f"who has seen {record.key}/{row.id}")
    with portal_context().engines.read.connect() as connection:
        return reading.witnesses(connection, record.table, row.id)


def _shown(ctx: Context, record: RecordType, row: Row, who: Witness, page: int) -> SeenPage:
    _note(who.portal, who.email, f"what they have seen of {record.key}/{row.id}")
    with portal_context().engines.read.connect() as connection:
        found = reading.shown_to(connection, record.table, row.id, who.account_id, (page - 1) * reading.SIZE)
    labels = _labels(ctx, record)
    lines = tuple(_line(ctx, record, labels, each) for each in found[: reading.SIZE])
    here = ctx.to.act(record, row.id, "disclosures")
    return SeenPage(who.name, lines, _older(here, {"account": str(who.account_id)}, page, len(found)))


def _note(portal: str, email: str, reason: str) -> None:
    with portal_context().engines.write.begin() as connection:
        oversight.note(
            connection, oversight.Entry(oversight.DISCLOSURES, portal, email, reason, g.principal.account_id)
        )


def _crumb(ctx: Context, record: RecordType, row: Row) -> Link:
    return Link(row.title, ctx.to.detail(record, row.id))


def _account() -> int | None:
    text = request.args.get("account")
    found = None if text is None else read_id(text)
    if text is not None and found is None:
        raise BadQuery("There is no such person.")
    return found


def _page() -> int:
    found = read_id(request.args.get("_page", "1"))
    if found is None or found > PAGES:
        raise BadQuery(f"There are at most {PAGES} pages.")
    return found


def _older(here: str, query: Mapping[str, str], page: int, count: int) -> str:
    return with_query(here, {**query, "_page": str(page + 1)}) if count > reading.SIZE and page < PAGES else ""


def _witness(ctx: Context, here: str, who: Witness) -> Person:
    portal, moment = ctx.site.portals.get(who.portal), ctx.printer.formats.moment(who.last)
    href = with_query(here, {"account": str(who.account_id)})
    return Person(who.name, who.email, portal.label if portal else who.portal, who.times, moment, href)


def _labels(ctx: Context, record: RecordType) -> dict[str, str]:
    """What whoever asks calls the fields that they see, by the names that the database keeps."""
    fields = ctx.reader.readable(record.key)
    return dict(
        zip(
            stored_names(ctx.site, record, (each.name for each in fields)), (each.label for each in fields), strict=True
        )
    )


def _line(ctx: Context, record: RecordType, labels: Mapping[str, str], shown: Shown) -> Line:
    known = [labels[name] for name in shown.fields if name in labels]
    return Line(
        date=ctx.printer.formats.moment(shown.at),
        what=" ".join(
            filter(None, (_act(ctx, record, shown), _way(shown), f"as {shown.through}" if shown.through else ""))
        ),
        version=str(shown.revision) if shown.revision else "",
        fields=", ".join(known),
        others=len(shown.fields) - len(known),
    )


def _act(ctx: Context, record: RecordType, shown: Shown) -> str:
    words = ACTS.get(shown.act, shown.act)
    if shown.act != Act.FILE:
        return f"{words} it"
    name = shown.words.partition(" ")[2]
    return f"{words} it: {name}" if name and _sees_all_files(ctx, record) else f"{words} it"


def _sees_all_files(ctx: Context, record: RecordType) -> bool:
    files = {field.name for field in fields_of(record.model).values() if field.kind in FILE_KINDS}
    return files <= {field.name for field in ctx.reader.readable(record.key)}


def _way(shown: Shown) -> str:
    return WAYS.get(shown.way, "")
