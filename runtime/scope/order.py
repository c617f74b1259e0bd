"""The order of a list, and the marks from which it goes on: the last row's value in that order and its id.

What is missing stands last in either direction. Rows of equal value follow by id, so that no row is passed over.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from math import isfinite
from typing import Any

from sqlalchemy import ColumnElement, Text, and_, bindparam, case, func, literal, or_
from sqlalchemy.types import TypeEngine

from runtime.columns import Duration, PlainText, Scaled, UtcDateTime
from runtime.declarations.fields import TEXT_KINDS
from runtime.ids import read_id
from runtime.scope.policy import Readable, sortable
from runtime.scope.results import BadQuery
from runtime.scope.search import refuse_unprintable, title_names
from runtime.scope.sources import Source, Sources

_pack = json.JSONEncoder(separators=(",", ":")).encode
NEVER_MISSING = frozenset({"id", "created", "updated", "revision"})


@dataclass(frozen=True, slots=True)
class Sort:
    name: str
    descending: bool

    @property
    def text(self) -> str:
        return f"-{self.name}" if self.descending else self.name


NEWEST_FIRST = Sort("id", descending=True)


@dataclass(frozen=True, slots=True)
class Mark:
    """Where to go on: after the row of this value (None: missing) and id."""

    value: object
    id: int


def read_sort(text: str, readable: Mapping[str, Readable]) -> Sort:
    """`name`, `-name` for descending; newest first where nothing is said. Raises BadQuery."""
    if not text:
        return NEWEST_FIRST
    name = text.removeprefix("-")
    if name not in readable or not sortable(readable[name]):
        raise BadQuery(f"This list cannot be sorted by “{name}”.")
    return Sort(name, text.startswith("-"))


def sorted_by(sort: Sort, sources: Sources) -> ColumnElement[Any]:
    """What the rows are compared by: text without regard to case, choices in their order, links by their titles."""
    if sort.name == "id":
        return sources.root.id
    return _key(sources, sources.root, sources.policy.readable(sources.root.record.key)[sort.name])


def _key(sources: Sources, source: Source, readable: Readable) -> ColumnElement[Any]:
    if readable.field.kind == "link":
        target = sources.linked(source, readable)
        return source.id if target is None else title_key(sources, target)
    column = sources.visible(source, readable)
    if readable.field.kind in TEXT_KINDS:
        return func.lower(column, type_=Text())
    if readable.field.kind == "choice" and readable.field.choices:
        places = {literal(choice, column.type): place for place, choice in enumerate(readable.field.choices)}
        return case(places, value=column)
    return column


def title_key(sources: Sources, source: Source) -> ColumnElement[Any]:
    """The first plain part of the title that the reader sees; the id where it has none."""
    seen = sources.policy.readable(source.record.key)
    for name in title_names(sources.policy, source.record.key):
        if name in seen and sortable(seen[name]) and seen[name].field.kind != "link":
            return _key(sources, source, seen[name])
    return source.id


def order_of(sort: Sort, key: ColumnElement[Any], source: Source) -> list[ColumnElement[Any]]:
    last = source.id.desc() if sort.descending else source.id.asc()
    if sort.name == "id":
        return [last]
    ordered = key.desc() if sort.descending else key.asc()
    return [ordered if sort.name in NEVER_MISSING else ordered.nulls_last(), last]


def going_on(sort: Sort, key: ColumnElement[Any], source: Source, *, missing: bool) -> ColumnElement[bool]:
    """The rows behind a mark, whose values the request gives as `after_value` and `after_id`."""
    last = bindparam("after_id", type_=source.id.type)
    behind = source.id < last if sort.descending else source.id > last
    if sort.name == "id":
        return behind
    if missing:
        return and_(key.is_(None), behind)
    value: ColumnElement[Any] = bindparam("after_value", type_=key.type)
    further = key < value if sort.descending else key > value
    return or_(further, and_(key == value, behind), key.is_(None))


def write_mark(sort: Sort, mark: Mark) -> str:
    """Opaque, since nobody is to build on it; not secret: it holds what its reader saw."""
    kind = type(mark.value).__name__
    text = mark.value if mark.value is None else _KINDS[kind].write(mark.value)
    packed = _pack([sort.text, kind, text, str(mark.id)])
    return base64.urlsafe_b64encode(packed.encode()).decode().rstrip("=")


def read_mark(sort: Sort, text: str, key: TypeEngine[Any]) -> Mark:
    """Raises BadQuery where the mark is not one of a list in this order, whose values are of the type `key`."""
    refused = BadQuery("This address does not go on from a list. Start again from its first page.")
    try:
        sorting, kind, value, last = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        refuse_unprintable([value or ""])
        found = Mark(None if value is None else _KINDS[kind].read(value), read_id(last) or 0)
        fits = sorting == sort.text and (found.value is None or _fits(found.value, key))
    except (ValueError, TypeError, KeyError, ArithmeticError, RecursionError):
        raise refused from None
    if not fits:
        raise refused
    return found


def _fits(value: object, key: TypeEngine[Any]) -> bool:
    """A value that the database would take; whoever wrote the mark may have been somebody else than us.

    Raises ValueError or ArithmeticError for what cannot even be asked.
    """
    if isinstance(value, int | Decimal) and not (isfinite(value) and -(2**63) < value < 2**63):
        return False
    if isinstance(value, datetime):
        value.astimezone(UTC)  # OverflowError at the ends of time
        if value.tzinfo is None:
            return False
    expected = next((python for of, python in _TYPES.items() if isinstance(key, of)), None)
    return type(value) is (expected or key.python_type)


_TYPES: Mapping[type[TypeEngine[Any]], type[object]] = {
    PlainText: str,
    Scaled: Decimal,
    UtcDateTime: datetime,
    Duration: timedelta,
}


@dataclass(frozen=True, slots=True)
class _Kind:
    write: Callable[[Any], str]
    read: Callable[[str], object]


_KINDS: Mapping[str, _Kind] = {
    "str": _Kind(str, str),
    "int": _Kind(str, int),
    "bool": _Kind(str, "True".__eq__),
    "Decimal": _Kind(str, Decimal),
    "date": _Kind(date.isoformat, date.fromisoformat),
    "datetime": _Kind(datetime.isoformat, datetime.fromisoformat),
    "time": _Kind(time.isoformat, time.fromisoformat),
    "timedelta": _Kind(lambda value: str(value.total_seconds()), lambda text: timedelta(seconds=float(text))),
}
