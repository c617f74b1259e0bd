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
from runtime.web.controls import marked, markup_of
from runtime.web.formats import NUMERIC_KINDS, Formats
from runtime.words import size_of

NOT_SHOWN_HTML = Markup('<span class="muted">Not shown</span>')
DATE_KINDS = frozenset({"date", "datetime", "time"})
PICTURES = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})
STATE = "state"
"""The choice field of this name says how far a record is: its words stand out."""


Write = Callable[[Row, Any], Markup]
"""The markup of a value of the row."""


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
        """A value on the record's own page. Whoever writes several of a field has a `writer` for them."""
        return self.writer(record, field)(row, value)

    def writer(self, record: RecordType, field: Field) -> Write:
        """How values of this field are written there, as markup."""
        if field.kind in FILE_KINDS:
            return lambda row, value: self._files(record, row, field, value)
        return (_text if field.own else _FULL.get(field.kind, _text))(self, field)

    def link(self, key: str | None, linked: Linked) -> Markup:
        """The linked record's title, as a link where its page can be opened."""
        return self.linking(key)(linked)

    def linking(self, key: str | None) -> Callable[[Linked], Markup]:
        """How linked records of this type are written, as markup."""
        if key is None or key not in self.visible:
            return lambda linked: of_text(linked.title)
        before = markup_of(self.to.before_ids(self.records[key]))
        return lambda linked: marked(f'<a href="{before}{linked.id}">{markup_of(linked.title)}</a>')  # noqa: S704 - escaped here

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
    return marked("".join(row))  # noqa: S704 - contents are Markup, labels escaped


@lru_cache(maxsize=4096)
def opening_of(label: str, css: str) -> str:
    """The start of a cell. `data-label` is what a phone shows beside the value, where the column's head is far away."""
    shape = f' class="{css}"' if css else ""
    return f'<td data-label="{escape(label)}"{shape}>'


def css_of(field: Field) -> str:
    """The class of the cells of a list's column."""
    return "numeric" if field.kind in NUMERIC_KINDS else "short" if field.kind in DATE_KINDS else ""


def tag(text: str) -> Markup:
    return marked(f'<span class="tag">{escape(text)}</span>')  # noqa: S704 - escaped here


def of_text(text: str) -> Markup:
    return marked(markup_of(text))  # noqa: S704 - escaped


def anchor(href: str, words: str, more: str = "") -> Markup:
    """`more`: attributes, as they are written."""
    return marked(f'<a href="{markup_of(href)}"{more}>{markup_of(words)}</a>')  # noqa: S704 - escaped here


def time(stamp: str, words: str) -> Markup:
    return marked(f'<time datetime="{stamp}">{markup_of(words)}</time>')  # noqa: S704 - escaped here


def _text(to: Printer, field: Field) -> Write:
    text = to.formats.of(field)
    return lambda _row, value: of_text(text(value))


def _lines(_to: Printer, _field: Field) -> Write:
    return lambda _row, value: marked("<br>".join(markup_of(value).splitlines()))  # noqa: S704 - escaped here


def _rich(_to: Printer, _field: Field) -> Write:
    return lambda _row, value: Markup('<div class="prose">{}</div>').format(markdown.html_of(value))


def _choice(to: Printer, field: Field) -> Write:
    text, finish = to.formats.of(field), tag if field.name == STATE else of_text
    known = {choice: finish(text(choice)) for choice in field.choices}
    return lambda _row, value: known[value] if value in known else finish(text(value))


def _link(to: Printer, field: Field) -> Write:
    written = to.linking(field.target)
    return lambda _row, value: NOT_SHOWN_HTML if value is NOT_SHOWN else written(value)


def _links(to: Printer, field: Field) -> Write:
    written = to.linking(field.target)
    return lambda _row, value: marked("<br>".join(map(written, value)))  # noqa: S704 - of markup


def _url(_to: Printer, _field: Field) -> Write:
    return lambda _row, value: (
        anchor(value, value, ' rel="nofollow noopener noreferrer"')
        if value.startswith(("http://", "https://"))
        else of_text(value)
    )


def _email(_to: Printer, _field: Field) -> Write:
    return lambda _row, value: anchor(f"mailto:{value}", value)


def _phone(_to: Printer, _field: Field) -> Write:
    return lambda _row, value: anchor(f"tel:{''.join(value.split())}", value)


def _date(to: Printer, field: Field) -> Write:
    text = to.formats.of(field)
    return lambda _row, value: time(value.isoformat(), text(value))


def is_due(field: Field) -> bool:
    """Whether it says what is due next, of which people want to know how much time is left."""
    return field.name == DUE_BY and field.kind == "datetime" and field.computed


def left(value: dt.datetime) -> str:
    return time_left(value, dt.datetime.now(dt.UTC))


def _moment(to: Printer, field: Field) -> Write:
    text = to.formats.of(field)
    if is_due(field):
        return lambda _row, value: time(value.isoformat(timespec="seconds"), f"{text(value)} ({left(value)})")
    return lambda _row, value: time(value.isoformat(timespec="seconds"), text(value))


_FULL: dict[str, Callable[[Printer, Field], Write]] = {
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
