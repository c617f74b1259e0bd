"""The filters of a list: the controls that are offered, and those that are chosen with a way to take each away.

Those with a fixed set of values stand with the list. Days, and links, whose options cost a statement each, stand on a
page of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from runtime.declarations.access import RecordType
from runtime.declarations.fields import Field
from runtime.scope import Linked, ListQuery, Page
from runtime.web.context import Context
from runtime.web.controls import hidden, marked, markup_of, options
from runtime.web.lists_query import Address
from runtime.words import inside

YES_NO = {"true": "Yes", "false": "No"}
LINK_KINDS = frozenset({"link", "links"})
DATE_KINDS = frozenset({"date", "datetime"})
BOUNDS = {"_from": "from", "_to": "to"}
MOST = 100
"""Records that a link is filtered by; one with more is filtered from their own pages."""


@dataclass(frozen=True, slots=True)
class Chosen:
    label: str
    href: str


@dataclass(frozen=True, slots=True)
class FilterPage:
    title: str
    action: str
    back: str
    kept: Markup
    filters: Markup


def quick_filters(ctx: Context, record: RecordType, address: Address) -> Markup:
    """Those that stand with the list itself: fields with a fixed set of values."""
    fields, given = quick_fields(ctx, record), address.given
    if not given.keys().isdisjoint([field.name for field in fields]):
        return _grid([_select(field, _values(field), given) for field in fields])
    return ctx.role.once(
        "filters", record.key, lambda _key: _grid([_select(field, _values(field), {}) for field in fields])
    )


def quick_fields(ctx: Context, record: RecordType) -> tuple[Field, ...]:
    return ctx.role.once(
        "filter fields", record.key, lambda key: tuple(each for each in ctx.reader.filterable(key) if _values(each))
    )


def has_more(ctx: Context, record: RecordType) -> bool:
    """Whether there is more to filter by than stands with the list."""
    return ctx.role.once(
        "more filters", record.key, lambda key: any(_is_more(ctx, each) for each in ctx.reader.filterable(key))
    )


def _is_more(ctx: Context, field: Field) -> bool:
    return field.kind in DATE_KINDS or _is_open(ctx, field)


def filter_page(ctx: Context, record: RecordType, address: Address) -> FilterPage:
    """All filters, those by days and by linked records too."""
    fields = ctx.reader.filterable(record.key)
    controls = dict(each for field in fields for each in _controls(ctx, field, address.given))
    return FilterPage(
        title=f"Filter {inside(record.plural)}",
        action=ctx.to.list(record),
        back=ctx.to.list(record, address.given),
        kept=hidden(address.without("_page", "_after", *controls)),
        filters=_grid(controls.values()),
    )


def chosen_of(ctx: Context, record: RecordType, address: Address, page: Page) -> tuple[Chosen, ...]:
    fields = {field.name: field for field in ctx.reader.filterable(record.key)}
    return tuple(
        Chosen(_words(ctx, fields, name, value, page), ctx.to.list(record, address.without(name, "_page", "_after")))
        for name, value in address.filters.items()
    )


def _controls(ctx: Context, field: Field, given: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Each with the name that its value is sent by."""
    if field.kind in DATE_KINDS:
        for suffix, words in BOUNDS.items():
            name = f"{field.name}{suffix}"
            yield name, _day(name, f"{field.label} {words}", given.get(name, ""))
    elif values := _values(field) or _linked(ctx, field):
        yield field.name, _select(field, values, given)


def _select(field: Field, values: Mapping[str, str], given: Mapping[str, str]) -> str:
    name, printed = field.name, options({"": "Any", **values}, given.get(field.name, ""))
    select = f'<select class="form-select" id="filter-{name}" name="{name}">{printed}</select>'
    return _control(name, field.label, select)


def _day(name: str, label: str, value: str) -> str:
    day = f'<input class="form-control" type="date" id="filter-{name}" name="{name}" value="{markup_of(value)}">'
    return _control(name, label, day)


def _control(name: str, label: str, control: str) -> str:
    """Names are those of fields, which have nothing to escape."""
    return f'<div>\n<label for="filter-{name}">{markup_of(label)}</label>\n{control}\n</div>\n'


def _grid(controls: Iterable[str]) -> Markup:
    written = "".join(controls)
    return marked(f'<div class="grid">\n{written}</div>\n') if written else Markup()  # noqa: S704 - escaped above


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
