"""Makes the moves that happen by themselves: a job looks at a record, and makes the move that is due by then.

A job only says where to look. What a move waits for is worked out anew when it runs, so that one that comes too late or
twice finds nothing to do; the change that it makes leaves the job that looks for the next move. So does a move that is
refused, for those after it, and is put aside itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from runtime import values
from runtime.declarations.access import RecordType
from runtime.declarations.workflow import Move
from runtime.jobs import GiveUpError, store
from runtime.jobs.kinds import Arguments
from runtime.service.deadlocks import unless_deadlocked
from runtime.service.outcomes import Refused
from runtime.service.refused import mark_of
from runtime.service.timers import Kept, look_job, moves_ahead, timed_moves
from runtime.service.unattended import Look, Unattended
from runtime.tables import history

MOST, WITHIN = 20, timedelta(minutes=1)
ENDLESS = "Its moves that happen by themselves lead round and round. It stays where it is until somebody changes it."


def happen(unattended: Unattended, arguments: Arguments) -> None:
    """The move of this record that is due, with all that follows. Raises Refused, GiveUpError."""
    record = unattended.record(arguments["table"])
    if record is None or not timed_moves(record):
        return  # the specs have changed
    record_id, without = arguments["id"], arguments.get("without", ())
    try:
        unless_deadlocked(lambda: _look(unattended, record, record_id, without))
    except Refused:
        unless_deadlocked(lambda: _look_past(unattended, record, record_id, without))
        raise


def worked_out(record: RecordType, entity: Any, given: values.Given) -> Kept:
    """What the fields come to now, whatever stands there."""
    return lambda name: record.computed[name].value.python(entity, given)


def _look(unattended: Unattended, record: RecordType, record_id: int, without: Sequence[str]) -> None:
    with unattended.looking(record, record_id) as look:
        if look is not None:
            _act(look, without)


def _act(look: Look, without: Sequence[str]) -> None:
    for at, move in _ahead(look, without)[:1]:
        if at <= look.moment:
            _refuse_endless(look)
            look.make(look.change({}, move))
        else:  # it was to happen earlier when the job was stored
            _await(look, at, without)


def _look_past(unattended: Unattended, record: RecordType, record_id: int, without: Sequence[str]) -> None:
    """For the moves after the one that was refused."""
    with unattended.looking(record, record_id) as look:
        ahead = _ahead(look, without) if look is not None else ()
        if look is not None and len(ahead) > 1:
            (_, refused), (at, _) = ahead[:2]
            _await(look, at, (*without, refused.name))


def _ahead(look: Look, without: Sequence[str]) -> Sequence[tuple[datetime, Move]]:
    found = moves_ahead(look.record, look.entity, look.moment, worked_out(look.record, look.entity, look.given))
    return [(at, move) for at, move in found if move.name not in without]


def _await(look: Look, at: datetime, without: Sequence[str]) -> None:
    name = f"{look.entity.revision}-{at.isoformat()}{mark_of(without)}"
    store(look.session.connection(), look_job(look.record, look.entity.id, name, at, without))


def _refuse_endless(look: Look) -> None:
    """Two moves whose conditions both hold would go on for ever."""
    names = [move.name for move, _ in timed_moves(look.record)]
    recent = sa.select(sa.func.count()).where(
        history.c.record == look.record.table,
        history.c.record_id == look.entity.id,
        history.c.at > look.moment - WITHIN,
        history.c.account_id.is_(None),
        history.c.move.in_(names),
    )
    if (look.session.scalar(recent) or 0) >= MOST:
        raise GiveUpError(ENDLESS)
