"""Gives records to people by the rules of their type, in the transaction of the change that makes or moves them.

It sees all data and asks nobody's rights: it is the product's own act, after the change was written and before it is
judged as a whole. What it fills in is written by `writing`, as a second change of the same record.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from runtime import ids
from runtime.declarations.routing import PASSING_ON, REASON, SINCE, Route
from runtime.jobs import Job, store_all
from runtime.routing import Picked, reason_of
from runtime.routing.words import after_move
from runtime.service.assignments import Assignment, remember, remember_had
from runtime.service.change import Before, Change, Entry, current_values, value_of
from runtime.service.desk import Chosen, Desk, Numbered
from runtime.service.pools import slot_of
from runtime.service.values import normalise


@dataclass(frozen=True, slots=True)
class Routed:
    """What routing does about a record: the change that it makes, and what it remembers of it."""

    change: Change
    given: Assignment | None
    lost: tuple[Assignment, ...]
    route: Numbered | None


def route(changes: Sequence[Change]) -> list[Routed]:
    """Of records of one type that were made or moved, and are written. Nothing where no rule counts for them."""
    waiting: dict[str, list[Change]] = {}
    for change in changes:
        if change.record.routing and (change.fresh or change.move):
            waiting.setdefault(_event(change), []).append(change)
    found = (_route(event, of_event) for event, of_event in waiting.items())
    return [each for routed in found for each in routed]


def _route(event: str, changes: Sequence[Change]) -> Iterator[Routed]:
    rules = [(number, rule) for number, rule in enumerate(changes[0].record.routing, start=1) if rule.after == event]
    desk = Desk(changes, rules)
    for change in changes:
        occasion = after_move(change.move.label) if change.move else ""
        routed = decide(change, occasion, desk)
        if routed is not None:
            yield routed


def remember_routed(routed: Sequence[Routed]) -> None:
    """When their changes are written. A job waits for those that are passed on by time."""
    if not routed:
        return
    connection = routed[0].change.session.connection()
    for each in (lost for one in routed for lost in one.lost):
        remember_had(connection, each)
    remember(connection, [one.given for one in routed if one.given is not None])
    store_all(connection, [job for one in routed for job in _jobs(one)])


def _jobs(routed: Routed) -> Iterator[Job]:
    """One that looks at it when the next one has their turn."""
    given, (number, rule) = routed.given, routed.route or (0, None)
    if given is not None and rule is not None and rule.again_after is not None:
        table, record_id = given.slot.record, given.record_id
        arguments = {"table": table, "id": record_id, "assignment": given.id, "rule": number}
        yield Job(PASSING_ON, f"{table}/{record_id}/{given.id}", arguments, given.at + rule.again_after)


def _event(change: Change) -> str:
    return change.move.name if change.move else ""


# One record


def decide(change: Change, occasion: str, desk: Desk) -> Routed | None:
    """By the first rule that comes about."""
    empty: list[Numbered] = []
    for numbered in desk.rules:
        _, rule = numbered
        if not desk.counts(change, numbered):
            continue
        if rule.fill and is_given(change, rule.fill):
            return None
        values = _values(change, rule)
        picked = desk.pick(change, numbered, values) if rule.fill else None
        if picked is not None or not rule.fill:
            return _routed(change, values, Outcome(occasion, numbered, picked, tuple(empty)))
        empty.append(numbered)
    return _routed(change, {}, Outcome(occasion, None, None, tuple(empty))) if empty else None


def is_given(change: Change, name: str) -> bool:
    """Whether the change itself says what stands there, other than a default does: then it stays."""
    field, entered = change.fields[name], change.entry.values.get(name)
    if field.kind == "links":
        return bool(entered) or name in change.filled
    value = getattr(change.entity, field.column)
    if value is None:
        return False
    if name in change.filled or not change.fresh:
        return name in change.filled or entered is not None or value != change.before.values[name]
    override = change.access.fields.get(name)
    default = change.record.default.get(name) if override is None or override.default is None else override.default
    return default is None or value != normalise(field, value_of(default, change.entity, change.given))


def _values(change: Change, rule: Route) -> Mapping[str, Any]:
    """What the rule sets, but for what the change says itself."""
    return {
        name: normalise(change.fields[name], value_of(value, change.entity, change.given))
        if change.fields[name].column
        else value_of(value, change.entity, change.given)
        for name, value in rule.set.items()
        if not is_given(change, name)
    }


def _routed(change: Change, values: Mapping[str, Any], outcome: Outcome) -> Routed:
    reason, given = outcome.reason(change), None
    filled = {**_emptied(change, outcome.left), **values, REASON: reason, SINCE: change.given.moment}
    if outcome.numbered is not None and outcome.picked is not None:
        number, rule = outcome.numbered
        filled[rule.fill] = outcome.picked.id
        given = _assignment(change, rule.fill, outcome.picked, number, reason)
    names = dict.fromkeys((*outcome.left, *([outcome.fill] if outcome.fill else [])))
    lost = tuple(each for name in names for each in _held_before(change, name))
    stored = Before(current_values(change.record, change.entity))
    made = replace(change, entry=Entry(), before=stored, fresh=False, filled=filled, move=None, lines={})
    return Routed(made, given, lost, outcome.numbered)


def _emptied(change: Change, left: Sequence[str]) -> Mapping[str, None]:
    """Nobody is left for these: whoever had the record has it no longer. A new one keeps what it has."""
    if change.fresh:
        return {}
    asked = change.record.require
    return {name: None for name in left if not change.fields[name].required and name not in asked}


def _assignment(change: Change, fill: str, picked: Chosen, number: int, reason: str) -> Assignment:
    slot, moment = slot_of(change, fill), change.given.moment
    return Assignment(slot, change.entity.id, picked.id, moment, number, picked.turn, reason, ids.new_id())


def _held_before(change: Change, name: str) -> Iterator[Assignment]:
    """Who had it until now had it too, whoever gave it to them."""
    held = None if change.fresh else change.before.values[name]
    if held is not None:
        yield Assignment(slot_of(change, name), change.entity.id, held, change.given.moment)


@dataclass(frozen=True, slots=True)
class Outcome:
    """Which rule came about and whom it picked, None for none; `empty` are those before it that found nobody."""

    occasion: str
    numbered: Numbered | None
    picked: Chosen | None
    empty: tuple[Numbered, ...]

    @property
    def fill(self) -> str:
        return self.numbered[1].fill if self.numbered else ""

    @property
    def left(self) -> Sequence[str]:
        """The fields for which nobody was found."""
        return [*dict.fromkeys(rule.fill for _, rule in self.empty)]

    def reason(self, change: Change) -> str:
        number, rule = self.numbered or (None, None)
        words = None
        if self.picked is not None and rule is not None:
            words = Picked(change.fields[rule.fill].label, rule.pick, self.picked.among)
        because = rule.because if rule is not None else ""
        return reason_of(self.occasion, number, because, words, [each for each, _ in self.empty])
