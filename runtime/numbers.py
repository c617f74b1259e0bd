"""Numbers of records, as `ORD-{year}-{seq:5}` or `R-{random:6}`. A sequence never gives a number twice."""

from __future__ import annotations

import re
import secrets
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from runtime.seam.ready import Write, kept_with
from runtime.tables import sequence

LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # none that are mistaken for another

_PART = re.compile(r"\{(?P<kind>year|month|seq|random)(?::(?P<width>\d+))?\}")


def next_number(connection: sa.Connection, name: str, pattern: str, moment: datetime) -> str:
    """The next number of this pattern; `moment` in the site's zone. A year or month in it starts the sequence anew."""
    dated = _PART.sub(lambda part: _dated(part, moment), pattern)
    if not is_counted(dated):
        return _PART.sub(_random, dated)
    value = _take(connection, f"{name}:{dated}")
    return _PART.sub(lambda part: _counted(part, value), dated)


def is_counted(pattern: str) -> bool:
    """Whether it holds a sequence, so that no number is given twice; a random one may be."""
    return "{seq" in pattern


def _dated(part: re.Match[str], moment: datetime) -> str:
    formats = {"year": "%Y", "month": "%m"}
    return moment.strftime(formats[part["kind"]]) if part["kind"] in formats else part[0]


def _counted(part: re.Match[str], value: int) -> str:
    return str(value).zfill(int(part["width"] or 1)) if part["kind"] == "seq" else _random(part)


def _random(part: re.Match[str]) -> str:
    return "".join(secrets.choice(LETTERS) for _ in range(int(part["width"] or 6)))


def _take(connection: sa.Connection, name: str) -> int:
    dialect = connection.dialect
    taking = kept_with(sequence, ("take",), dialect, lambda: _taking(dialect))
    ((value,),) = taking.fetch(connection, {"name": name})
    return int(value)


def _taking(dialect: sa.Dialect) -> Write:
    """Begins a sequence, or counts it up."""
    insert = sqlite.insert if dialect.name == "sqlite" else postgresql.insert
    first = insert(sequence).values(name=sa.bindparam("name"), value=1)
    taken = first.on_conflict_do_update(index_elements=["name"], set_={"value": sequence.c.value + 1})
    return Write(taken.returning(sequence.c.value), dialect)
