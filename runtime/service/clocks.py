"""The clocks of records under a service level, set in the transaction of whatever starts, stops or changes them.

The one place that writes them. The arithmetic is `runtime.clocks`'.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from runtime.calendars import working_times
from runtime.clocks import Clocks, Course, Judge, read_course, written
from runtime.declarations.access import RecordType
from runtime.declarations.service_level import COURSE, DUE_BY, ESCALATION, RESOLVE_BY, RESPOND_BY, Step
from runtime.declarations.site import Site
from runtime.declarations.workflow import STATE
from runtime.jobs import Job
from runtime.records import fields_of
from runtime.service.refused import mark_of

if TYPE_CHECKING:
    from runtime.service.change import Change

Judges = Mapping[str, Judge]
"""By record type, of those that have a service level."""


def judges_of(site: Site) -> Judges:
    times = working_times(site.calendars, site.time_zone)
    return {key: Judge(each.service_level, times) for key, each in site.records.items() if each.service_level}


def set_clocks(change: Change) -> bool:
    """Of the record as it is now; whether they have changed. What was there before says how the clocks stood, so that
    it may be asked again.

    A record from before there was a service level begins with its first change.
    """
    judge = change.judges.get(change.record.key)
    if judge is None:
        return False
    before, entity = change.before.values, change.entity
    if change.fresh or not before[COURSE]:
        set_begun(judge, change.record, entity, change.given.moment)
        return True
    if not _touches_clocks(change, judge):
        return False
    steps = _course(change.record, entity).steps
    state, choice = _judged_by(judge, change.record, entity)
    _write(change.record, entity, judge.after(_clocks(before, steps), state, choice, change.given.moment))
    return True


def steps_ahead(judge: Judge, record: RecordType, entity: Any, moment: datetime) -> Sequence[tuple[datetime, Step]]:
    """The steps of escalation that are still to be taken, the next one first."""
    _, choice = _judged_by(judge, record, entity)
    return judge.ahead(_course(record, entity), choice, moment)


def next_steps_of(change: Change) -> Sequence[Job]:
    """After a change that sets the clocks."""
    judge = change.judges.get(change.record.key)
    if judge is None or not _touches_clocks(change, judge):
        return ()
    return next_step(judge, change.record, change.entity, change.given.moment)


def next_step(
    judge: Judge, record: RecordType, entity: Any, moment: datetime, without: Sequence[str] = ()
) -> Sequence[Job]:
    """The job that looks at the record when its next step is due, but those that were refused. Revision, moment and
    what was refused make it another one each time."""
    ahead = [at for at, step in steps_ahead(judge, record, entity, moment) if step.name not in without]
    return [
        Job(
            ESCALATION,
            f"{record.table}/{entity.id}/{entity.revision or 0}/{at.isoformat()}{mark_of(without)}",
            {"table": record.table, "id": entity.id, "without": [*without]},
            at,
        )
        for at in ahead[:1]
    ]


def set_begun(judge: Judge, record: RecordType, entity: Any, moment: datetime) -> None:
    """From this moment on."""
    _write(record, entity, judge.begun(*_judged_by(judge, record, entity), moment))


def _touches_clocks(change: Change, judge: Judge) -> bool:
    return bool(change.changed & {STATE, judge.level.by, COURSE})


def _judged_by(judge: Judge, record: RecordType, entity: Any) -> tuple[str, str | None]:
    fields, by = fields_of(record.model), judge.level.by
    return getattr(entity, fields[STATE].column), getattr(entity, fields[by].column) if by else None


def _course(record: RecordType, entity: Any) -> Course:
    return read_course(getattr(entity, fields_of(record.model)[COURSE].column))


def _clocks(values: Mapping[str, Any], steps: tuple[str, ...]) -> Clocks:
    due = (values.get(name) for name in (RESPOND_BY, RESOLVE_BY, DUE_BY))
    return Clocks(replace(read_course(values[COURSE]), steps=steps), *due)


def _write(record: RecordType, entity: Any, clocks: Clocks) -> None:
    """A level that promises no answer, or no end, has no field for it."""
    fields = fields_of(record.model)
    values = {
        RESPOND_BY: clocks.respond_by,
        RESOLVE_BY: clocks.resolve_by,
        DUE_BY: clocks.due_by,
        COURSE: written(clocks.course),
    }
    for name, value in values.items():
        if name in fields:
            setattr(entity, fields[name].column, value)
