"""The filters of a list: the controls that are offered, and those that are chosen with a way to take each away."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from runtime.declarations.access import RecordType
from runtime.declarations.fields import Field
from runtime.scope import Linked, Page
from runtime.web.context import Context
from runtime.web.controls import options
from runtime.web.lists_query import Address

YES_NO = {"true": "Yes", "false": "No"}
NOBODY_CHOOSES = frozenset({"id", "revision"})


@dataclass(frozen=True, slots=True)
class FilterField:
    """A select; its options are ready to print."""

    name: str
    label: str
    options: Markup


@dataclass(frozen=True, slots=True)
class Chosen:
    label: str
    href: str


def fields_of(ctx: Context, record: RecordType, address: Address) -> tuple[FilterField, ...]:
    """Fields with a fixed set of values. Links are filtered from the pages of what they point to."""
    return tuple(
        FilterField(field.name, field.label, options({"": "Any"} | _values(field), address.given.get(field.name, "")))
        for field in ctx.reader.filterable(record.key)
        if _values(field) and field.name not in NOBODY_CHOOSES
    )


def chosen_of(ctx: Context, record: RecordType, address: Address, page: Page) -> tuple[Chosen, ...]:
    fields = {field.name: field for field in ctx.reader.filterable(record.key)}
    return tuple(
        Chosen(f"{fields[name].label}: {_words(ctx, fields[name], value, page)}", _removed(ctx, record, address, name))
        for name, value in address.filters.items()
        if name in fields
    )


def _removed(ctx: Context, record: RecordType, address: Address, name: str) -> str:
    return ctx.to.list(record, address.without(name, "_page", "_after"))


def _values(field: Field) -> dict[str, str]:
    return YES_NO if field.kind == "yesno" else dict(field.choices)


def _words(ctx: Context, field: Field, value: str, page: Page) -> str:
    if field.kind in ("link", "links"):
        return _title(ctx, field, value, page)
    return _values(field).get(value, value)


def _title(ctx: Context, field: Field, value: str, page: Page) -> str:
    """The linked record's title: from a row that shows it, else read."""
    for row in page.rows:
        linked = row.values.get(field.name)
        if isinstance(linked, Linked) and str(linked.id) == value:
            return linked.title
    found = ctx.reader.record(field.target, int(value)) if value.isdigit() and field.target else None
    return found.title if found else "not shown"
