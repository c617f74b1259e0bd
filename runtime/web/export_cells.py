"""What a value is in a cell of a file: a number stays a number and a date is ISO, so that sheets can count and sort."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import cast

from runtime.declarations.fields import TEXT_KINDS
from runtime.scope import Column, FileRow, Linked, NotShown, Row, Value
from runtime.web.formats import Formats

FORMULA = re.compile(r"\s*[=+\-@\t\r＝＋－＠]")  # what a spreadsheet would run, in wide letters too
SOME_FORMULA = re.compile(f"\n{FORMULA.pattern}")
NOT_SHOWN = "Not shown"
MINUTE = len("2026-11-30 12:46")
FEW = 256

Cell = str | int | Decimal
Write = Callable[[Value], Cell]


def writer_of(column: Column, formats: Formats) -> Write:
    """The cell of each value of a column."""
    field = column.field
    if column.name == "id":
        return _number  # longer than the numbers of sheets
    if field.own is None and field.kind == "choice":
        return lru_cache(FEW)(lambda value: _cell(column, value, formats))
    if field.own is None and field.kind in _BY_KIND:
        return _BY_KIND[field.kind](formats)
    return lambda value: _cell(column, value, formats)


def harmless(text: str) -> str:
    """Text that no spreadsheet takes for a formula: such text gets an apostrophe in front."""
    return f"'{text}" if FORMULA.match(text) else text


def all_harmless(texts: Sequence[str]) -> Sequence[str]:
    """The same of many, which are mostly harmless: one look at all of them tells."""
    if not SOME_FORMULA.search("\n" + "\n".join(texts)):
        return texts
    return [harmless(text) for text in texts]


def _number(value: Value) -> str:
    return "" if value is None else str(value)


def _text(value: Value) -> str:
    return value if isinstance(value, str) else ""


def _title(value: Value) -> str:
    if isinstance(value, Linked):
        return value.title
    return "" if value is None else NOT_SHOWN


def _cell(column: Column, value: Value, formats: Formats) -> Cell:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return _moments(formats)(value)
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return value
    if isinstance(value, Linked | NotShown):
        return _title(value)
    if hasattr(value, "isoformat"):
        return str(value.isoformat())
    if isinstance(value, tuple) and value and not isinstance(value[0], str):
        several = cast("tuple[FileRow | Linked | Row, ...]", value)
        return ", ".join(each.name if isinstance(each, FileRow) else each.title for each in several)
    if isinstance(value, timedelta):
        return str(value)
    return formats.text(column.field, value)


def _moments(formats: Formats) -> Write:
    zone = formats.zone
    return lambda value: str(value.astimezone(zone))[:MINUTE] if isinstance(value, datetime) else ""


_BY_KIND: Mapping[str, Callable[[Formats], Write]] = {
    **dict.fromkeys(TEXT_KINDS, lambda _formats: _text),
    "link": lambda _formats: _title,
    "datetime": _moments,
}
"""Straight to the cell where the kind tells what the value is."""
