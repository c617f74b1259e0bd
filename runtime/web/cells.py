"""Values as markup for record pages. What people typed is escaped here; templates print it as it is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from markupsafe import Markup, escape

from runtime.clocks import time_left
from runtime.declarations.access import RecordType
from runtime.declarations.fields import FILE_KINDS, Field
from runtime.declarations.service_level import DUE_BY
from runtime.scope import NOT_SHOWN, FileRow, Linked, Row, Value
from runtime.web import markdown
from runtime.web.addresses import Addresses
from runtime.web.formats import NUMERIC_KINDS, Formats
from runtime.words import size_of

NOT_SHOWN_HTML = Markup('<span class="muted">Not shown</span>')
DATE_KINDS = frozenset({"date", "datetime", "time"})
PICTURES = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})
BREAK = Markup("<br>")
STATE = "state"
"""The choice field of this name says how far a record is: its words stand out."""


class Cell(NamedTuple):
    """The content of a cell of a list, and the class of its element."""

    html: Markup
    css: str


@dataclass(frozen=True, slots=True)
class Printer:
    """Prints values for one portal; `records` finds the record type of a link."""

    formats: Formats
    to: Addresses
    records: Mapping[str, RecordType]
    visible: frozenset[str]
    """The record types whose pages this person can open."""

    def full(self, record: RecordType, row: Row, field: Field, value: Value) -> Markup:
        """A value on the record's own page."""
        if value is NOT_SHOWN:
            return NOT_SHOWN_HTML
        if field.kind in FILE_KINDS:
            return self._files(record, row, field, value)
        return (_text if field.own else _FULL.get(field.kind, _text))(self, field, value)

    def link(self, key: str | None, linked: Linked) -> Markup:
        """The linked record's title, as a link where its page can be opened."""
        if key is None or key not in self.visible:
            return escape(linked.title)
        return Markup('<a href="{}">{}</a>').format(self.to.detail(self.records[key], linked.id), linked.title)

    def _files(self, record: RecordType, row: Row, field: Field, value: Any) -> Markup:
        items = Markup().join(self._file(record, row, field, each) for each in value)
        return Markup('<ul class="files">{}</ul>').format(items)

    def _file(self, record: RecordType, row: Row, field: Field, file: FileRow) -> Markup:
        href = self.to.file(record, row.id, file.id, file.name)
        picture = Markup()
        if field.kind == "image" and file.media_type in PICTURES:
            picture = Markup('<img class="picture" src="{}" alt="{}">').format(href, field.label)
        return Markup('<li>{}<a href="{}" download>{}</a> <span class="muted">({})</span></li>').format(
            picture, href, file.name, size_of(file.size)
        )


def cells_of(labels: Iterable[str], cells: Iterable[Cell]) -> Markup:
    """The cells of a row as markup. Joined text: a template's loop over them costs as much as the rest of a page."""
    row = (f"{opening_of(label, cell.css)}{cell.html}</td>" for label, cell in zip(labels, cells, strict=True))
    return Markup("".join(row))  # noqa: S704 - contents are Markup, labels escaped


@lru_cache(maxsize=4096)
def opening_of(label: str, css: str) -> str:
    """The start of a cell. `data-label` is what a phone shows beside the value, where the column's head is far away."""
    shape = f' class="{css}"' if css else ""
    return f'<td data-label="{escape(label)}"{shape}>'


def css_of(field: Field) -> str:
    """The class of the cells of a list's column."""
    return "numeric" if field.kind in NUMERIC_KINDS else "short" if field.kind in DATE_KINDS else ""


def tag(text: str) -> Markup:
    return Markup(f'<span class="tag">{escape(text)}</span>')  # noqa: S704 - escaped here


def _text(to: Printer, field: Field, value: Any) -> Markup:
    return escape(to.formats.text(field, value))


def _lines(_to: Printer, _field: Field, value: str) -> Markup:
    return BREAK.join(escape(line) for line in value.splitlines())


def _rich(_to: Printer, _field: Field, value: str) -> Markup:
    return Markup('<div class="prose">{}</div>').format(markdown.html_of(value))


def _choice(to: Printer, field: Field, value: str) -> Markup:
    text = to.formats.text(field, value)
    return tag(text) if field.name == STATE else escape(text)


def _link(to: Printer, field: Field, value: Linked) -> Markup:
    return to.link(field.target, value)


def _links(to: Printer, field: Field, value: tuple[Linked, ...]) -> Markup:
    return BREAK.join(to.link(field.target, each) for each in value)


def _url(_to: Printer, _field: Field, value: str) -> Markup:
    if not value.startswith(("http://", "https://")):
        return escape(value)
    return Markup('<a href="{}" rel="nofollow noopener noreferrer">{}</a>').format(value, value)


def _email(_to: Printer, _field: Field, value: str) -> Markup:
    return Markup('<a href="mailto:{}">{}</a>').format(value, value)


def _phone(_to: Printer, _field: Field, value: str) -> Markup:
    return Markup('<a href="tel:{}">{}</a>').format("".join(value.split()), value)


def _date(to: Printer, field: Field, value: dt.date) -> Markup:
    return Markup('<time datetime="{}">{}</time>').format(value.isoformat(), to.formats.text(field, value))


def is_due(field: Field) -> bool:
    """Whether it says what is due next, of which people want to know how much time is left."""
    return field.name == DUE_BY and field.kind == "datetime" and field.computed


def left(value: dt.datetime) -> str:
    return time_left(value, dt.datetime.now(dt.UTC))


def _moment(to: Printer, field: Field, value: dt.datetime) -> Markup:
    text = to.formats.text(field, value)
    if is_due(field):
        text = f"{text} ({left(value)})"
    return Markup('<time datetime="{}">{}</time>').format(value.isoformat(timespec="seconds"), text)


_FULL: dict[str, Callable[[Printer, Field, Any], Markup]] = {
    "longtext": _lines,
    "address": _lines,
    "richtext": _rich,
    "choice": _choice,
    "link": _link,
    "links": _links,
    "url": _url,
    "email": _email,
    "phone": _phone,
    "date": _date,
    "datetime": _moment,
}
