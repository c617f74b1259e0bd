"""The touch log read back, for the staff who may: who was shown a record, all that one of them saw of it, and what a
person did. It gives ids and names of fields, never a value of a record."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Integer, and_, case, cast, func, literal, null, or_, select, union_all
from sqlalchemy import String as Words
from sqlalchemy.types import LargeBinary

from runtime import tables
from runtime.seam import passed
from runtime.touches.touch import ID, REVISION, counted, packed_id, unpacked

SIZE = 50
"""Rows on a page."""
MOST = 500
"""People on the page of one record."""

_touch, _sight, _account, _history = tables.touch, tables.sight, tables.account, tables.history
_viewer = _account.alias("viewer")
_eyes = func.coalesce(_touch.c.viewer_id, _touch.c.account_id)


@dataclass(frozen=True, slots=True)
class Witness:
    """Somebody who was shown a record: how often, and when the last time."""

    account_id: int
    name: str
    email: str
    portal: str
    times: int
    last: datetime


@dataclass(frozen=True, slots=True)
class Shown:
    """One time that somebody was shown a record; `through` is whose eyes it was, "" their own. `fields` are the names
    that the database keeps; `revision` 0 or None: it was not told which version."""

    at: datetime
    act: str
    way: str
    through: str
    revision: int | None
    fields: tuple[str, ...]
    words: str


@dataclass(frozen=True, slots=True)
class Done:
    """Something that a person did. `table` is "" where it was about no record; `count` is of several."""

    at: datetime
    act: str
    portal: str
    viewer: str
    table: str
    record_id: int | None
    count: int
    words: str


def witnesses(connection: Connection, table: str, record_id: int) -> Sequence[Witness]:
    """Everybody who was ever shown the record, whether alone or among others; the latest first."""
    last = func.max(_touch.c.at)
    wanted = (
        select(_account.c.id, _account.c.name, _account.c.email, _account.c.portal, func.count(_touch.c.id), last)
        .select_from(_touch.join(_account, _account.c.id == _eyes))
        .where(_of(connection, table, record_id))
        .group_by(_account.c.id, _account.c.name, _account.c.email, _account.c.portal)
        .order_by(last.desc(), _account.c.id)
        .limit(MOST)
    )
    return [Witness(*row) for row in connection.execute(passed(wanted, "disclosures"))]


def shown_to(connection: Connection, table: str, record_id: int, account_id: int, start: int) -> Sequence[Shown]:
    """All that this person saw of the record, the newest first: a page and one more. Through others' eyes too."""
    through = select(_viewer.c.name).where(_viewer.c.id == _touch.c.account_id, _touch.c.viewer_id.is_not(None))
    wanted = (
        select(
            *(_touch.c[name] for name in ("at", "act", "record_id", "revision", "rows", "words")),
            _sight.c.way,
            _sight.c.fields,
            through.scalar_subquery(),
        )
        .select_from(_touch.join(_sight, _sight.c.id == _touch.c.sight_id))
        .where(_eyes == account_id, _of(connection, table, record_id))
        .order_by(_touch.c.at.desc(), _touch.c.id.desc())
        .limit(SIZE + 1)
        .offset(start)
    )
    return [_shown(record_id, *row) for row in connection.execute(passed(wanted, "disclosures"))]


def accounts_of(connection: Connection, table: str, person_id: int) -> dict[int, str]:
    """The portals of a person, by the id of their account there."""
    own = (_account.c.record == table) & (_account.c.person_id == person_id)
    wanted = select(_account.c.id, _account.c.portal).where(own)
    return {row.id: row.portal for row in connection.execute(passed(wanted, "disclosures"))}


def done_by(connection: Connection, accounts: Iterable[int], start: int) -> Sequence[Done]:
    """What a person did, the newest first: a page and one more. Changes come from the history of changes."""
    ids = sorted(accounts)
    viewer = select(_viewer.c.name).where(_viewer.c.id == _touch.c.viewer_id).scalar_subquery()
    columns = ("at", "act", "record_id", "rows", "words")
    touched = (
        select(
            _touch.c.id, *(_touch.c[name] for name in columns), _sight.c.portal, _sight.c.record, viewer.label("viewer")
        )
        .select_from(_touch.join(_sight, _sight.c.id == _touch.c.sight_id))
        .where(_touch.c.account_id.in_(ids))
    )
    kept = _history.c
    changed = (
        select(
            *(kept.id, kept.at, kept.action, kept.record_id, cast(null(), LargeBinary), kept.move),
            *(_account.c.portal, kept.record, cast(null(), Words)),
        )
        .select_from(_history.join(_account, _account.c.id == kept.account_id))
        .where(kept.account_id.in_(ids))
    )
    both = union_all(touched, changed).subquery()
    wanted = select(both).order_by(both.c.at.desc(), both.c.id.desc()).limit(SIZE + 1).offset(start)
    return [_done(*row) for row in connection.execute(passed(wanted, "disclosures"))]


def _of(connection: Connection, table: str, record_id: int) -> ColumnElement[bool]:
    """Whether a touch is of this record, alone or among others."""
    sights = select(_sight.c.id).where(_sight.c.record == table)
    packed = literal(packed_id(record_id), LargeBinary())
    find = func.pg_catalog.position if connection.dialect.name == "postgresql" else func.instr
    at: ColumnElement[int] = find(_touch.c.rows, packed, type_=Integer)
    length = func.length(_touch.c.rows, type_=Integer)
    ids = case((length % 2 == 1, length), else_=length // (ID + REVISION) * ID)  # behind them are revisions
    among = and_(at > 0, (at - 1) % ID == 0, at <= ids)
    return and_(_touch.c.sight_id.in_(sights), or_(_touch.c.record_id == record_id, among))


def _shown(record_id: int, at: datetime, act: str, alone: int | None, revision: int | None, *rest: Any) -> Shown:
    rows, words, way, fields, through = rest
    known = revision if alone is not None else dict(unpacked(rows)).get(record_id)
    return Shown(at, act, way, through or "", known, tuple(json.loads(fields)), words or "")


def _done(_id: int, at: datetime, act: str, record_id: int | None, rows: bytes | None, *rest: Any) -> Done:
    words, portal, table, viewer = rest
    count = counted(rows) if rows else int(record_id is not None)
    return Done(at, act, portal, viewer or "", table, record_id, count, words or "")
