"""Moves that bring about other moves, over all record types: that each is done by somebody, by people for whom it was
written, and that none leads to itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter

from generator.app import Record, RuleName
from generator.problems import Position, Problem
from generator.workflow import Consequence, Do, Make, Move, Update

Step = tuple[str, str]
"""A record type and a move of it; "" for any change of its records."""


@dataclass(frozen=True, slots=True)
class Chain:
    """A move: `by` are the portals whose people do it, `me` where it first asks who does, `does` what it leads to.

    `alone`: it happens by itself.
    """

    at: Position
    by: tuple[str, ...]
    me: Position | None
    does: tuple[tuple[Step, Position], ...]
    alone: bool = False


Chains = Mapping[Step, Chain]


def chains(record: Record) -> Chains:
    """Of the moves of one record type, and of all that changes it."""
    moves = record.workflow.moves if record.workflow else ()
    return {(record.key, ""): _change(record), **{(record.key, move.name): _chain(record, move) for move in moves}}


def judge(chains: Chains, people: Mapping[str, str]) -> Iterator[Problem]:
    """`chains` are those of all record types; `people` the record type of each portal's people."""
    yield from _circles(chains)
    yield from _idle(chains)
    yield from _strangers(chains, people)
    yield from _nobodies(chains)


def _chain(record: Record, move: Move) -> Chain:
    rules = {rule.name: rule.expression for rule in record.rules}
    asked = (rules[name] for name in _rules(move) if name in rules)
    return Chain(
        at=move.at,
        by=tuple(dict.fromkeys(actor.partition(".")[0] for actor in move.by)),
        me=next((expression.source.at for expression in asked if expression.me), None),
        does=tuple((step, each.at) for each in move.then for step in _steps(each)),
        alone=move.timer is not None,
    )


def _steps(each: Consequence) -> Iterator[Step]:
    yield each.record, ""
    if isinstance(each, Do):
        yield each.record, each.move


def _change(record: Record) -> Chain:
    """What is judged at each change of a record, and the portals for whose people that was written."""
    rules = {rule.name: rule.expression for rule in record.rules}
    asked = (rules[name] for name in _judged(record) if name in rules)
    writers = [access.portal for access in record.accesses if access.create is not None or access.edit]
    movers = [by.partition(".")[0] for move in (record.workflow.moves if record.workflow else ()) for by in move.by]
    me = next((expression.source.at for expression in asked if expression.me), None)
    return Chain(record.at, tuple(dict.fromkeys([*writers, *movers])), me, ())


def _judged(record: Record) -> Iterator[str]:
    yield from (check.rule for check in record.checks)
    yield from (unique.unless for unique in record.unique if unique.unless)
    for field in record.fields:
        yield from (name for name in (field.show, field.require, field.where) if name)
        values = (field.minimum, field.maximum, field.default)
        yield from (value.name for value in values if isinstance(value, RuleName))


def _rules(move: Move) -> Iterator[str]:
    """The names of all rules of a move and of its consequences."""
    yield from [move.when] if move.when else []
    values = [value for _, value in move.set]
    for each in move.then:
        values += [value for _, value in each.set]
        values += [each.times] if isinstance(each, Make) and each.times is not None else []
        yield from [each.where] if isinstance(each, Do | Update) and each.where else []
    yield from (value.name for value in values if isinstance(value, RuleName))


def _circles(chains: Chains) -> Iterator[Problem]:
    leads = {step: [to for to, _ in chain.does if to in chains and to[1]] for step, chain in chains.items()}
    while True:
        try:
            TopologicalSorter(leads).prepare()
        except CycleError as error:
            circle = list(reversed(error.args[1][1:]))
            first = circle.index(min(circle))
            way = [*circle[first:], *circle[: first + 1]]
            names = " -> ".join(f"{record}.{move}" for record, move in way)
            message = f"move '{way[0][1]}' of '{way[0][0]}' leads to itself: {names}"
            yield Problem("S325", message, chains[way[0]].at, "take one of these out of 'then'")
            leads = {step: to for step, to in leads.items() if step not in circle}
        else:
            return


def _idle(chains: Chains) -> Iterator[Problem]:
    done = {step for chain in chains.values() for step, _ in chain.does}
    for step, chain in chains.items():
        if step[1] and not chain.by and not chain.alone and step not in done:
            message = f"nobody does move '{step[1]}' of '{step[0]}': it has no 'by', and no other move does it"
            yield Problem("S323", message, chain.at, "write by: and a portal or role, or remove it")


def _strangers(chains: Chains, people: Mapping[str, str]) -> Iterator[Problem]:
    """A move that asks who does it, and is brought about by people of another record type than it was written for."""
    for cause, chain in chains.items():
        for step, at in chain.does:
            asked = chains[step].me if step in chains else None
            meant = {people[portal] for portal in chains[step].by} if step in chains else set()
            others = sorted(portal for portal in _causing(cause, chains) if people[portal] not in meant)
            if asked is not None and others:
                yield _stranger(step, others[0], at)


def _stranger(step: Step, portal: str, at: Position) -> Problem:
    record, move = step
    what = f"'{move}' of '{record}' uses" if move else f"a rule that holds for changes of '{record}' uses"
    hint = f"'me' is another record for them than for those {'in its by' if move else 'who change it'}: leave 'me' out"
    return Problem("S327", f"{what} 'me', and people of portal {portal} bring it about", at, hint)


def _nobodies(chains: Chains) -> Iterator[Problem]:
    """A move that asks who does it, and is brought about by one that nobody does."""
    for cause, chain in chains.items():
        for step, at in chain.does:
            if step[1] and step in chains and chains[step].me is not None and _is_alone(cause, chains):
                message = f"'{step[1]}' of '{step[0]}' uses 'me', and a move that happens by itself brings it about"
                yield Problem("S335", message, at, "nobody is 'me' then: leave 'me' out, or this")


def _causing(step: Step, chains: Chains) -> set[str]:
    """The portals whose people do the move, or one that leads to it."""
    return {portal for each in _leading_to(step, chains) for portal in chains[each].by}


def _is_alone(step: Step, chains: Chains) -> bool:
    """Whether the move happens by itself, or one that leads to it."""
    return any(chains[each].alone for each in _leading_to(step, chains))


def _leading_to(step: Step, chains: Chains) -> set[Step]:
    seen: set[Step] = set()
    waiting = [step]
    while waiting:
        each = waiting.pop()
        if each not in seen:
            seen.add(each)
            waiting += [other for other, chain in chains.items() if each in {to for to, _ in chain.does}]
    return seen
