"""Moves that happen by themselves, one at once after the other: whether they may lead round and round."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.app import App, Record
from generator.expressions.deciding import Certain, decide
from generator.expressions.scope import YES_NO
from generator.expressions.tree import All
from generator.problems import Problem
from generator.rules.certainty import certain_in
from generator.workflow import Move

MOST = 200
"""Ways that are looked at; a workflow with more of them is not told about the rest."""


def judge(record: Record, app: App) -> Iterator[Problem]:
    moves = record.workflow.moves if record.workflow else ()
    at_once = [move for move in moves if move.timer is not None and move.timer.after is None]
    rounds = (way for start in at_once for way in _ways(start, at_once))
    for way in [way for _, way in zip(range(MOST), rounds, strict=False)]:
        if _may_all_hold(way, record, certain_in(app)):
            names = " and ".join(f"'{move.name}'" for move in way)
            message = f"{names} happen at once, one after the other, without end while all that they wait for holds"
            if len(way) == 1:
                message = f"{names} leads to where it starts and happens again at once, while what it waits for holds"
            hint = "let one of them wait for what the others rule out, or use after: …"
            yield Problem("S334", message, way[0].at, hint, "warning")


def _ways(start: Move, moves: Sequence[Move]) -> Iterator[tuple[Move, ...]]:
    """From a move back to one of the states that it starts from, each round once: from the first of its moves."""
    later = moves[moves.index(start) :]
    waiting: list[tuple[Move, ...]] = [(start,)]
    while waiting:
        way = waiting.pop()
        if way[-1].target in start.source:
            yield way
            continue
        waiting += [(*way, move) for move in later if move not in way and way[-1].target in move.source]


def _may_all_hold(way: Sequence[Move], record: Record, certain: Certain) -> bool:
    names = {name for move in way if move.timer is not None for name in move.timer.holds}
    formulas = {field.formula for field in record.fields if field.name in names}
    trees = tuple(rule.expression.tree for rule in record.rules if rule.name in formulas)
    return decide(All(YES_NO, way[0].at, trees), certain) is not False if trees else True
