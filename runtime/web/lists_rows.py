"""The rows of a list as markup. Joined text: a template's loop over them costs as much as the rest of a page."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain, repeat
from operator import methodcaller

from markupsafe import Markup, escape

from runtime.declarations.access import RecordType
from runtime.scope import Column, Row
from runtime.web.columns import cells_of_column, short
from runtime.web.context import Context

SHORT = 24
"""Characters of a record's name that is not broken into lines."""
SHORT_NAME = ' class="short"'


def rows_of(ctx: Context, record: RecordType, columns: tuple[Column, ...], rows: Sequence[Row]) -> Markup:
    """The first cell of a row is its name, which leads to the record."""
    formats, to = ctx.printer.formats, escape(ctx.to.before_ids(record))
    names = _names(ctx, columns, rows)
    heads = [
        f'<tr>\n<th scope="row"{SHORT_NAME if size <= SHORT else ""}><a href="{to}{row.id}">{name}</a></th>\n'
        for row, name, size in zip(rows, names, map(len, names), strict=True)
    ]
    cells = [cells_of_column(formats, column)(_values(rows, column)) for column in columns[1:]]
    parts = zip(heads, *cells, repeat("\n</tr>\n", len(rows)), strict=True)
    return Markup("".join(chain.from_iterable(parts)))  # noqa: S704 - of columns as markup, ids, an address escaped


def _names(ctx: Context, columns: tuple[Column, ...], rows: Sequence[Row]) -> Sequence[str]:
    """What stands in the first cells: the values of the first column, a record's title where its own is missing."""
    if not columns:
        return [escape(row.title) for row in rows]
    texts = short(ctx.printer.formats, columns[0].field)(_values(rows, columns[0]))
    return [text or escape(row.title) for text, row in zip(texts, rows, strict=True)]


def _values(rows: Sequence[Row], column: Column) -> Sequence[object]:
    """By row; None where it is missing or not seen."""
    return list(map(methodcaller("get", column.name), [row.values for row in rows]))
