"""Reminders: people are told before a day comes.

Days that are near get their job by the change that sets them. Each night all others are looked for that have come near:
those that were set long ago, that are computed from other records, or were there before their notice.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, select

from runtime.declarations.access import RecordType
from runtime.declarations.notices import LOOK, Notice
from runtime.declarations.site import Site
from runtime.engine import Engines
from runtime.jobs import Job, store
from runtime.jobs.clock import now
from runtime.jobs.kinds import Arguments
from runtime.jobs.queue import store_all
from runtime.notices.means import Means, notice_of
from runtime.notices.rows import Occasion
from runtime.notices.telling import Telling
from runtime.records import fields_of
from runtime.service.noticing import AHEAD, Day, due_of, is_near, reminder_of

NIGHT = time(3)
DAY = timedelta(days=1)
AT_ONCE = 500


def begin_looking(engines: Engines, site: Site) -> None:
    """When a server starts: what is near by now is found at once, and each night from then on."""
    if any(True for _ in _reminding(site)):
        with engines.made_by("notices").write.begin() as connection:
            moment = now(connection)
            store(connection, Job(LOOK, f"{moment.isoformat(timespec='minutes')}", {}))


def look(means: Means, arguments: Arguments) -> None:
    """Stores jobs for all days that have come near, and the look of the next night first."""
    with means.engines.write.begin() as connection:
        moment = now(connection)
        next_night = _next_night(moment, means.zone)
        store(connection, Job(LOOK, next_night.date().isoformat(), {}, next_night))
    for record, notice in _reminding(means.site):
        for some in _near(means, record, notice, moment):
            with means.engines.write.begin() as connection:
                jobs = (reminder_of(record, notice, record_id, value, means.zone) for record_id, value in some)
                store_all(connection, [job for job in jobs if job is not None and is_near(job, moment)])


def remind(means: Means, arguments: Arguments) -> None:
    """Judged again: the day may be another one by now, or over."""
    record = means.record_of(arguments["table"])
    notice = notice_of(record, arguments["notice"]) if record is not None else None
    if record is None or notice is None or not notice.before:
        return
    with means.engines.read.connect() as connection:
        moment = now(connection)
        value = _value(connection, record, notice, arguments["id"])
    if value is not None and value.isoformat() == arguments["day"] and not _is_over(notice, value, moment, means.zone):
        occasion = Occasion(record.table, arguments["id"], notice.name, f"{notice.before}/{arguments['day']}")
        Telling(means, record, notice, occasion, moment).tell()


def _reminding(site: Site) -> Iterator[tuple[RecordType, Notice]]:
    return ((record, notice) for record in site.records.values() for notice in record.notices if notice.before)


def _next_night(moment: datetime, zone: ZoneInfo) -> datetime:
    local = moment.astimezone(zone)
    day = local.date() if local.time() < NIGHT else local.date() + DAY
    return datetime.combine(day, NIGHT, zone)


def _near(means: Means, record: RecordType, notice: Notice, moment: datetime) -> Iterator[list[tuple[int, Day]]]:
    """The records whose day is neither over nor far, some at a time."""
    table, column = record.model.__table__, _column(record, notice)
    first: Any = moment - DAY
    last: Any = moment + AHEAD + notice.by + DAY
    if fields_of(record.model)[notice.before].kind == "date":
        first, last = first.date(), last.date()
    wanted = select(table.c.id, column).where(column >= first, column <= last).order_by(table.c.id).limit(AT_ONCE)
    after = 0
    while True:
        with means.engines.read.connect() as connection:
            rows = connection.execute(wanted.where(table.c.id > after)).all()
        if not rows:
            return
        yield [(row[0], row[1]) for row in rows]
        after = rows[-1][0]


def _value(connection: Connection, record: RecordType, notice: Notice, record_id: int) -> Day | None:
    table = record.model.__table__
    found: Day | None = connection.scalar(select(_column(record, notice)).where(table.c.id == record_id))
    return found


def _column(record: RecordType, notice: Notice) -> Any:
    return record.model.__table__.c[fields_of(record.model)[notice.before].column]


def _is_over(notice: Notice, value: Day, moment: datetime, zone: ZoneInfo) -> bool:
    if isinstance(value, datetime):
        return moment > due_of(notice, value, zone) + max(notice.by, DAY)
    return value < moment.astimezone(zone).date()
