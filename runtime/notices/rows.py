"""The rows of notices: who was told of what, and whether they have read it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, select, update

from runtime import ids, tables
from runtime.jobs.clock import now
from runtime.seam import passed
from runtime.storing import insert_new

MOST_UNREAD = 99

_notice = tables.notice.c


@dataclass(frozen=True, slots=True)
class Occasion:
    """Of what somebody is told: `event` is what happened, to that record and no second time."""

    table: str
    record_id: int
    name: str
    event: str

    @property
    def key(self) -> str:
        return f"{self.table}/{self.record_id}/{self.name}/{self.event}"


@dataclass(frozen=True, slots=True)
class Kept:
    id: int
    occasion: Occasion
    made: datetime
    read: datetime | None


def keep(connection: Connection, account: int, occasion: Occasion, *, waits: bool) -> bool:
    """Whether it is new: who was told already is not told again."""
    row = {
        "id": ids.new_id(),
        "account_id": account,
        "record": occasion.table,
        "record_id": occasion.record_id,
        "name": occasion.name,
        "event": occasion.event,
        "made": now(connection),
        "waits": waits,
    }
    adding = insert_new(connection, tables.notice).values(row).returning(_notice.id)
    return connection.execute(passed(adding, "notices")).first() is not None


def newest(connection: Connection, account: int, limit: int, start: int) -> Sequence[Kept]:
    wanted = select(tables.notice).where(_notice.account_id == account)
    return _read(connection, wanted.order_by(_notice.made.desc(), _notice.id.desc()).limit(limit).offset(start))


def waiting(connection: Connection, account: int, limit: int) -> Sequence[Kept]:
    """Those that wait for the morning's mail, the oldest first."""
    wanted = select(tables.notice).where(_notice.account_id == account, _notice.waits)
    return _read(connection, wanted.order_by(_notice.id).limit(limit))


def end_waiting(connection: Connection, notices: Collection[int]) -> int:
    """How many of them had waited until now."""
    waited = update(tables.notice).where(_notice.id.in_(notices), _notice.waits)
    return connection.execute(passed(waited.values(waits=False), "notices")).rowcount


def mark_read(connection: Connection, account: int, notice: int | None) -> None:
    """One of theirs, or all."""
    unread = update(tables.notice).where(_notice.account_id == account, _notice.read.is_(None))
    if notice is not None:
        unread = unread.where(_notice.id == notice)
    connection.execute(passed(unread.values(read=now(connection)), "notices"))


def unread_of(account: ColumnElement[int]) -> ColumnElement[int]:
    """How many an account has not read, for a statement of somebody else's; more than MOST_UNREAD count as one more."""
    unread = select(_notice.id).where(_notice.account_id == account, _notice.read.is_(None))
    some = unread.limit(MOST_UNREAD + 1).correlate(tables.account).subquery()
    return select(func.count(some.c.id)).scalar_subquery()


def _read(connection: Connection, wanted: Select[Any]) -> list[Kept]:
    return [
        Kept(row.id, Occasion(row.record, row.record_id, row.name, row.event), row.made, row.read)
        for row in connection.execute(passed(wanted, "notices"))
    ]


def occasion_of(connection: Connection, account: int, notice: int) -> Occasion | None:
    """None where it is none of theirs."""
    found = _read(connection, select(tables.notice).where(_notice.account_id == account, _notice.id == notice))
    return found[0].occasion if found else None


def mark_read_of(connection: Connection, account: int, occasion: Occasion) -> None:
    """All that they were told of the record."""
    of_record = (_notice.record == occasion.table) & (_notice.record_id == occasion.record_id)
    unread = update(tables.notice).where(_notice.account_id == account, of_record, _notice.read.is_(None))
    connection.execute(passed(unread.values(read=now(connection)), "notices"))
