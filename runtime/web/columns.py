"""The columns of a list as markup, all cells of one at once: a call for each cell takes longer than all else of a page.

What people typed is escaped here; templates print it as it is. A record's own page has its values from `cells`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

from markupsafe import Markup

from runtime.declarations.fields import FILE_KINDS, Field
from runtime.scope import NOT_SHOWN, Column, FileRow, Linked, NotShown
from runtime.web.cells import NOT_SHOWN_HTML, STATE, css_of, is_due, left, opening_of, tag
from runtime.web.controls import SPECIAL, escaped
from runtime.web.formats import Formats

WriteColumn = Callable[[Sequence[Any]], Sequence[str]]
IN_A_LIST = 120  # characters of a long text


def short(formats: Formats, field: Field) -> WriteColumn:
    """How values of this field are written in a list: as markup of one line, without links in it, "" for none."""
    if is_due(field):
        return lambda values: ["" if value is None else _due(value) for value in values]
    if field.own is None and field.kind in _WITHOUT_FORMAT:
        return _WITHOUT_FORMAT[field.kind]
    text = formats.of(field)
    finish = _tags if field.name == STATE else _lines
    return lambda values: finish(["" if value is None or value == () else text(value) for value in values])


def cells_of_column(formats: Formats, column: Column) -> WriteColumn:
    """How the cells of a list's column are written, their elements included."""
    write, opening = short(formats, column.field), opening_of(column.label, css_of(column.field))
    empty = f"{opening_of(column.label, 'empty')}</td>"
    return lambda values: [f"{opening}{text}</td>" if text else empty for text in write(values)]


def _lines(texts: Sequence[str]) -> Sequence[str]:
    if max(map(len, texts), default=0) > IN_A_LIST:
        texts = [cut(text) for text in texts]
    return _escaped(texts)


def cut(text: str) -> str:
    """What a list shows of a long text."""
    return text if len(text) <= IN_A_LIST else f"{text[:IN_A_LIST].rstrip()}…"


def _escaped(texts: Sequence[str]) -> Sequence[str]:
    """Most of a list's texts have nothing to escape."""
    return texts if SPECIAL.search("".join(texts)) is None else escaped(texts)


def _tags(texts: Sequence[str]) -> Sequence[str]:
    return [_tag(text) if text else "" for text in texts]


@lru_cache(maxsize=4096)
def _tag(text: str) -> Markup:
    """Kept: there are few states."""
    return tag(text)


def _titles(values: Sequence[Linked | NotShown | None]) -> Sequence[str]:
    titles = _lines(["" if value is None or value is NOT_SHOWN else value.title for value in values])
    return [NOT_SHOWN_HTML if value is NOT_SHOWN else title for value, title in zip(values, titles, strict=True)]


def _all_titles(values: Sequence[tuple[Linked, ...] | None]) -> Sequence[str]:
    return _lines([", ".join([each.title for each in value or ()]) for value in values])


def _file_names(values: Sequence[tuple[FileRow, ...] | None]) -> Sequence[str]:
    return _escaped([", ".join([each.name for each in value or ()]) for value in values])


def _due(value: dt.datetime) -> str:
    return Markup('<time datetime="{}">{}</time>').format(value.isoformat(timespec="seconds"), left(value))


_WITHOUT_FORMAT: dict[str, WriteColumn] = {
    "link": _titles,
    "links": _all_titles,
    **dict.fromkeys(FILE_KINDS, _file_names),
}
