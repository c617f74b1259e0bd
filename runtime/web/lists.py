"""A list of records as its template prints it: every address and every word ready."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from runtime.declarations.access import RecordType
from runtime.declarations.service_level import DUE_BY
from runtime.declarations.site import MenuEntry
from runtime.scope import Page
from runtime.web import export
from runtime.web.context import Context
from runtime.web.controls import hidden
from runtime.web.lists_filters import Chosen, chosen_of, has_more, quick_fields, quick_filters
from runtime.web.lists_headings import caption, headings
from runtime.web.lists_paging import paging
from runtime.web.lists_query import Address
from runtime.web.lists_rows import rows_of
from runtime.web.shell import view_of
from runtime.words import counted, inside, sentence


@dataclass(frozen=True, slots=True)
class Link:
    label: str
    href: str


@dataclass(frozen=True, slots=True)
class ListPage:
    title: str
    heading: str
    caption: str
    count: str
    headings: Markup
    rows: Markup
    paging: Markup
    action: str
    q: str
    kept: Markup
    unfiltered: Markup
    searchable: str
    filters: Markup
    more: str
    """The page with all filters, where there are more."""
    chosen: tuple[Chosen, ...]
    clear: str
    new: Link | None
    then: Link | None
    csv: str
    excel: str
    export_limit: str
    nothing: str


def list_page(ctx: Context, record: RecordType, address: Address, page: Page) -> ListPage:
    entry = entry_of(ctx, record, address)
    heading = entry.label if entry else record.plural
    count = sentence(counted(page.count, record.label, record.plural, more=page.capped))

    def href(query: dict[str, str]) -> str:
        return ctx.to.list(record, query)

    chosen = chosen_of(ctx, record, address, page)
    exported = address.without("_page", "_after", "_size")
    return ListPage(
        title=f"{heading} (page {page.page} of {page.pages})" if page.pages > 1 else heading,
        heading=heading,
        caption=caption(heading, address, page.columns),
        count=count,
        headings=headings(page.columns, address, href),
        rows=rows_of(ctx, record, page.columns, page.rows),
        paging=paging(page, address, href),
        action=href({}),
        q=address.given.get("q", ""),
        kept=hidden(address.without("q", "_page", "_after")),
        unfiltered=hidden(address.without("_page", "_after", *[each.name for each in quick_fields(ctx, record)])),
        searchable=f"Search {inside(record.plural)}",
        filters=quick_filters(ctx, record, address),
        more=ctx.to.filter(record, address.without("_page", "_after")) if has_more(ctx, record) else "",
        chosen=chosen,
        clear=href({name: value for name, value in address.given.items() if name in ("_view", "_sort")}),
        new=_new(ctx, record),
        then=_then(ctx, entry),
        csv=ctx.to.export(record, "csv", exported),
        excel=ctx.to.export(record, "xlsx", exported),
        export_limit=f" (Excel: at most {export.MOST_XLSX:,})" if page.capped else "",
        nothing="" if page.rows else _nothing(record, address, chosen),
    )


def ordered(ctx: Context, record: RecordType, address: Address) -> Address:
    """A list that shows what is due is a queue: what is due first stands first, unless another order is asked for."""
    is_queue = record.service_level is not None and DUE_BY in {each.name for each in ctx.reader.listed(record.key)}
    return Address({**address.given, "_sort": DUE_BY}) if is_queue and "_sort" not in address.given else address


def entry_of(ctx: Context, record: RecordType, address: Address) -> MenuEntry | None:
    """The menu entry that is open: the one whose view is asked for, else the plain one of this record type."""
    view = address.given.get("_view")
    entries = (each for each in ctx.role.menu if each.record == record.key)
    return next((each for each in entries if (each.name == view if view else not view_of(each))), None)


def _new(ctx: Context, record: RecordType) -> Link | None:
    return Link(f"New {inside(record.label)}", ctx.to.new(record)) if ctx.may_create(record) else None


def _then(ctx: Context, entry: MenuEntry | None) -> Link | None:
    if entry is None or entry.then is None:
        return None
    return _new(ctx, ctx.site.records[entry.then])


def _nothing(record: RecordType, address: Address, chosen: tuple[Chosen, ...]) -> str:
    plural = inside(record.plural)
    q = address.given.get("q")
    if not q and not chosen:
        return f"There are no {plural} here yet."
    terms = [f"“{q}”"] if q else []
    terms += [each.label for each in chosen]
    return f"No {plural} match {', '.join(terms)}."
