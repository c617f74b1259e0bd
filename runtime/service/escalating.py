"""Steps of escalation: jobs that look at a record when its next step is due, and take it then.

A job only says where to look. Whether a step is due is judged again when it runs, so that one whose clocks stand by
then, or whose promise has changed, does nothing: each change of the clocks has left a job of its own. So has each step
that was taken for the one after it; one that is refused leaves it as well, and is put aside itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from runtime.clocks import read_course, written
from runtime.declarations.access import RecordType
from runtime.declarations.service_level import COURSE, Step
from runtime.jobs import store_all
from runtime.jobs.kinds import Arguments
from runtime.records import fields_of
from runtime.service.clocks import next_step, steps_ahead
from runtime.service.noticing import notices_of_event
from runtime.service.outcomes import Refused
from runtime.service.unattended import Look, Unattended


def take_step(unattended: Unattended, arguments: Arguments) -> None:
    """The step of this record that is due, in one transaction. Raises Refused."""
    record = unattended.record(arguments["table"])
    if record is None or record.service_level is None:
        return  # the specs have changed
    record_id, without = arguments["id"], arguments.get("without", ())
    try:
        _look(unattended, record, record_id, without)
    except Refused:
        _look_past(unattended, record, record_id, without)
        raise


def _look(unattended: Unattended, record: RecordType, record_id: int, without: Sequence[str]) -> None:
    with unattended.looking(record, record_id) as look:
        due = _due(look, without) if look is not None else ()
        if look is not None and not due:  # the next one was to come earlier when the job was stored
            _await(look, without)
        if look is not None and due:
            _take(look, due[0])


def _look_past(unattended: Unattended, record: RecordType, record_id: int, without: Sequence[str]) -> None:
    """For the steps after the one that was refused."""
    with unattended.looking(record, record_id) as look:
        due = _due(look, without) if look is not None else ()
        if look is not None and due:
            _await(look, (*without, due[0].name))


def _take(look: Look, step: Step) -> None:
    change = look.change(step.set)
    _remember(look.entity, fields_of(look.record.model)[COURSE].column, step)
    store_all(look.session.connection(), [*notices_of_event(look.record, look.entity, step.name)])
    look.save(change)


def _due(look: Look, without: Sequence[str]) -> Sequence[Step]:
    ahead = steps_ahead(look.judges[look.record.key], look.record, look.entity, look.moment)
    return [step for at, step in ahead if at <= look.moment and step.name not in without]


def _await(look: Look, without: Sequence[str]) -> None:
    jobs = next_step(look.judges[look.record.key], look.record, look.entity, look.moment, without)
    store_all(look.session.connection(), jobs)


def _remember(entity: Any, column: str, step: Step) -> None:
    course = read_course(getattr(entity, column))
    setattr(entity, column, written(replace(course, steps=(*course.steps, step.name))))
