"""Moves that happen by themselves: which may be next, and the jobs that look then.

What they wait for stands in the row: the state and since when, and computed values that nobody sees. So each change of
a record knows without a further question whether, and when, a job has to look at it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set
from datetime import datetime
from typing import Any

from runtime import ids
from runtime.declarations.access import RecordType
from runtime.declarations.workflow import SINCE, STATE, TIMER, Move, Timer
from runtime.jobs import Job
from runtime.records import fields_of

Kept = Callable[[str], Any]
"""The value of a field that says what a move waits for."""


def timed_moves(record: RecordType) -> tuple[tuple[Move, Timer], ...]:
    moves = record.workflow.moves.values() if record.workflow else ()
    return tuple((move, move.timer) for move in moves if move.timer is not None)


def moves_ahead(record: RecordType, entity: Any, moment: datetime, kept: Kept) -> list[tuple[datetime, Move]]:
    """Those that happen by themselves if nothing changes, each with its moment, the first one first."""
    timed = timed_moves(record)
    state = getattr(entity, _column(record, STATE)) if timed else ""
    found = (
        (at, move)
        for move, timer in timed
        if state in move.source and all(kept(name) is True for name in timer.holds)
        for at in (_moment_of(timer, record, entity, moment, kept),)
        if at is not None
    )
    return sorted(found, key=lambda each: each[0])


def as_stored(record: RecordType, entity: Any) -> Kept:
    return lambda name: getattr(entity, _column(record, name))


def looks(record: RecordType, entity: Any, moment: datetime, changed: Set[str]) -> list[Job]:
    """The job that looks at the record when its next move may be, after a change of these fields. Where that is
    overdue, after any change: something spoke against it."""
    ahead = moves_ahead(record, entity, moment, as_stored(record, entity))
    return [
        look_job(record, entity.id, str(ids.new_id()), at if at > moment else None)
        for at, _ in ahead[:1]
        if at <= moment or not changed.isdisjoint(_watched(record))
    ]


def look_job(record: RecordType, record_id: int, name: str, due: datetime | None, without: Sequence[str] = ()) -> Job:
    """`name` tells it from other looks at the record. It does not look for the moves `without`: they were refused."""
    arguments = {"table": record.table, "id": record_id, "without": [*without]}
    return Job(TIMER, f"{record.table}/{record_id}/{name}", arguments, due)


def _moment_of(timer: Timer, record: RecordType, entity: Any, moment: datetime, kept: Kept) -> datetime | None:
    """None where nobody knows when."""
    if timer.after is not None:
        since: datetime | None = getattr(entity, _column(record, SINCE)) or entity.updated
        return None if since is None else since + timer.after
    if timer.due:
        due: datetime | None = kept(timer.due)
        return due
    return moment


def _watched(record: RecordType) -> Set[str]:
    kept = {name for _, timer in timed_moves(record) for name in (timer.due, *timer.holds)}
    return {STATE, SINCE, *kept}


def _column(record: RecordType, name: str) -> str:
    return fields_of(record.model)[name].column
