"""A service level, with every state, choice and calendar in it looked up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from generator.fields import KINDS
from generator.problems import Problem, Text
from generator.promised import ServiceLevel
from generator.resolve.problems import missing
from generator.resolve.service_level.calendars import resolve_calendar
from generator.resolve.service_level.promises import Promises
from generator.resolve.service_level.steps import steps_of
from generator.resolve.shapes import options_of
from generator.resolve.workflow.place import Place
from generator.service_level import ServiceLevel as Resolved
from generator.spec import Record

if TYPE_CHECKING:
    from generator.resolve.context import Context


def resolve_service_level(record: Record, context: Context) -> Resolved | None:
    level, problems = record.service_level, context.problems
    if level is None:
        return None
    if record.workflow is None:
        hint = "add 'workflow', or remove 'service_level'"
        problems.append(
            Problem("S272", "a service level follows the states of a workflow: there is none", level.at, hint)
        )
        return None
    problems.extend(_wrong_states(level, [str(state) for state, _ in record.workflow.states.options]))
    problems.extend(_idle_keys(level))
    calendars = {str(name): resolve_calendar(each, []) for name, each in context.spec.site.calendars.items()}
    promises = Promises(level, _choices(level, record, context), calendars, problems)
    return Resolved(
        pause=tuple(map(str, level.pause)),
        answered=tuple(map(str, level.answered)),
        done=tuple(map(str, level.done)),
        by=str(level.by or ""),
        promises=promises.of_each(),
        otherwise=promises.otherwise(),
        escalate=steps_of(level, Place(record, record.workflow, context)),
        at=level.at,
    )


def _wrong_states(level: ServiceLevel, states: Sequence[str]) -> Iterator[Problem]:
    for key in ("pause", "answered", "done"):
        for state in getattr(level, key):
            if state not in states:
                yield missing(f"'{key}'", "state", state, states)
    for state in level.pause:
        if state in level.done:
            message = f"state '{state}' stands in 'pause' and in 'done'"
            yield Problem("S275", message, state.at, "take it out of one: either the clocks go on later, or it is over")


def _idle_keys(level: ServiceLevel) -> Iterator[Problem]:
    """What could never have an effect."""
    if level.respond is None and level.resolve is None:
        hint = "write 'respond' for the first answer, 'resolve' for the end, or both"
        yield Problem("S275", "the service level promises nothing", level.at, hint)
    if level.respond is not None and not level.answered:
        hint = "add 'answered' with the states that are an answer"
        yield Problem("S275", "'respond' promises an answer, and nothing says what is one", level.at, hint)
    if level.answered and level.respond is None:
        hint = "add 'respond', or remove 'answered'"
        yield Problem("S275", "'answered' says what an answer is, and none is promised", level.answered[0].at, hint)
    if level.by is not None and all(
        isinstance(each, Text | None) for each in (level.hours, level.respond, level.resolve)
    ):
        message = f"nothing differs by '{level.by}'"
        yield Problem("S275", message, level.by.at, "remove 'by', or say something for each choice")


def _choices(level: ServiceLevel, record: Record, context: Context) -> Sequence[str]:
    if level.by is None:
        return ()
    field = record.fields.get(level.by)
    if field is None:
        known = [str(name) for name, each in record.fields.items() if each.kind == "choice" and not each.kept]
        context.problems.append(missing("'by' of the service level", "field", level.by, known, "fields of type choice"))
        return ()
    if KINDS[field.kind].name != "choice" or field.kept or field.formula is not None:
        message = f"'by' names '{level.by}', which is no field of type choice that people fill in"
        context.problems.append(Problem("S273", message, level.by.at))
        return ()
    return [str(option) for option, _ in options_of(field, context.spec.choices)]
