"""Timers for the records that were there before a move that happens by itself, or before it was changed.

A server that has such a move stores one job for it, which is there once for each wording of the move. It looks through
the records in the states that the move starts from, and again a while later: servers of the generation before, which do
not know the move, may have written some until then.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from runtime import values
from runtime.declarations.access import RecordType
from runtime.declarations.site import Site
from runtime.declarations.workflow import STATE, TIMERS, Move, Timer
from runtime.engine import Engines
from runtime.jobs import Job, TryAgainError, store, store_all
from runtime.jobs.clock import now
from runtime.jobs.kinds import Arguments
from runtime.jobs.looking import known_keys
from runtime.records import fields_of
from runtime.service.happening import worked_out
from runtime.service.timers import look_job, moves_ahead, timed_moves
from runtime.service.unattended import Unattended

AT_ONCE = 500
LATER = timedelta(minutes=15)
PATIENCE = timedelta(hours=1)
"""How long a worker that does not know the move may be one of the generation before."""
UNKNOWN = "This worker does not know the move; that of the generation that serves will."


def ask_for_timers(engines: Engines, site: Site) -> int:
    """Stores the jobs that are not there yet; how many. Done again whenever a server starts."""
    doors = engines.made_by("service")
    wanted = {
        _mark(record, move, timer): (record, move)
        for record in site.records.values()
        for move, timer in timed_moves(record)
    }
    with doors.read.connect() as connection:
        missing = wanted.keys() - known_keys(connection, TIMERS, wanted)
        moment = now(connection)
    if not missing:
        return 0
    with doors.write.begin() as connection:
        return store_all(connection, [_job(mark, *wanted[mark], moment) for mark in sorted(missing)])


def begin_timers(unattended: Unattended, arguments: Arguments) -> None:
    """Stores a job for each record for which the move may be next. Raises TryAgainError."""
    record = unattended.record(arguments["table"])
    found = _move(record, arguments["mark"]) if record is not None else None
    if record is None or found is None:
        with unattended.engines.read.connect() as connection:
            if now(connection) - datetime.fromisoformat(arguments["asked"]) < PATIENCE:
                raise TryAgainError(UNKNOWN)
        return  # it is not a move of today
    last = 0
    while True:
        jobs, last = _jobs(unattended, record, found, last, arguments)
        if not last:
            break
        with unattended.engines.write.begin() as connection:
            store_all(connection, jobs)
    if not arguments["again"]:
        with unattended.engines.write.begin() as connection:
            asked = datetime.fromisoformat(arguments["asked"])
            store(connection, _job(arguments["mark"], record, found, asked, again=True))


def _jobs(
    unattended: Unattended, record: RecordType, move: Move, last: int, arguments: Arguments
) -> tuple[Sequence[Job], int]:
    """Of the next records behind the id `last`, and the id of the last of them; 0 where there are none."""
    state = getattr(record.model, fields_of(record.model)[STATE].column)
    wanted = sa.select(record.model).where(state.in_(move.source), record.model.id > last)
    if arguments["again"] and _is_told_by_row(move):
        wanted = wanted.where(record.model.updated > datetime.fromisoformat(arguments["asked"]) - PATIENCE)
    name = f"{arguments['mark'].rpartition('/')[2]}{'-again' if arguments['again'] else ''}"
    with unattended.engines.read.connect() as connection, Session(connection, autoflush=False) as session:
        given = unattended.given(now(connection))
        found = session.scalars(wanted.order_by(record.model.id).limit(AT_ONCE)).all()
        jobs = [
            look_job(record, entity.id, f"{name}-{entity.revision or 0}", at)
            for entity in found
            for at in _moments(record, entity, move, given)
        ]
        return jobs, found[-1].id if found else 0


def _moments(record: RecordType, entity: Any, move: Move, given: values.Given) -> Sequence[datetime]:
    ahead = moves_ahead(record, entity, given.moment, worked_out(record, entity, given))
    return [at for at, each in ahead if each.name == move.name]


def _is_told_by_row(move: Move) -> bool:
    """Whether it goes by nothing but time in the state, which no change of other records touches."""
    return move.timer is not None and not move.timer.due and not move.timer.holds


def _move(record: RecordType, mark: str) -> Move | None:
    return next((move for move, timer in timed_moves(record) if _mark(record, move, timer) == mark), None)


def _mark(record: RecordType, move: Move, timer: Timer) -> str:
    """Another one whenever the move is to happen otherwise."""
    rules = [record.computed[name].value.text for name in (timer.due, *timer.holds) if name]
    words = repr((move.source, timer, rules))
    return f"{record.table}/{move.name}/{hashlib.sha256(words.encode()).hexdigest()[:16]}"


def _job(mark: str, record: RecordType, move: Move, moment: datetime, *, again: bool = False) -> Job:
    arguments = {
        "table": record.table,
        "move": move.name,
        "mark": mark,
        "asked": moment.isoformat(),
        "again": again,
    }
    return Job(TIMERS, f"{mark}/again" if again else mark, arguments, moment + LATER if again else None)
