"""Which moves are open, for whom, on which record: read from the specs anew, by no code that serves people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.app import Record
from generator.workflow import Move
from leaks.facts import Here
from leaks.guards import guard_of

if TYPE_CHECKING:
    from leaks.expectation import Expectation


def all_moves(record: Record) -> tuple[Move, ...]:
    """Whoever makes them. Lines are moved with the record that they belong to, never by themselves."""
    return () if record.workflow is None or record.parent else record.workflow.moves


def own_moves(who: Expectation, record: str) -> tuple[Move, ...]:
    """Those that the person may make of some record at some time, in the order of the specs."""
    access = who.access(record)
    if access is None or access.rows is None:
        return ()
    mine = {who.person.portal, f"{who.person.portal}.{who.person.role}"}
    return tuple(move for move in all_moves(who.world.app.records[record]) if not mine.isdisjoint(move.by))


def open_moves(who: Expectation, record: str, key: int) -> tuple[Move, ...]:
    """Those that the person may make of this record now."""
    if key not in who.rows(record):
        return ()
    return tuple(move for move in own_moves(who, record) if is_open(who, record, key, move))


def is_open(who: Expectation, record: str, key: int, move: Move) -> bool:
    """Whether all its guards hold, and others have made the moves that this person may not have made."""
    return is_ready(who, record, key, move) and all(_by_another(who, record, key, each) for each in move.not_by)


def is_ready(who: Expectation, record: str, key: int, move: Move) -> bool:
    """Whether its guards hold: all that must be so where it is the consequence of another move."""
    tree = guard_of(who.world.app, who.world.app.records[record], move)
    return who.meaning.holds(tree, this=Here(record, key))


def _by_another(who: Expectation, record: str, key: int, move: str) -> bool:
    """One who has several accounts is one person; of an account that nobody knows nothing is known."""
    account = who.facts.cell(Here(record, key), f"{move}_by")
    if account is None:
        return True
    maker = next((each for each in who.world.people if each.account_id == account), None)
    return maker is not None and (maker.record, maker.person_id) != (who.person.record, who.person.person_id)


def enterable(who: Expectation, record: str, key: int) -> frozenset[str]:
    """The fields that the open moves ask for."""
    return frozenset(name for move in open_moves(who, record, key) for name in move.needs)
