"""The rows of a list as markup. Joined text: a template's loop over them costs as much as the rest of a page."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from itertools import chain, repeat
from operator import itemgetter

from markupsafe import Markup, escape

from runtime.declarations.access import RecordType
from runtime.scope import Column, Row
from runtime.web.columns import cells_of_column, short
from runtime.web.context import Context
from runtime.web.controls import marked
from runtime.web.formats import Formats

Columns = Sequence[Sequence[object]]
SHORT = 24
"""Characters of a record's name that is not broken into lines."""
SHORT_NAME = ' class="short"'


def rows_of(ctx: Context, record: RecordType, columns: tuple[Column, ...], rows: Sequence[Row]) -> Markup:
    """The first cell of a row is its name, which leads to the record."""
    formats, to, values = ctx.printer.formats, escape(ctx.to.before_ids(record)), _by_column(columns, rows)
    names = _names(formats, columns, rows, values)
    heads = [
        f'<tr>\n<th scope="row"{SHORT_NAME if size <= SHORT else ""}><a href="{to}{row.id}">{name}</a></th>\n'
        for row, name, size in zip(rows, names, map(len, names), strict=True)
    ]
    writers = [cells_of_column(formats, column) for column in columns[1:]]
    cells = [write(each) for write, each in zip(writers, values[1:], strict=True)]
    parts = zip(heads, *cells, repeat("\n</tr>\n", len(rows)), strict=True)
    return marked("".join(chain.from_iterable(parts)))  # noqa: S704 - of columns as markup, ids, an address escaped


def _by_column(columns: Sequence[Column], rows: Sequence[Row]) -> Columns:
    """The values of each column, None for those that are missing or not seen."""
    names, values = [column.name for column in columns], [row.values for row in rows]
    if rows and len(names) > 1:
        with suppress(KeyError):  # a field whose condition fails is not in its row
            return list(zip(*map(itemgetter(*names), values), strict=True))
    return [[each.get(name) for each in values] for name in names]


def _names(formats: Formats, columns: Sequence[Column], rows: Sequence[Row], values: Columns) -> Sequence[str]:
    """What stands in the first cells: the values of the first column, a record's title where its own is missing."""
    texts = short(formats, columns[0].field)(values[0]) if columns else [""] * len(rows)
    return [text or escape(row.title) for text, row in zip(texts, rows, strict=True)]
