"""Numbers of records, as `ORD-{year}-{seq:5}` or `R-{random:6}`. A sequence never gives a number twice."""

from __future__ import annotations

import re
import secrets
from datetime import datetime
from functools import cache

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

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
    return int(connection.execute(_taking(connection.dialect.name), {"name": name}).scalar_one())


@cache
def _taking(dialect: str) -> sa.Executable:
    """Made once: to make it costs more than to run it."""
    insert = sqlite.insert if dialect == "sqlite" else postgresql.insert
    first = insert(sequence).values(name=sa.bindparam("name"), value=1)
    taken = first.on_conflict_do_update(index_elements=["name"], set_={"value": sequence.c.value + 1})
    return taken.returning(sequence.c.value)
