"""The filters of a list: the controls that are offered, and those that are chosen with a way to take each away.

Those with a fixed set of values stand with the list. Days, and links, whose options cost a statement each, stand on a
page of their own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from runtime.declarations.access import RecordType
from runtime.declarations.fields import Field
from runtime.scope import Linked, ListQuery, Page
from runtime.web.context import Context
from runtime.web.controls import options
from runtime.web.lists_query import Address
from runtime.words import inside

YES_NO = {"true": "Yes", "false": "No"}
LINK_KINDS = frozenset({"link", "links"})
DATE_KINDS = frozenset({"date", "datetime"})
BOUNDS = {"_from": "from", "_to": "to"}
MOST = 100
"""Records that a link is filtered by; one with more is filtered from their own pages."""


@dataclass(frozen=True, slots=True)
class FilterField:
    """A select, whose options are ready to print, or a day, which has none."""

    name: str
    label: str
    options: Markup
    value: str


@dataclass(frozen=True, slots=True)
class Chosen:
    label: str
    href: str


@dataclass(frozen=True, slots=True)
class FilterPage:
    title: str
    action: str
    back: str
    kept: dict[str, str]
    fields: tuple[FilterField, ...]


def quick_fields(ctx: Context, record: RecordType, address: Address) -> tuple[FilterField, ...]:
    """Those that stand with the list itself: fields with a fixed set of values."""
    fields = ctx.reader.filterable(record.key)
    return tuple(_select(field, values, address) for field in fields if (values := _values(field)))


def has_more(ctx: Context, record: RecordType) -> bool:
    """Whether there is more to filter by than stands with the list."""
    return any(field.kind in DATE_KINDS or _is_open(ctx, field) for field in ctx.reader.filterable(record.key))


def filter_page(ctx: Context, record: RecordType, address: Address) -> FilterPage:
    """All filters, those by days and by linked records too."""
    fields = tuple(each for field in ctx.reader.filterable(record.key) for each in _controls(ctx, field, address))
    return FilterPage(
        title=f"Filter {inside(record.plural)}",
        action=ctx.to.list(record),
        back=ctx.to.list(record, address.given),
        kept=address.without("_page", "_after", *(each.name for each in fields)),
        fields=fields,
    )


def chosen_of(ctx: Context, record: RecordType, address: Address, page: Page) -> tuple[Chosen, ...]:
    fields = {field.name: field for field in ctx.reader.filterable(record.key)}
    return tuple(
        Chosen(_words(ctx, fields, name, value, page), ctx.to.list(record, address.without(name, "_page", "_after")))
        for name, value in address.filters.items()
    )


def _controls(ctx: Context, field: Field, address: Address) -> Iterator[FilterField]:
    if field.kind in DATE_KINDS:
        for suffix, words in BOUNDS.items():
            name = f"{field.name}{suffix}"
            yield FilterField(name, f"{field.label} {words}", Markup(), address.given.get(name, ""))
    elif values := _values(field) or _linked(ctx, field):
        yield _select(field, values, address)


def _select(field: Field, values: dict[str, str], address: Address) -> FilterField:
    chosen = address.given.get(field.name, "")
    return FilterField(field.name, field.label, options({"": "Any"} | values, chosen), chosen)


def _linked(ctx: Context, field: Field) -> dict[str, str]:
    """The records that a link is filtered by; none where there are too many or the person may not open them."""
    found = ctx.reader.page(ListQuery(field.target, size=MOST)) if field.target and _is_open(ctx, field) else None
    if found is None or found.next:
        return {}
    return {str(row.id): row.title for row in sorted(found.rows, key=lambda row: row.title)}


def _is_open(ctx: Context, field: Field) -> bool:
    return field.kind in LINK_KINDS and field.target in ctx.role.visible


def _values(field: Field) -> dict[str, str]:
    return YES_NO if field.kind == "yesno" else dict(field.choices)


def _words(ctx: Context, fields: dict[str, Field], name: str, value: str, page: Page) -> str:
    """ "State: New", "Due from 2026-01-31"."""
    for suffix, words in BOUNDS.items():
        if name not in fields and name.endswith(suffix):
            return f"{fields[name.removesuffix(suffix)].label} {words} {value}"
    field = fields[name]
    said = _title(ctx, field, value, page) if field.kind in LINK_KINDS else _values(field).get(value, value)
    return f"{field.label}: {said}"


def _title(ctx: Context, field: Field, value: str, page: Page) -> str:
    """The linked record's title: from a row that shows it, else read."""
    for row in page.rows:
        linked = row.values.get(field.name)
        if isinstance(linked, Linked) and str(linked.id) == value:
            return linked.title
    found = ctx.reader.record(field.target, value) if field.target else None
    return found.title if found else "not shown"
