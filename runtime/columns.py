"""The column types of records: how each field kind stands in SQLite and PostgreSQL; in Python the value is the same."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import ROUND_HALF_EVEN, Decimal, localcontext
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    DateTime,
    Dialect,
    Integer,
    Null,
    Numeric,
    String,
    Text,
    case,
    literal,
    type_coerce,
)
from sqlalchemy.sql import Select, operators
from sqlalchemy.sql.operators import OperatorType
from sqlalchemy.types import TypeDecorator, TypeEngine

from runtime.declarations.stored import AS_NAMED, StoredChoices

Id = BigInteger().with_variant(Integer(), "sqlite")
"""A record's id and every link to one. On SQLite INTEGER, so that the primary key is the table's own row id."""

DIGITS = 18
"""The most digits of a decimal: what fits into SQLite's 64 bits whatever the number of places."""


class PlainText(TypeDecorator[str]):
    """Text up to `length` characters, or of any length. Empty text is missing."""

    impl = Text
    cache_ok = True

    def __init__(self, length: int | None = None) -> None:
        super().__init__()
        self.length = length

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(Text() if self.length is None else String(self.length))

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return value or None


class ChoiceComparator(TypeDecorator.Comparator[Any], String.Comparator[Any]):
    """Compares choices by what they are called today, however the database keeps either side."""

    def operate(self, op: OperatorType, *other: Any, **options: Any) -> ColumnElement[Any]:
        if op not in COMPARISONS:
            return super().operate(op, *other, **options)
        if not isinstance(other[0], Select):
            own = stored_choices(self.type)
            return super().operate(op, *(as_stored(each, own) for each in other), **options)
        there = as_stored(self.expr, stored_choices(other[0].selected_columns[0].type))
        return super().operate(op, *other, **options) if there is self.expr else there.operate(op, *other, **options)


class Word(TypeDecorator[str]):
    """Text that may be a choice, such as a role or what a rule states; never a column."""

    impl = Text
    cache_ok = True
    comparator_factory = ChoiceComparator


class ChoiceColumn(PlainText):
    """One choice, by its name; `stored` has the names that the database keeps."""

    cache_ok = True
    comparator_factory = ChoiceComparator

    def __init__(self, stored: StoredChoices = AS_NAMED) -> None:
        super().__init__(length=100)
        self.stored = stored

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return self.stored.stored(value) if value else None

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[str | None], str | None] | None:
        """None where there is nothing to do: most rows of most lists are read here."""
        if not self.stored:
            return None
        present = self.stored.present
        return lambda value: None if value is None else present(value)


class ChoicesColumn(TypeDecorator[tuple[str, ...]]):
    """Several choices: `("red", "blue")` is stored as `|red|blue|`, so that one is found by `LIKE '%|red|%'`."""

    impl = Text
    cache_ok = True

    def __init__(self, stored: StoredChoices = AS_NAMED) -> None:
        super().__init__()
        self.stored = stored

    def coerce_compared_value(self, op: OperatorType | None, value: object) -> TypeEngine[Any]:
        return Text() if isinstance(value, str) else self

    def process_bind_param(self, value: tuple[str, ...] | None, dialect: Dialect) -> str | None:
        return f"|{'|'.join(map(self.stored.stored, value))}|" if value else None

    def process_result_value(self, value: str | None, dialect: Dialect) -> tuple[str, ...]:
        kept = value.strip("|").split("|") if value else ()
        return tuple(map(self.stored.present, kept) if self.stored else kept)


COMPARISONS = frozenset(
    {
        *(operators.eq, operators.ne, operators.in_op, operators.not_in_op),
        *(operators.is_distinct_from, operators.is_not_distinct_from),
    }
)


def stored_choices(kind: TypeEngine[Any]) -> StoredChoices:
    """The names that an expression of this type has for its choices: those of today where it is no column."""
    return kind.stored if isinstance(kind, ChoiceColumn | ChoicesColumn) else AS_NAMED


def as_stored(value: Any, stored: StoredChoices) -> Any:
    """One choice in SQL, by the names that `stored` keeps. Plain values stay: they are bound by their column's type."""
    if not isinstance(value, ColumnElement) or isinstance(value, Null):
        return value
    different = stored_choices(value.type).towards(stored)
    if not different:
        return value
    renamed = {literal(kept, Text()): literal(name, Text()) for kept, name in different.items()}
    return type_coerce(case(renamed, value=value, else_=type_coerce(value, Text())), ChoiceColumn(stored))


class UtcDateTime(TypeDecorator[datetime]):
    """A moment: aware on the Python side, always in UTC. A naive one is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value.isoformat()} has no time zone")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], datetime | None] | None:
        """None on PostgreSQL: its connections have the zone UTC (`runtime.engine`), and so has what its driver gives"""
        return None if dialect.name == "postgresql" else super().result_processor(dialect, coltype)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Scaled(TypeDecorator[Decimal]):
    """An exact number with `places` digits after the point: NUMERIC on PostgreSQL, an integer of units on SQLite.

    What has more places is rounded half to even on its way in, on both.
    """

    impl = Numeric
    cache_ok = True

    def __init__(self, places: int = 0) -> None:
        super().__init__(DIGITS, places)
        self.places = places

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        exact: TypeEngine[Any] = BigInteger() if dialect.name == "sqlite" else Numeric(DIGITS, self.places)
        return dialect.type_descriptor(exact)

    def process_bind_param(self, value: Decimal | int | None, dialect: Dialect) -> Decimal | int | None:
        if value is None:
            return None
        with localcontext(prec=60):
            rounded = Decimal(value).quantize(Decimal(1).scaleb(-self.places), ROUND_HALF_EVEN)
            return int(rounded.scaleb(self.places)) if dialect.name == "sqlite" else rounded

    def process_result_value(self, value: Decimal | int | None, dialect: Dialect) -> Decimal | None:
        if value is None or isinstance(value, Decimal):
            return value
        return Decimal(value).scaleb(-self.places)


class Duration(TypeDecorator[timedelta]):
    """A length of time in whole seconds."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: timedelta | None, dialect: Dialect) -> int | None:
        return None if value is None else round(value.total_seconds())

    def process_result_value(self, value: int | None, dialect: Dialect) -> timedelta | None:
        return None if value is None else timedelta(seconds=value)
