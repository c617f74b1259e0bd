"""Lines on the page of their record, as a table; and what is seen of a line beside the questions of its form."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from runtime.declarations.access import RecordType
from runtime.declarations.fields import Field
from runtime.records import BUILT_IN
from runtime.scope import Row, Value
from runtime.service.line import MOST_LINES
from runtime.web.cells import Cell, Write, cells_of, css_of
from runtime.web.context import Context
from runtime.web.lists_headings import plain_headings
from runtime.words import counted, inside, sentence

Facts = tuple[tuple[str, Markup], ...]


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """`name` is the first value, which stands for the line; `cells` are the others."""

    name: Markup
    css: str
    cells: Markup


@dataclass(frozen=True, slots=True)
class LinesTable:
    """`change` is empty where this person may not change the lines."""

    id: str
    label: str
    count: str
    headings: Markup
    lines: tuple[PrintedLine, ...]
    change: str
    hidden: str


def lines_of(ctx: Context, record: RecordType, row: Row, edit: str) -> Iterator[LinesTable]:
    """Of each field of lines that this person sees."""
    for field in ctx.reader.readable(record.key):
        if field.kind == "lines" and field.name in row.values:
            change = f"{edit}#{field.name}" if edit and field.name in row.may_edit else ""
            yield _table(ctx, field, rows_in(row.values[field.name]), change)


def facts_of_line(ctx: Context, record: RecordType, row: Row, without: Collection[str]) -> Facts:
    seen = (field for field in ctx.reader.readable(record.key) if field.name not in without and _is_own(field))
    values = ((field, row.values.get(field.name)) for field in seen)
    return tuple(
        (field.label, ctx.printer.full(record, row, field, value)) for field, value in values if value not in (None, ())
    )


def limits_of(owner: RecordType, field: Field) -> tuple[int, int]:
    """How many lines there are at least and at most."""
    least, most = owner.minimum.get(field.name), owner.maximum.get(field.name)
    return (
        least if isinstance(least, int) else int(field.required),
        most if isinstance(most, int) else MOST_LINES,
    )


def rows_in(value: Value) -> tuple[Row, ...]:
    return tuple(each for each in value if isinstance(each, Row)) if isinstance(value, tuple) else ()


def _table(ctx: Context, field: Field, rows: tuple[Row, ...], change: str) -> LinesTable:
    record = ctx.site.records[field.lines]
    present = {name for row in rows for name in row.values}
    fields = [each for each in ctx.reader.readable(record.key) if each.name in present and _is_own(each)]
    columns = [(field, ctx.printer.writer(record, field)) for field in fields]
    return LinesTable(
        id=field.name,
        label=field.label,
        count=sentence(counted(len(rows), record.label, record.plural)),
        headings=plain_headings(fields),
        lines=tuple(_line(columns, row) for row in rows),
        change=change,
        hidden=inside(field.label),
    )


def _is_own(field: Field) -> bool:
    """What the product says of every record tells nothing of a line."""
    return field.name not in BUILT_IN


def _line(columns: Sequence[tuple[Field, Write]], row: Row) -> PrintedLine:
    cells = [_cell(row, field, write) for field, write in columns]
    first = cells[0] if cells else Cell(Markup(), "")
    return PrintedLine(
        name=first.html or Markup.escape(row.title),
        css=first.css,
        cells=cells_of((field.label for field, _write in columns[1:]), cells[1:]),
    )


def _cell(row: Row, field: Field, write: Write) -> Cell:
    value = row.values.get(field.name)
    if value is None or value == ():
        return Cell(Markup(), "empty")
    return Cell(write(row, value), css_of(field))
