"""Makes the moves that happen by themselves: a job looks at a record, and makes the move that is due by then.

A job only says where to look. What a move waits for is worked out anew when it runs, so that one that comes too late or
twice finds nothing to do; the change that it makes leaves the job that looks for the next move.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from runtime import values
from runtime.declarations.access import RecordType
from runtime.jobs import GiveUpError, store
from runtime.service.deadlocks import unless_deadlocked
from runtime.service.timers import Kept, look_job, moves_ahead, timed_moves
from runtime.service.unattended import Look, Unattended
from runtime.tables import history

MOST, WITHIN = 20, timedelta(minutes=1)
ENDLESS = "Its moves that happen by themselves lead round and round. It stays where it is until somebody changes it."


def happen(unattended: Unattended, table: str, record_id: int) -> None:
    """The move of this record that is due, with all that follows. Raises Refused, GiveUpError."""
    record = unattended.record(table)
    if record is not None and timed_moves(record):  # else the specs have changed
        unless_deadlocked(lambda: _look(unattended, record, record_id))


def worked_out(record: RecordType, entity: Any, given: values.Given) -> Kept:
    """What the fields come to now, whatever stands there."""
    return lambda name: record.computed[name].value.python(entity, given)


def _look(unattended: Unattended, record: RecordType, record_id: int) -> None:
    with unattended.looking(record, record_id) as look:
        if look is not None:
            _act(look)


def _act(look: Look) -> None:
    record, entity = look.record, look.entity
    for at, move in moves_ahead(record, entity, look.moment, worked_out(record, entity, look.given))[:1]:
        if at <= look.moment:
            _refuse_endless(look)
            look.make(look.change({}, move))
        else:  # it was to happen earlier when the job was stored
            store(look.session.connection(), look_job(record, entity.id, f"{entity.revision}-{at.isoformat()}", at))


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
