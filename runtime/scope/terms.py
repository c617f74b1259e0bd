"""Filters of a list: from the text of an address to conditions on what the reader sees. All others are refused."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import BindParameter, ColumnElement, and_, bindparam, false, select

from runtime import records
from runtime.columns import DIGITS, ChoiceColumn, Id, stored_choices
from runtime.declarations.fields import TEXT_KINDS, Field
from runtime.ids import read_id
from runtime.scope.policy import Readable, filterable
from runtime.scope.results import BadQuery
from runtime.scope.sources import Source, Sources
from runtime.sql import has

NUMBERS = frozenset({"integer", "decimal", "percent", "money"})
RANGES = NUMBERS | {"date", "datetime"}
MOST_TERMS = 20


@dataclass(frozen=True, slots=True)
class Term:
    """One condition: `how` is `is`, `from`, `before`, `has` or `to` (a link). Its value is a parameter."""

    name: str
    how: str
    value: object

    @property
    def shape(self) -> tuple[str, str]:
        return self.name, self.how


def read_terms(filters: Mapping[str, str], readable: Mapping[str, Readable], zone: ZoneInfo) -> tuple[Term, ...]:
    """Blank ones say nothing. Raises BadQuery where a name or a value is not the reader's to give."""
    given = {name: text.strip() for name, text in filters.items() if text.strip()}
    if len(given) > MOST_TERMS:
        raise BadQuery(f"A list takes at most {MOST_TERMS} filters at once.")
    return tuple(term for name, text in given.items() for term in _read(name, text, readable, zone))


def condition(term: Term, parameter: str, sources: Sources) -> ColumnElement[bool]:
    """The term as a condition on the root, its value left to the request as `parameter`."""
    root = sources.root
    readable = sources.policy.readable(root.record.key)[term.name]
    if readable.field.kind == "links":
        return _among(readable, bindparam(parameter, type_=Id), root, sources)
    column = sources.visible(root, readable)
    if readable.field.kind == "link":
        return _linked(readable, column, bindparam(parameter, type_=Id), sources)
    if term.how == "has":
        return has(column, bindparam(parameter, type_=ChoiceColumn(stored_choices(column.type))))
    bound: BindParameter[Any] = bindparam(parameter, type_=column.type)
    return {"is": column == bound, "from": column >= bound, "before": column < bound, "to": column <= bound}[term.how]


def _linked(
    readable: Readable, column: ColumnElement[Any], bound: BindParameter[Any], sources: Sources
) -> ColumnElement[bool]:
    """The visible target, not the bare key; the key as well, since its column has the index."""
    target = sources.linked(sources.root, readable)
    return false() if target is None else and_(column == bound, target.id == bound)


def _among(readable: Readable, bound: BindParameter[Any], root: Source, sources: Sources) -> ColumnElement[bool]:
    inner = Sources(sources.policy, sources.given, readable.field.target or "")
    pairs = records.links_table(root.record.model.__name__, readable.name).alias()
    tied = and_(pairs.c.owner_id == root.id, pairs.c.target_id == inner.root.id, inner.root.id == bound)
    found = select(inner.root.id).select_from(inner.clause, pairs).where(tied, inner.rows(inner.root))
    return and_(sources.holds(readable.conditions, root), found.correlate(root.alias).exists())


def _read(name: str, text: str, readable: Mapping[str, Readable], zone: ZoneInfo) -> Iterable[Term]:
    found = readable.get(name)
    if found is not None and filterable(found):
        return _equal(found.field, text, zone)
    for suffix, read in (("_from", _from), ("_to", _to)):
        found = readable.get(name.removesuffix(suffix))
        if name.endswith(suffix) and found is not None and filterable(found) and found.field.kind in RANGES:
            return (read(found.field, text, zone),)
    raise BadQuery(f"This list has no filter called “{name}”.")


def _equal(field: Field, text: str, zone: ZoneInfo) -> Iterable[Term]:
    if field.kind == "datetime":
        return _from(field, text, zone), _to(field, text, zone)
    value = _value(field, text)
    return (Term(field.name, "has" if field.kind == "choices" else "is", value),)


def _from(field: Field, text: str, zone: ZoneInfo) -> Term:
    if field.kind == "datetime":
        return Term(field.name, "from", _midnight(_date(field, text), zone))
    return Term(field.name, "from", _value(field, text))


def _to(field: Field, text: str, zone: ZoneInfo) -> Term:
    """The day named is in it."""
    if field.kind == "datetime":
        return Term(field.name, "before", _midnight(_date(field, text) + timedelta(days=1), zone))
    return Term(field.name, "to", _value(field, text))


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone)


def _value(field: Field, text: str) -> object:
    if field.kind in NUMBERS:
        return _number(field, text)
    if field.kind in ("link", "links"):
        return read_id(text) or 0  # no record has it: the list is empty, whether or not there is such a record
    if field.kind in ("choice", "choices"):
        return _choice(field, text)
    if field.kind == "yesno":
        return _yesno(field, text)
    if field.kind == "date":
        return _date(field, text)
    if field.kind == "time":
        return _time(field, text)
    assert field.kind in TEXT_KINDS
    return text


def _number(field: Field, text: str) -> int | Decimal:
    try:
        number = Decimal(text)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or number.copy_abs() >= 10 ** (DIGITS - field.places):  # abs() would round, and overflow
        raise BadQuery(f"“{text}” is not a number that {field.label} can be.")
    if number != round(number, field.places):
        raise BadQuery(f"{field.label} has at most {field.places} digits after the point.")
    return int(number) if field.kind == "integer" else number


def _choice(field: Field, text: str) -> str:
    if text not in field.choices:
        raise BadQuery(f"“{text}” is not one of the choices of {field.label}.")
    return text


def _yesno(field: Field, text: str) -> bool:
    if text not in ("true", "false"):
        raise BadQuery(f"{field.label} is filtered by true or false, not by “{text}”.")
    return text == "true"


def _date(field: Field, text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = date.min
    if not date(1000, 1, 1) <= day <= date(9998, 12, 31):
        raise BadQuery(f"“{text}” is not a date for {field.label}. Write it as year-month-day, such as 2026-01-31.")
    return day


def _time(field: Field, text: str) -> time:
    try:
        return time.fromisoformat(text).replace(tzinfo=None)
    except ValueError:
        raise BadQuery(f"“{text}” is not a time for {field.label}. Write it as hours:minutes, such as 09:30.") from None
