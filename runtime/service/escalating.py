"""Steps of escalation: jobs that look at a record when its next step is due, and take what is due then.

A job only says where to look. Whether a step is due is judged again when it runs, so that one whose clocks stand by
then, or whose promise has changed, does nothing: each change of the clocks has left a job of its own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from runtime.clocks import read_course, written
from runtime.declarations.access import Value
from runtime.declarations.service_level import COURSE, Step
from runtime.records import fields_of
from runtime.service.clocks import await_step, steps_ahead
from runtime.service.noticing import store_event
from runtime.service.unattended import Look, Unattended


def take_steps(unattended: Unattended, table: str, record_id: int) -> None:
    """All steps of this record that are due, in one transaction. Raises Refused."""
    record = unattended.record(table)
    if record is None or record.service_level is None:
        return  # the specs have changed
    with unattended.looking(record, record_id) as look:
        steps = _due(look) if look is not None else ()
        if look is not None and not steps:  # the next one was to come earlier when the job was stored
            await_step(look.session.connection(), look.judges[record.key], record, look.entity, look.moment)
        if look is not None and steps:
            change = look.change(_filled(steps))
            _remember(look.entity, fields_of(record.model)[COURSE].column, steps)
            for step in steps:
                store_event(look.session.connection(), record, look.entity, step.name)
            look.save(change)


def _due(look: Look) -> Sequence[Step]:
    ahead = steps_ahead(look.judges[look.record.key], look.record, look.entity, look.moment)
    return [step for at, step in ahead if at <= look.moment]


def _filled(steps: Sequence[Step]) -> Mapping[str, Value]:
    return {name: value for step in steps for name, value in step.set.items()}


def _remember(entity: Any, column: str, steps: Sequence[Step]) -> None:
    course = read_course(getattr(entity, column))
    taken = (*course.steps, *(step.name for step in steps))
    setattr(entity, column, written(replace(course, steps=taken)))
