"""Steps of escalation that tell somebody, as notices."""

from __future__ import annotations

from collections.abc import Iterator

from generator.noticed import Notice
from generator.problems import Text
from generator.promised import Step
from generator.resolve.service_level.steps import MOMENT
from generator.spec import Record

ENDS = {"respond": "for the answer", "resolve": "until the end"}


def written_notices(record: Record) -> tuple[Notice, ...]:
    """All of a record type: those under `notify`, and those of its steps."""
    steps = record.service_level.escalate if record.service_level is not None else ()
    return (*record.notify, *(notice for step in steps if (notice := _of_step(step)) is not None))


def steps_told(record: Record) -> Iterator[str]:
    """The names of the steps that tell somebody, as `after` of their notices has them."""
    for notice in written_notices(record)[len(record.notify) :]:
        yield from map(str, notice.after)


def _of_step(step: Step) -> Notice | None:
    found = MOMENT.fullmatch(step.moment)
    if step.notify is None or found is None:
        return None
    words = Text(f"{int(found[1])} % of the time {ENDS[found[2]]} has passed", step.moment.at)
    event = Text(f"{found[2]}:{int(found[1])}", step.moment.at)
    say = step.say or (words if step.mail is None else None)
    return Notice(step.at, step.notify, after=(event,), mail=step.mail, say=say)
