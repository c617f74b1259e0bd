"""Numbers of records, as `ORD-{year}-{seq:5}` or `R-{random:6}`. A sequence never gives a number twice."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from datetime import datetime
from functools import cache

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from runtime.seam.ready import Write, kept_with
from runtime.tables import sequence

SEQUENCE = "sequence"
"""The name of the value that says which one is counted up."""
LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # none that are mistaken for another

_PART = re.compile(r"\{(?P<kind>year|month|seq|random)(?::(?P<width>\d+))?\}")


@dataclass(frozen=True, slots=True)
class Counting:
    """The sequence that a number is the next of, and what the number looks like; its dates are filled in."""

    sequence: str
    pattern: str

    def number(self, value: int) -> str:
        return _PART.sub(lambda part: _counted(part, value), self.pattern)


def next_number(connection: sa.Connection, name: str, pattern: str, moment: datetime) -> str:
    """The next number of this pattern; `moment` in the site's zone. A year or month in it starts the sequence anew."""
    if not is_counted(pattern):
        return _PART.sub(_random, _with_dates(pattern, moment))
    counting = counting_of(name, pattern, moment)
    return counting.number(_take(connection, counting.sequence))


def counting_of(name: str, pattern: str, moment: datetime) -> Counting:
    """As for `next_number`, of a pattern that is counted."""
    dated = _with_dates(pattern, moment)
    return Counting(f"{name}:{dated}", dated)


def is_counted(pattern: str) -> bool:
    """Whether it holds a sequence, so that no number is given twice; a random one may be."""
    return "{seq" in pattern


def _with_dates(pattern: str, moment: datetime) -> str:
    return _PART.sub(lambda part: _dated(part, moment), pattern)


def _dated(part: re.Match[str], moment: datetime) -> str:
    formats = {"year": "%Y", "month": "%m"}
    return moment.strftime(formats[part["kind"]]) if part["kind"] in formats else part[0]


def _counted(part: re.Match[str], value: int) -> str:
    return str(value).zfill(int(part["width"] or 1)) if part["kind"] == "seq" else _random(part)


def _random(part: re.Match[str]) -> str:
    return "".join(secrets.choice(LETTERS) for _ in range(int(part["width"] or 6)))


def _take(connection: sa.Connection, name: str) -> int:
    dialect = connection.dialect
    taking = kept_with(sequence, ("take",), dialect, lambda: Write(_taking(dialect.name), dialect))
    ((value,),) = taking.fetch(connection, {SEQUENCE: name})
    return int(value)


@cache
def taken_along() -> sa.CTE:
    """The same as a part of another statement, which PostgreSQL has: `value` is the number that was taken."""
    return _taking("postgresql").cte("taken")


def _taking(database: str) -> sa.sql.dml.ReturningInsert[tuple[int]]:
    """Begins a sequence, or counts it up."""
    insert = sqlite.insert if database == "sqlite" else postgresql.insert
    first = insert(sequence).values(name=sa.bindparam(SEQUENCE, type_=sequence.c.name.type), value=1)
    taken = first.on_conflict_do_update(index_elements=["name"], set_={"value": sequence.c.value + 1})
    return taken.returning(sequence.c.value)
