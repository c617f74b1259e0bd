"""The search through everything that this person may find: the first few of each record type, in the menu's order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from runtime.declarations.access import RecordType
from runtime.scope import ListQuery
from runtime.web.context import Context
from runtime.web.lists import Link
from runtime.words import counted, inside, sentence

SHOWN = 5


@dataclass(frozen=True, slots=True)
class Group:
    """The records found of one type; `all` leads to the list of every one."""

    id: str
    title: str
    items: tuple[Link, ...]
    all: Link


@dataclass(frozen=True, slots=True)
class SearchPage:
    """`groups` are empty where nothing was asked for or nothing was found; `words` then say which."""

    q: str
    action: str
    groups: tuple[Group, ...]
    words: str


def search_page(ctx: Context, q: str) -> SearchPage:
    """One statement for each record type that this person may read."""
    asked = q.strip()
    groups = tuple(_groups(ctx, asked)) if asked else ()
    words = f"Nothing that you may see contains “{asked}”. Try fewer or other words." if asked and not groups else ""
    return SearchPage(asked, ctx.to.search(), groups, words)


def _groups(ctx: Context, q: str) -> Iterator[Group]:
    in_menu = dict.fromkeys(entry.record for entry in ctx.role.menu)
    for key in dict.fromkeys((*in_menu, *sorted(ctx.role.visible))):
        if key in ctx.role.visible:
            found = _found(ctx, ctx.site.records[key], q)
            if found.items:
                yield found


def _found(ctx: Context, record: RecordType, q: str) -> Group:
    with ctx.sights.only(ctx.reader.titled(record.key)):
        page = ctx.reader.page(ListQuery(record.key, q=q, size=SHOWN))
    items = tuple(Link(row.title, ctx.to.detail(record, row.id)) for row in page.rows)
    count = sentence(counted(page.count, record.label, record.plural, more=page.capped))
    return Group(
        record.address, count, items, Link(f"All {inside(record.plural)} found", ctx.to.list(record, {"q": q}))
    )
