"""The home page: a card for each entry that the portal's `home` names, with its first records."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil

from markupsafe import Markup

from runtime.declarations.access import RecordType
from runtime.declarations.site import MenuEntry
from runtime.scope import ListQuery, Page, Row
from runtime.web.cells import STATE
from runtime.web.columns import short
from runtime.web.context import Context
from runtime.web.controls import marked
from runtime.web.lists import Link
from runtime.web.menu import href_of
from runtime.words import counted, inside, sentence, with_article

ROOM = {1: 6, 2: 3}
"""Records on each card by rows of cards, so that the page fits a desktop's screen; with more rows, one."""


@dataclass(frozen=True, slots=True)
class Item:
    label: str
    href: str
    state: Markup


@dataclass(frozen=True, slots=True)
class Card:
    """A list with its first records, or a search (`search` is then its label)."""

    id: str
    title: str
    href: str
    count: str
    items: tuple[Item, ...]
    search: str
    view: str
    action: str


@dataclass(frozen=True, slots=True)
class HomePage:
    greeting: str
    cards: tuple[Card, ...]
    start: tuple[Link, ...]


def home_page(ctx: Context) -> HomePage:
    entries = ctx.role.home or ctx.role.menu[:6]
    return HomePage(
        greeting=f"Welcome, {ctx.principal.name}" if ctx.principal.name else "Welcome",
        cards=tuple(_card(ctx, entry, ROOM.get(ceil(len(entries) / 3), 1)) for entry in entries),
        start=tuple(_starts(ctx, entries)),
    )


def _card(ctx: Context, entry: MenuEntry, shown: int) -> Card:
    record = ctx.site.records[entry.record]
    href = href_of(ctx.site, ctx.role, entry, ctx.to)
    if entry.record not in ctx.role.visible:
        return Card(entry.name, entry.label, href, f"Send {with_article(record.label)}", (), "", "", href)
    if entry.search:
        return Card(
            entry.name, entry.label, href, "", (), f"Search {inside(record.plural)}", entry.name, ctx.to.list(record)
        )
    with ctx.sights.only({STATE, *ctx.reader.titled(record.key)}):
        page = ctx.reader.page(ListQuery(record.key, size=shown, view=entry.name))
    items = tuple(_item(ctx, record, page, row) for row in page.rows)
    count = sentence(counted(page.count, record.label, record.plural, more=page.capped))
    return Card(entry.name, entry.label, href, count, items, "", "", href)


def _item(ctx: Context, record: RecordType, page: Page, row: Row) -> Item:
    field = next((each.field for each in page.columns if each.name == STATE), None)
    state = row.values.get(STATE)
    html = Markup() if field is None or state is None else marked(short(ctx.printer.formats, field)([state])[0])  # noqa: S704 - it escapes
    return Item(row.title, ctx.to.detail(record, row.id), html)


def _starts(ctx: Context, entries: tuple[MenuEntry, ...]) -> Iterator[Link]:
    """The buttons on top: what can be started from here, each once."""
    for key in dict.fromkeys(entry.record for entry in entries):
        new = _new(ctx, ctx.site.records[key])
        if new:
            yield new


def _new(ctx: Context, record: RecordType) -> Link | None:
    return Link(f"New {inside(record.label)}", ctx.to.new(record)) if ctx.may_create(record) else None
