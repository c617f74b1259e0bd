"""Which moves are open: the guards of a workflow as rules over all data, for a person and for whatever follows."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, exists, func, or_, select

from runtime import tables
from runtime.columns import UtcDateTime
from runtime.declarations.rules import Rule
from runtime.declarations.workflow import SINCE, STATE, Move


def guards(move: Move) -> tuple[Rule, ...]:
    """What must hold of the record whoever makes the move, and where it follows from another one too."""
    held = [Rule("from", "", sql=lambda this, _given: this.c[STATE].in_(move.source))]
    if move.when is not None:
        held.append(move.when)
    if move.within is not None:
        held.append(_within(move.within))
    return tuple(held)


def guards_of_person(move: Move) -> tuple[Rule, ...]:
    """As `guards`, and the person has made none of the moves `not_by` of the record."""
    return (*guards(move), *map(_not_by, move.not_by))


def _within(time: timedelta) -> Rule:
    def lasts(this: Any, given: Any) -> ColumnElement[bool]:
        since = func.coalesce(this.c[SINCE], this.c.updated, type_=UtcDateTime())
        still: ColumnElement[bool] = since >= given.now(-round(time.total_seconds()))
        return still

    return Rule("within", "", sql=lasts)


def _not_by(move: str) -> Rule:
    """Nobody made that move, or another person: one who has accounts in several portals is one person."""

    def is_others(this: Any, given: Any) -> ColumnElement[bool]:
        maker, account = this.c[f"{move}_by"], tables.account.alias()
        others = select(account.c.id).where(account.c.id == maker, account.c.person_id != given.me.c.id)
        return or_(maker.is_(None), exists(others.correlate(this)))

    return Rule(f"not_by {move}", "", sql=is_others)
