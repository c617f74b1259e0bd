"""Jobs that tell people of a change. Whom they tell, and what, is found when they run."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import TYPE_CHECKING, Any

from runtime.declarations.access import RecordType
from runtime.declarations.notices import CREATED, NOTICE, REMINDER, Notice
from runtime.jobs import Job
from runtime.records import fields_of

if TYPE_CHECKING:
    from runtime.service.change import Change

MORNING = time(7)
"""When people are told of a day, and of what waited for the morning."""
AHEAD = timedelta(days=2)
"""How long before it is due a reminder gets its job. Days that are farther away are looked for each night."""

FIRST_YEAR = 1
"""Nothing comes before its days."""

Day = date | datetime


def notices_of(change: Change) -> Iterator[Job]:
    """One job for what happened, if anybody is told of it, and one for each day that is near."""
    record, entity = change.record, change.entity
    if not record.notices:
        return
    event = CREATED if change.fresh else change.move.name if change.move is not None else ""
    yield from notices_of_event(record, entity, event)
    changed = change.changed
    for notice in record.notices:
        if notice.before in changed:
            value = getattr(entity, fields_of(record.model)[notice.before].column)
            job = reminder_of(record, notice, entity.id, value, change.given.zone)
            if job is not None and is_near(job, change.given.moment):
                yield job


def notices_of_event(record: RecordType, entity: Any, event: str) -> Iterator[Job]:
    """One job, if anybody is told of what happened."""
    if any(event in notice.after for notice in record.notices):
        revision = entity.revision or 0
        arguments = {"table": record.table, "id": entity.id, "event": event, "revision": revision}
        yield Job(NOTICE, f"{record.table}/{entity.id}/{event}/{revision}", arguments)


def reminder_of(record: RecordType, notice: Notice, record_id: int, value: Day | None, zone: tzinfo) -> Job | None:
    """Its key has the day: another day is another reminder."""
    if value is None or value.year == FIRST_YEAR:
        return None
    day = value.isoformat()
    arguments = {"table": record.table, "id": record_id, "notice": notice.name, "day": day}
    return Job(REMINDER, f"{record.table}/{record_id}/{notice.name}/{day}", arguments, due_of(notice, value, zone))


def due_of(notice: Notice, value: Day, zone: tzinfo) -> datetime:
    if isinstance(value, datetime):
        return value - notice.by
    return datetime.combine(value - notice.by, MORNING, zone).astimezone(UTC)


def is_near(job: Job, moment: datetime) -> bool:
    return job.due is not None and job.due <= moment + AHEAD
