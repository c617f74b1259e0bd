"""Writes touches: at once, in a transaction that somebody else has begun, or soon."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any, Protocol

from sqlalchemy import JSON, Connection, Insert, Text, bindparam, cast, column, func, select
from sqlalchemy.dialects import postgresql, sqlite

from runtime import ids, tables
from runtime.declarations.access import RecordType
from runtime.declarations.site import Site
from runtime.engine import Engines
from runtime.records import fields_of
from runtime.scope import Sight
from runtime.scope.policy import field_of
from runtime.seam import passed
from runtime.touches.buffer import Buffer
from runtime.touches.touch import Act, Door, Seen, Touch, Way, seen_of, touch_of

NOBODY = Door(None, None, "", "", Way.PAGE)


class Log(Protocol):
    """What pages tell of what they show."""

    def soon(self, act: Act, door: Door, sights: Iterable[Sight], words: str = "") -> None:
        """Within a second."""

    def now(self, act: Act, door: Door, sights: Iterable[Sight], words: str = "") -> None:
        """When this is over, it stands in the log. Raises SQLAlchemyError where it cannot."""


class TouchLog:
    """The log of a site. Safe to share between threads."""

    def __init__(self, site: Site, engines: Engines) -> None:
        self._site = site
        self._engines = engines.made_by("touches")
        self._seen: dict[tuple[str, str, Way, str, tuple[str, ...]], Seen] = {}
        self._stored: frozenset[int] = frozenset()
        self._buffer = Buffer(self._write)

    def soon(self, act: Act, door: Door, sights: Iterable[Sight], words: str = "") -> None:
        self._buffer.add(self._touches(act, door, sights, words))

    def now(self, act: Act, door: Door, sights: Iterable[Sight], words: str = "") -> None:
        self._write(self._touches(act, door, sights, words), 0)

    def flush(self) -> bool:
        """What waits is written now; False where the database does not take it."""
        return self._buffer.flush()

    def _touches(self, act: Act, door: Door, sights: Iterable[Sight], words: str) -> list[Touch]:
        """One for each sight; one that tells of no record where there is none."""
        at = datetime.now(UTC)
        found = [touch_of(at, act, door, self._sight(door, each), each.rows, words=words) for each in sights]
        return found or [touch_of(at, act, door, self._sight(door, Sight("", (), {})), {}, words=words)]

    def _sight(self, door: Door, sight: Sight) -> Seen:
        key = (door.portal, door.role, door.way, sight.record, sight.fields)
        found = self._seen.get(key)
        if found is None:
            found = self._seen[key] = _seen_of(self._site, door, sight)
        return found

    def _write(self, touches: Sequence[Touch], lost: int) -> None:
        """Sights that stand in the table are not written again by this process."""
        written = [*touches, *_told_lost(lost)]
        new = {each.seen.id: each.seen for each in written if each.seen.id not in self._stored}
        with self._engines.write.begin() as connection:
            _insert(connection, new.values(), written)
        if new:
            self._stored |= new.keys()


class Unlogged:
    """Where nobody sees what is shown: pages that are made to try them, and previews on copies of the database."""

    def soon(self, act: Act, door: Door, sights: Iterable[Sight], words: str = "") -> None:
        """Nothing."""

    def now(self, act: Act, door: Door, sights: Iterable[Sight], words: str = "") -> None:
        """Nothing."""


def write(connection: Connection, act: Act, door: Door, words: str = "") -> None:
    """In the transaction of what it tells of: that somebody entered, or was mailed something."""
    touch = touch_of(datetime.now(UTC), act, door, seen_of(door, "", ()), {}, words=words)
    _insert(connection, [touch.seen], [touch])


def write_sights(
    connection: Connection, site: Site, act: Act, door: Door, sights: Iterable[Sight], *, words: str
) -> None:
    """The same, with what of which records it showed."""
    at = datetime.now(UTC)
    found = [touch_of(at, act, door, _seen_of(site, door, each), each.rows, words=words) for each in sights]
    if found:
        _insert(connection, [each.seen for each in found], found)


def _seen_of(site: Site, door: Door, sight: Sight) -> Seen:
    record = site.records.get(sight.record)
    if record is None:
        return seen_of(door, "", ())
    return seen_of(door, record.table, stored_names(site, record, sight.fields))


def stored_names(site: Site, record: RecordType, names: Iterable[str]) -> list[str]:
    """The names that the database keeps for fields, so that what they are called later does not matter."""
    return [_stored_name(site, record, name) for name in names]


def _stored_name(site: Site, record: RecordType, name: str) -> str:
    here, dot, there = name.partition(".")
    field = field_of(record, here)
    if not dot:
        return field.stored
    target = site.records[field.target or ""]
    return f"{field.stored}.{fields_of(target.model)[there].stored}"


def _told_lost(lost: int) -> list[Touch]:
    seen = seen_of(NOBODY, "", ())
    return [touch_of(datetime.now(UTC), Act.LOST, NOBODY, seen, {}, words=str(lost))] if lost else []


def _insert(connection: Connection, seen: Iterable[Seen], touches: Sequence[Touch]) -> None:
    sights = [_sight_row(each) for each in sorted(seen, key=lambda each: each.id)]
    if sights:
        connection.execute(passed(_adding(connection), "touches"), sights)
    rows = [_touch_row(*each) for each in zip(ids.new_ids(len(touches)), touches, strict=True)]
    if connection.dialect.name == "postgresql":
        connection.execute(passed(ALL_AT_ONCE, "touches"), {"all": json.dumps(rows, default=_plain)})
    else:
        connection.execute(passed(tables.touch.insert(), "touches"), rows)


def _all_at_once() -> Insert:
    """One statement with one value for a batch: for PostgreSQL, a row of its own costs five times as much."""
    given = [column(each.name, Text() if each.name == "rows" else each.type) for each in tables.touch.c]
    together = cast(bindparam("all", type_=Text()), JSON)
    asked = func.json_to_recordset(together).table_valued(*given).render_derived(with_types=True)
    read = [func.decode(each, "hex") if each.name == "rows" else each for each in asked.c]
    return tables.touch.insert().from_select(list(tables.touch.c), select(*read))


ALL_AT_ONCE = _all_at_once()


def _plain(value: datetime | bytes) -> str:
    """As JSON has it."""
    return value.hex() if isinstance(value, bytes) else value.isoformat()


def _adding(connection: Connection) -> Insert:
    """Those that are there stay as they are; in one order, so that two processes do not wait for each other."""
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    adding: Insert = dialect.insert(tables.sight).on_conflict_do_nothing()
    return adding


def _sight_row(seen: Seen) -> dict[str, Any]:
    return {
        "id": seen.id,
        "portal": seen.portal,
        "role": seen.role,
        "way": seen.way,
        "record": seen.record,
        "fields": seen.fields,
    }


def _touch_row(number: int, touch: Touch) -> dict[str, Any]:
    return {
        "id": number,
        "at": touch.at,
        "act": touch.act.value,
        "account_id": touch.account_id,
        "viewer_id": touch.viewer_id,
        "sight_id": touch.seen.id,
        "record_id": touch.record_id,
        "revision": touch.revision,
        "rows": touch.rows,
        "words": touch.words,
    }
