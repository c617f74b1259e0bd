"""Judges rules of routing and picks candidates, for records of one type in one transaction."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from runtime.declarations.routing import FIRST, Route
from runtime.declarations.rules import Rule
from runtime.routing import Given, next_of
from runtime.service.assignments import Slot, take_turns
from runtime.service.change import Change
from runtime.service.judging import holds
from runtime.service.pools import Pool, pool_question, slot_of, which_hold

Numbered = tuple[int, Route]
"""A rule and its place in the list, from 1."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """`among` so many; `turn` None where it was no matter of turns."""

    id: int
    among: int
    turn: int | None


@dataclass(slots=True)
class Desk:
    """`rules` are those that count for what happened to `changes`. What is asked is asked for all of them at once, and
    each pool once, when it is needed first."""

    changes: Sequence[Change]
    rules: Sequence[Numbered]
    known: Mapping[int, Mapping[int, bool]] | None = None
    pools: dict[tuple[object, ...], Pool] = field(default_factory=dict)
    turns: dict[Slot, Iterator[int]] = field(default_factory=dict)
    since: dict[Slot, dict[int, Given]] = field(default_factory=dict)

    def counts(self, change: Change, numbered: Numbered) -> bool:
        """Whether the rule's `when` holds of the record as it is stored."""
        number, rule = numbered
        if rule.when is None:
            return True
        return holds(rule.when, change.entity, change) if rule.when.local else self._found[change.entity.id][number]

    @property
    def _found(self) -> Mapping[int, Mapping[int, bool]]:
        """By record and rule, of those that only the database can judge."""
        if self.known is None:
            asked: dict[int, Rule] = {
                number: rule.when for number, rule in self.rules if rule.when and not rule.when.local
            }
            found = which_hold(self.changes, [*asked.values()])
            self.known = {record: dict(zip(asked, flags, strict=True)) for record, flags in found.items()}
        return self.known

    def pick(self, change: Change, numbered: Numbered, values: Mapping[str, Any]) -> Chosen | None:
        """Of the candidates for the record as it will be with these values; None where there is nobody."""
        _, rule = numbered
        slot = slot_of(change, rule.fill)
        if rule.pick != FIRST and slot not in self.turns:
            self.turns[slot] = take_turns(change.session.connection(), slot, len(self.changes))
        pool = self._pool(change, rule, values)
        since = self.since.setdefault(slot, {})
        found = next_of(rule.pick, pool.candidates, since)
        if found is None:
            return None
        turn = None if rule.pick == FIRST else next(self.turns[slot])
        since[found.id] = _one_more(since.get(found.id), turn)
        return Chosen(found.id, pool.count, turn)

    def _pool(self, change: Change, rule: Route, values: Mapping[str, Any]) -> Pool:
        question = pool_question(change, rule, values, len(self.changes))
        if question.key not in self.pools:
            self.pools[question.key] = question.ask(change.session.connection())
        return self.pools[question.key]


def _one_more(given: Given | None, turn: int | None) -> Given:
    before = given or Given(0, 0)
    return Given(before.count + 1, before.turn if turn is None else turn)
