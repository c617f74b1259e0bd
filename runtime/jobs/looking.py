"""Jobs as people look at them: how many wait, which ones failed, and why. Reads only."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Select, func, select

from runtime import tables
from runtime.jobs.clock import now
from runtime.jobs.kinds import Arguments
from runtime.jobs.queue import DEAD, WAITING
from runtime.seam import passed

_job = tables.job.c


@dataclass(frozen=True, slots=True)
class Seen:
    """`is_running`: somebody works on it now. `due`: when it may be tried next. `ended`: when it was put aside."""

    id: int
    kind: str
    key: str
    arguments: Arguments
    tries: int
    error: str
    due: datetime
    is_running: bool
    ended: datetime | None


@dataclass(frozen=True, slots=True)
class Counts:
    waiting: int
    failed: int


def count(connection: Connection) -> Counts:
    wanted = select(_job.state, func.count(_job.id)).where(_job.state.in_((WAITING, DEAD))).group_by(_job.state)
    found = {row[0]: row[1] for row in connection.execute(passed(wanted, "jobs"))}
    return Counts(found.get(WAITING, 0), found.get(DEAD, 0))


def known_keys(connection: Connection, kind: str, keys: Collection[str]) -> set[str]:
    """Those of the keys that are there, whatever became of their jobs."""
    wanted = select(_job.key).where(_job.kind == kind, _job.key.in_(keys))
    return set(connection.execute(passed(wanted, "jobs")).scalars())


def list_waiting(connection: Connection, limit: int) -> Sequence[Seen]:
    """Those that are due first."""
    return _read(connection, select(tables.job).where(_job.state == WAITING).order_by(_job.due, _job.id).limit(limit))


def list_failed(connection: Connection, limit: int) -> Sequence[Seen]:
    """Those that were put aside last."""
    aside = select(tables.job).where(_job.state == DEAD)
    return _read(connection, aside.order_by(_job.ended.desc(), _job.id.desc()).limit(limit))


def _read(connection: Connection, wanted: Select[tuple[object, ...]]) -> list[Seen]:
    moment = now(connection)
    return [
        Seen(
            id=row.id,
            kind=row.kind,
            key=row.key,
            arguments=json.loads(row.arguments),
            tries=row.tries,
            error=row.error or "",
            due=row.due,
            is_running=row.lease is not None and row.due > moment,
            ended=row.ended,
        )
        for row in connection.execute(passed(wanted, "jobs"))
    ]
