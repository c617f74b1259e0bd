"""Steps of escalation: when they are taken, and the values that are set then."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.app import Value
from generator.promised import ServiceLevel, Step
from generator.resolve.workflow.place import Place
from generator.resolve.workflow.values import Setting, values_of
from generator.service_level import Step as Resolved

MOMENT = re.compile(r"([0-9]{1,3})% of (respond|resolve)", re.ASCII)


def steps_of(level: ServiceLevel, place: Place) -> tuple[Resolved, ...]:
    """Nobody in particular takes them, so there is no `me`."""
    return tuple(_steps(level, place))


def _steps(level: ServiceLevel, place: Place) -> Iterator[Resolved]:
    taken: set[str] = set()
    for number, step in enumerate(level.escalate, start=1):
        found = MOMENT.fullmatch(step.moment)
        if found is None or not int(found[1]):
            message = f"'{step.moment}' is no moment of an escalation"
            place.report("S276", message, step.moment, "write for example 80% of resolve, or 100% of respond")
            continue
        if getattr(level, found[2]) is None:
            message = f"'escalate' waits for a part of '{found[2]}', which is not promised"
            place.report("S276", message, step.moment, f"add '{found[2]}', or take the step out")
        _check_deed(step, place)
        if step.moment in taken:
            message = f"two steps of 'escalate' are at {step.moment}"
            place.report("S276", message, step.moment, "put what they set together")
        taken.add(step.moment)
        yield Resolved(found[2], int(found[1]), _values(step, number, place), step.at)


def _check_deed(step: Step, place: Place) -> None:
    """What happens then."""
    if not step.set and step.notify is None:
        message = f"nothing happens at {step.moment}"
        place.report("S276", message, step.moment, "write what is set then, with 'set', or who is told, with 'notify'")
    for words in (step.mail, step.say):
        if words is not None and step.notify is None:
            place.report("S276", f"nobody is told at {step.moment}", words, "write whom, with 'notify'")


def _values(step: Step, number: int, place: Place) -> tuple[tuple[str, Value], ...]:
    where = f"'escalate' at {step.moment}"
    link = place.context.vocabulary.records[place.record.key].parent
    return values_of(step.set, Setting(where, place.record, f"escalate_{number}", place.names(()), link), place)
