"""What a reader answers: rows of visible values. No value in here knows a hidden one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum
from typing import NamedTuple

from runtime.declarations.fields import Field


class NotShown(Enum):
    """Stands where a link is set, but the reader may not see what it points to."""

    NOT_SHOWN = "not shown"


NOT_SHOWN = NotShown.NOT_SHOWN


@dataclass(frozen=True, slots=True)
class Linked:
    """A record that the reader may see, by its title."""

    id: int
    title: str


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file of a record. `stored`, its name in the store, is given only to whoever asks for that one file."""

    id: int
    name: str
    size: int
    media_type: str
    stored: str = ""


Plain = str | int | bool | Decimal | date | datetime | time | timedelta
Several = tuple[str, ...] | tuple[Linked, ...] | tuple[FileRow, ...] | tuple["Row", ...]
Value = Plain | Linked | NotShown | Several | None
"""By kind of field: choices are a tuple of keys, links of Linked, all kinds of files (a single one too) of FileRow,
lines of Row, those that the reader sees, in the order of entry."""


class Row(NamedTuple):
    """A record as the reader sees it. A field whose condition fails is not in `values`.

    `may_edit` (names of fields), `may_delete`, `may_move` (names of moves that are open now), `may_say` (record types
    of comments that would be seen on it) and `watched` (by the reader) are known of a single record only, not of the
    rows of a list. Of a line they say what may be done in the form of its owner, and are known where it stands among
    the values of its owner. `revision` counts the changes that the reader could notice; `version` those that were made,
    for the log of what was shown and nothing else.

    A list has up to a hundred of them: a dataclass takes five times as long to make.
    """

    id: int
    title: str
    revision: int
    values: Mapping[str, Value]
    version: int = 0
    may_edit: tuple[str, ...] = ()
    may_delete: bool = False
    may_move: tuple[str, ...] = ()
    may_say: tuple[str, ...] = ()
    watched: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a list. The name of a value one link away is dotted; `field` then is the one over there."""

    name: str
    label: str
    field: Field
    sortable: bool
    filterable: bool


@dataclass(frozen=True, slots=True)
class ListQuery:
    """What a list is asked for, as it stands in its address. `columns`: other ones than the list's own."""

    record: str
    sort: str = ""
    filters: Mapping[str, str] = field(default_factory=dict)
    q: str = ""
    page: int = 1
    after: str | None = None
    size: int = 25
    view: str | None = None
    columns: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """`count` stops at 10,000, then `capped` holds. `pages` are those that have a number; `next` goes on from any."""

    rows: tuple[Row, ...]
    count: int
    capped: bool
    page: int
    pages: int
    columns: tuple[Column, ...]
    next: str | None


@dataclass(frozen=True, slots=True)
class Related:
    """The first records of type `record` that link here by their field `field`."""

    record: str
    field: str
    label: str
    page: Page


@dataclass(frozen=True, slots=True)
class Changed:
    """A field with its values before and after. One that can no longer be read as its field's kind is text."""

    field: Field
    before: Value
    after: Value


@dataclass(frozen=True, slots=True)
class Happened:
    """An entry of a timeline. `who` is "" where the reader may not know the name, or it was nobody (`by_nobody`).

    `said`: of a comment that was added, its record type.
    """

    id: int
    at: datetime
    action: str
    move: str
    who: str
    is_mine: bool
    by_nobody: bool
    changes: tuple[Changed, ...]
    said: str = ""


@dataclass(frozen=True, slots=True)
class Timeline:
    """The newest first; `next` goes on where there are older ones."""

    entries: tuple[Happened, ...]
    next: str | None


@dataclass(frozen=True, slots=True)
class Permits:
    """What may be done to a visible record as it is now."""

    revision: int
    edit: tuple[str, ...]
    delete: bool
    moves: tuple[str, ...] = ()
    say: tuple[str, ...] = ()
    watched: bool = False


class BadQuery(ValueError):  # noqa: N818 - named as its readers say it
    """A request for what does not exist or is not the reader's to ask; its text is for people."""


class ScopeError(RuntimeError):
    """A fault of ours that would have shown too much: nobody asks, or a value that a rule needs is not known."""
