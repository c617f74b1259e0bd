"""The heads of a list's columns as markup; those of the columns that sort it are links which do."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from runtime.declarations.fields import Field
from runtime.scope import Column
from runtime.web.controls import marked, markup_of
from runtime.web.formats import NUMERIC_KINDS
from runtime.web.lists_query import Address, ToList
from runtime.words import inside

NUMERIC = ' class="numeric"'
ORDERS = {
    **dict.fromkeys(("date", "datetime", "time"), ("earliest first", "latest first")),
    "yesno": ("no first", "yes first"),
    "duration": ("shortest first", "longest first"),
    "choice": ("in order", "in reverse order"),
}


def headings(columns: Sequence[Column], address: Address, to: ToList) -> Markup:
    """With an arrow at the column that the list is sorted by, whose link turns the order."""
    sort, start = address.given.get("_sort", ""), markup_of(address.opening("sort", to))
    return marked("".join([_heading(column, sort, start) for column in columns]))  # noqa: S704 - escaped one by one


def plain_headings(fields: Sequence[Field]) -> Markup:
    """Those of a table that nobody sorts."""
    return marked("".join([_head(field, "", markup_of(field.label)) for field in fields]))  # noqa: S704 - escaped


def caption(heading: str, address: Address, columns: Sequence[Column]) -> str:
    sort = address.given.get("_sort", "")
    by = next((each for each in columns if each.name == sort.removeprefix("-")), None) if sort else None
    if by is None:
        return heading
    return f"{heading}, sorted by {inside(by.label)}, {_order(by.field.kind, sort)}"


def _heading(column: Column, sort: str, start: str) -> str:
    field, label = column.field, markup_of(column.label)
    if not column.sortable:
        return _head(field, "", label)
    if sort == column.name:
        return _head(field, ' aria-sort="ascending"', f'<a href="{start}-{column.name}">{label}{_arrow("▲")}</a>')
    if sort == f"-{column.name}":
        return _head(field, ' aria-sort="descending"', f'<a href="{start}{column.name}">{label}{_arrow("▼")}</a>')
    return _head(field, "", f'<a href="{start}{column.name}">{label}</a>')


def _head(field: Field, sort: str, content: str) -> str:
    return f'<th scope="col"{NUMERIC if field.kind in NUMERIC_KINDS else ""}{sort}>{content}</th>\n'


def _arrow(sign: str) -> str:
    return f' <span aria-hidden="true">{sign}</span>'


def _order(kind: str, sort: str) -> str:
    up, down = ORDERS.get(kind, ("lowest first", "highest first") if kind in NUMERIC_KINDS else ("A to Z", "Z to A"))
    return down if sort.startswith("-") else up
