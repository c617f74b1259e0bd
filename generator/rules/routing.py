"""Rules of routing: whether each can come about, whether one always does, and whether passing on has an end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from generator.app import App, Record
from generator.problems import Problem
from generator.routing import Route

Numbered = tuple[int, Route]


def judge(record: Record, _app: App) -> Iterator[Problem]:
    for event, rules in _by_event(record).items():
        yield from _never_tried(rules)
        yield from _without_last_resort(event, rules)
    if record.workflow is None:
        yield from _endless(record)


def _by_event(record: Record) -> Mapping[str, Sequence[Numbered]]:
    found: dict[str, list[Numbered]] = {}
    for number, route in enumerate(record.routing, start=1):
        found.setdefault(route.after, []).append((number, route))
    return found


def _never_tried(rules: Sequence[Numbered]) -> Iterator[Problem]:
    certain = next((number for number, route in rules if route.when is None and not route.fill and route.set), None)
    for number, route in rules:
        if certain is not None and number > certain:
            message = f"rule {number} of 'routing' is never tried: rule {certain} always comes about"
            hint = f"put it before rule {certain}, or say 'when' that one counts"
            yield Problem("S358", message, route.at, hint)


def _without_last_resort(event: str, rules: Sequence[Numbered]) -> Iterator[Problem]:
    number, last = rules[-1]
    if last.when is not None:
        when, what = (f" after '{event}'", "record") if event else ("", "new record")
        message = f"routing has no last resort{when}: a {what} of which no 'when' holds is given to nobody"
        hint = f"add a rule without 'when' after rule {number}"
        yield Problem("S359", message, last.at, hint, "warning")


def _endless(record: Record) -> Iterator[Problem]:
    """A move tells that somebody has taken a record on; without one, `when` has to."""
    for number, route in enumerate(record.routing, start=1):
        if route.again_after is not None and route.when is None:
            message = f"rule {number} of 'routing' would pass on what somebody has taken on already"
            hint = "say 'when' it still waits: there is no workflow whose moves would tell"
            yield Problem("S356", message, route.at, hint)
