"""Gives records to people by the rules of their type, in the transaction of the change that makes or moves them.

It sees all data and asks nobody's rights: it is the product's own act, after the change was written and before it is
judged as a whole. What it fills in is written by `writing`, as a second change of the same record.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import sqlalchemy as sa

from runtime import ids
from runtime.declarations.routing import FIRST, PASSING_ON, REASON, SINCE, Route
from runtime.jobs import Job, store
from runtime.routing import Given, Picked, next_of, reason_of
from runtime.routing.words import after_move
from runtime.service.assignments import Assignment, Slot, remember, remember_had, take_turns
from runtime.service.change import Before, Change, Entry, current_values, value_of
from runtime.service.judging import holds
from runtime.service.pools import Pool, pool_of, pool_question, slot_of, which_hold
from runtime.service.values import normalise

Numbered = tuple[int, Route]
"""A rule and its place in the list, from 1."""
Waiting = tuple[Change, Sequence[Numbered]]
"""A record, and the rules that count for it."""


@dataclass(frozen=True, slots=True)
class Routed:
    """What routing does about a record: the change that it makes, and what it remembers of it."""

    change: Change
    given: Assignment | None
    lost: tuple[Assignment, ...]
    route: Numbered | None


def route(changes: Sequence[Change]) -> list[Routed]:
    """Of records of one type that were made or moved, and are written. Nothing where no rule counts for them."""
    waiting = [(change, rules) for change in changes if (rules := _rules_for(change))]
    desk = Desk(len(waiting))
    routed = (decide(change, rules, _occasion(change), desk) for change, rules in holding(waiting))
    return [each for each in routed if each is not None]


def remember_routed(routed: Sequence[Routed]) -> None:
    """When their changes are written. A job waits for those that are passed on by time."""
    if not routed:
        return
    connection = routed[0].change.session.connection()
    for each in (lost for one in routed for lost in one.lost):
        remember_had(connection, each)
    remember(connection, [one.given for one in routed if one.given is not None])
    for one in routed:
        if one.given is not None and one.route is not None:
            _await_next(connection, one.given, *one.route)


def _await_next(connection: sa.Connection, given: Assignment, number: int, rule: Route) -> None:
    if rule.again_after is not None:
        table, record_id = given.slot.record, given.record_id
        arguments = {"table": table, "id": record_id, "assignment": given.id, "rule": number}
        store(connection, Job(PASSING_ON, f"{table}/{record_id}/{given.id}", arguments, given.at + rule.again_after))


def _rules_for(change: Change) -> list[Numbered]:
    """Those that count for what happens to the record."""
    rules = change.record.routing
    if not rules or not (change.fresh or change.move):
        return []
    event = change.move.name if change.move else ""
    return [(number, rule) for number, rule in enumerate(rules, start=1) if rule.after == event]


def _occasion(change: Change) -> str:
    return after_move(change.move.label) if change.move else ""


def holding(waiting: Sequence[Waiting]) -> list[Waiting]:
    """Each with the rules whose `when` holds of it. The database is asked about those that Python cannot judge."""
    asked = {number: rule.when for _, rules in waiting for number, rule in rules if rule.when and not rule.when.local}
    known = which_hold([change for change, _ in waiting], [*asked.values()])
    places = {number: place for place, number in enumerate(asked)}

    def counts(change: Change, number: int, rule: Route) -> bool:
        if number in places:
            return known[change.entity.id][places[number]]
        return rule.when is None or holds(rule.when, change.entity, change)

    return [
        (change, [(number, rule) for number, rule in rules if counts(change, number, rule)])
        for change, rules in waiting
    ]


# One record


def decide(change: Change, rules: Sequence[Numbered], occasion: str, desk: Desk) -> Routed | None:
    """By the first of the rules that comes about; all of them hold."""
    empty: list[Numbered] = []
    for number, rule in rules:
        if rule.fill and is_given(change, rule.fill):
            return None
        values = _values(change, rule)
        picked = desk.pick(change, (number, rule), values) if rule.fill else None
        if picked is not None or not rule.fill:
            return _routed(change, values, Outcome(occasion, (number, rule), picked, tuple(empty)))
        empty.append((number, rule))
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


# Who is next


@dataclass(frozen=True, slots=True)
class Chosen:
    id: int
    among: int
    turn: int | None


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


@dataclass(slots=True)
class Desk:
    """Picks candidates for several records of one transaction, of which `size` are left at most. A pool is asked for
    once, however many of them it is for."""

    size: int
    pools: dict[tuple[int, tuple[tuple[str, Any], ...]], Pool] = field(default_factory=dict)
    turns: dict[Slot, Iterator[int]] = field(default_factory=dict)
    since: dict[Slot, dict[int, Given]] = field(default_factory=dict)

    def pick(self, change: Change, numbered: Numbered, values: Mapping[str, Any]) -> Chosen | None:
        _, rule = numbered
        slot = slot_of(change, rule.fill)
        if rule.pick != FIRST and slot not in self.turns:
            self.turns[slot] = take_turns(change.session.connection(), slot, self.size)
        pool = self._pool(change, numbered, values)
        since = self.since.setdefault(slot, {})
        found = next_of(rule.pick, pool.candidates, since)
        if found is None:
            return None
        turn = None if rule.pick == FIRST else next(self.turns[slot])
        since[found.id] = _one_more(since.get(found.id), turn)
        return Chosen(found.id, pool.count, turn)

    def _pool(self, change: Change, numbered: Numbered, values: Mapping[str, Any]) -> Pool:
        number, rule = numbered
        question = pool_question(change, rule, values, self.size)
        key = (number, question.values)
        if key not in self.pools:
            self.pools[key] = pool_of(question.ask(change.session.connection()))
        return self.pools[key]


def _one_more(given: Given | None, turn: int | None) -> Given:
    before = given or Given(0, 0)
    return Given(before.count + 1, before.turn if turn is None else turn)
