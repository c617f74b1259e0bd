"""A list of records as its template prints it: every address and every word ready."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from markupsafe import Markup, escape

from runtime.declarations.access import RecordType
from runtime.declarations.service_level import DUE_BY
from runtime.declarations.site import MenuEntry
from runtime.scope import Column, Page, Row
from runtime.web import export, lists_paging
from runtime.web.cells import writer_of
from runtime.web.context import Context
from runtime.web.formats import NUMERIC_KINDS
from runtime.web.lists_filters import Chosen, FilterField, chosen_of, has_more, quick_fields
from runtime.web.lists_query import Address
from runtime.web.menu import view_of
from runtime.words import counted, inside, sentence

TURNED = {"ascending": "-", "descending": ""}
ORDERS = {
    **dict.fromkeys(("date", "datetime", "time"), ("earliest first", "latest first")),
    "yesno": ("no first", "yes first"),
    "duration": ("shortest first", "longest first"),
    "choice": ("in order", "in reverse order"),
}
SHORT = 24
"""Characters of a record's name that is not broken into lines."""
SHORT_NAME = ' class="short"'
ARROWS = {"ascending": "▲", "descending": "▼", "": ""}


@dataclass(frozen=True, slots=True)
class Heading:
    label: str
    href: str
    sort: str
    arrow: str
    css: str


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
    headings: tuple[Heading, ...]
    rows: Markup
    paging: tuple[lists_paging.Step, ...]
    action: str
    q: str
    kept: dict[str, str]
    unfiltered: dict[str, str]
    searchable: str
    fields: tuple[FilterField, ...]
    more: str
    """The page with all filters, where there are more."""
    chosen: tuple[Chosen, ...]
    clear: str
    new: Link | None
    then: Link | None
    exports: tuple[Link, ...]
    export_limit: str
    nothing: str


def list_page(ctx: Context, record: RecordType, address: Address, page: Page) -> ListPage:
    entry = entry_of(ctx, record, address)
    heading = entry.label if entry else record.plural
    count = sentence(counted(page.count, record.label, record.plural, more=page.capped))

    def href(query: dict[str, str]) -> str:
        return ctx.to.list(record, query)

    fields = quick_fields(ctx, record, address)
    chosen = chosen_of(ctx, record, address, page)
    return ListPage(
        title=f"{heading} (page {page.page} of {page.pages})" if page.pages > 1 else heading,
        heading=heading,
        caption=_caption(heading, address, page.columns),
        count=count,
        headings=tuple(heading_of(column, address, href) for column in page.columns),
        rows=rows_of(ctx, record, page.columns, page.rows),
        paging=lists_paging.steps(page, address, href),
        action=href({}),
        q=address.given.get("q", ""),
        kept=address.without("q", "_page", "_after"),
        unfiltered=address.without("_page", "_after", *(each.name for each in fields)),
        searchable=f"Search {inside(record.plural)}",
        fields=fields,
        more=ctx.to.filter(record, address.without("_page", "_after")) if has_more(ctx, record) else "",
        chosen=chosen,
        clear=href({name: value for name, value in address.given.items() if name in ("_view", "_sort")}),
        new=_new(ctx, record),
        then=_then(ctx, entry),
        exports=_exports(ctx, record, address) if page.rows else (),
        export_limit=f" (Excel: at most {export.MOST_XLSX:,})" if page.capped else "",
        nothing=_nothing(record, address, chosen),
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


def heading_of(column: Column, address: Address | None = None, href: Callable[[dict[str, str]], str] = str) -> Heading:
    """The head of a column; with an address it sorts the list."""
    css = "numeric" if column.field.kind in NUMERIC_KINDS else ""
    if address is None or not column.sortable:
        return Heading(column.label, "", "", "", css)
    order = {column.name: "ascending", f"-{column.name}": "descending"}.get(address.given.get("_sort", ""), "")
    target = href(address.changed(sort=f"{TURNED.get(order, '')}{column.name}"))
    return Heading(column.label, target, order, ARROWS[order], css)


def rows_of(ctx: Context, record: RecordType, columns: tuple[Column, ...], rows: tuple[Row, ...]) -> Markup:
    """The rows of a list as markup. Joined text: a template's loop over them costs as much as the rest of a page.

    The first cell of a row is its name, which leads to the record.
    """
    name_of = _names(ctx, columns)
    writers = [(column.name, writer_of(ctx.printer, column)) for column in columns[1:]]
    to, lines = escape(ctx.to.before_ids(record)), []
    for row in rows:
        name, values = name_of(row), row.values
        css = SHORT_NAME if len(name) <= SHORT else ""
        cells = "".join([write(values.get(key)) for key, write in writers])
        lines.append(f'<tr>\n<th scope="row"{css}><a href="{to}{row.id}">{name}</a></th>\n{cells}\n</tr>\n')
    return Markup("".join(lines))  # noqa: S704 - of what the printer gave, ids, and addresses that are escaped


def _names(ctx: Context, columns: tuple[Column, ...]) -> Callable[[Row], str]:
    """What stands in the first cell of a row: the value of the first column, its title where that is missing."""
    if not columns:
        return lambda row: escape(row.title)
    key, short = columns[0].name, ctx.printer.short(columns[0].field)

    def name(row: Row) -> str:
        value = row.values.get(key)
        return (short(value) if value is not None and value != () else "") or escape(row.title)

    return name


def _caption(heading: str, address: Address, columns: tuple[Column, ...]) -> str:
    sort = address.given.get("_sort", "")
    by = next((each for each in columns if each.name == sort.removeprefix("-")), None)
    if by is None:
        return heading
    return f"{heading}, sorted by {inside(by.label)}, {_order(by.field.kind, sort)}"


def _order(kind: str, sort: str) -> str:
    up, down = ORDERS.get(kind, ("lowest first", "highest first") if kind in NUMERIC_KINDS else ("A to Z", "Z to A"))
    return down if sort.startswith("-") else up


def _new(ctx: Context, record: RecordType) -> Link | None:
    return Link(f"New {inside(record.label)}", ctx.to.new(record)) if ctx.may_create(record) else None


def _then(ctx: Context, entry: MenuEntry | None) -> Link | None:
    if entry is None or entry.then is None:
        return None
    return _new(ctx, ctx.site.records[entry.then])


def _exports(ctx: Context, record: RecordType, address: Address) -> tuple[Link, ...]:
    query = address.without("_page", "_after", "_size")
    return tuple(Link(label, ctx.to.export(record, form, query)) for label, form in (("CSV", "csv"), ("Excel", "xlsx")))


def _nothing(record: RecordType, address: Address, chosen: tuple[Chosen, ...]) -> str:
    plural = inside(record.plural)
    q = address.given.get("q")
    if not q and not chosen:
        return f"There are no {plural} here yet."
    terms = [f"“{q}”"] if q else []
    terms += [each.label for each in chosen]
    return f"No {plural} match {', '.join(terms)}."
