"""Moves that bring about other moves, over all record types: that each is done by somebody, by people for whom it was
written, and that none leads to itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter

from generator.app import Record, RuleName
from generator.problems import Position, Problem
from generator.workflow import Do, Make, Move, Update

Step = tuple[str, str]
"""A record type and a move of it."""


@dataclass(frozen=True, slots=True)
class Chain:
    """A move: `by` are the portals whose people do it, `me` where it first asks who does, `does` what it leads to."""

    at: Position
    by: tuple[str, ...]
    me: Position | None
    does: tuple[tuple[Step, Position], ...]


Chains = Mapping[Step, Chain]


def chains(record: Record) -> Chains:
    """Of the moves of one record type."""
    moves = record.workflow.moves if record.workflow else ()
    return {(record.key, move.name): _chain(record, move) for move in moves}


def judge(chains: Chains, people: Mapping[str, str]) -> Iterator[Problem]:
    """`chains` are those of all record types; `people` the record type of each portal's people."""
    yield from _circles(chains)
    yield from _idle(chains)
    yield from _strangers(chains, people)


def _chain(record: Record, move: Move) -> Chain:
    rules = {rule.name: rule.expression for rule in record.rules}
    asked = (rules[name] for name in _rules(move) if name in rules)
    return Chain(
        at=move.at,
        by=tuple(dict.fromkeys(actor.partition(".")[0] for actor in move.by)),
        me=next((expression.source.at for expression in asked if expression.me), None),
        does=tuple(((each.record, each.move), each.at) for each in move.then if isinstance(each, Do)),
    )


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
    leads = {step: [to for to, _ in chain.does if to in chains] for step, chain in chains.items()}
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
        if not chain.by and step not in done:
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
                message = f"'{step[1]}' of '{step[0]}' uses 'me', and people of portal {others[0]} bring it about"
                yield Problem(
                    "S327",
                    message,
                    at,
                    f"'me' is another record for them than for those in its 'by': leave 'me' out of '{step[1]}'",
                )


def _causing(step: Step, chains: Chains) -> set[str]:
    """The portals whose people do the move, or one that leads to it."""
    found: set[str] = set()
    seen: set[Step] = set()
    waiting = [step]
    while waiting:
        each = waiting.pop()
        if each not in seen:
            seen.add(each)
            found.update(chains[each].by)
            waiting += [other for other, chain in chains.items() if each in {to for to, _ in chain.does}]
    return found
