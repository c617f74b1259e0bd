"""The moves of a workflow that a person may make at all, and those that the state of a record lets them make."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from leaks.facts import Here

if TYPE_CHECKING:
    from generator.workflow import Move
    from leaks.expectation import Expectation


def moves_of(who: Expectation, record: str) -> tuple[Move, ...]:
    """Lines move with their owner only."""
    person, of = who.person, who.world.app.records[record]
    moves = of.workflow.moves if of.workflow and of.parent is None and who.rows(record) else ()
    return tuple(move for move in moves if move.open_to(person.portal, person.role))


def open_by_state(who: Expectation, record: str, key: int) -> Iterator[str]:
    """Other guards may close some of them."""
    state = who.facts.cell(Here(record, key), "state") if who.world.app.records[record].workflow else None
    if key in who.rows(record):
        yield from (move.name for move in moves_of(who, record) if state in move.source)
