"""Which moves are open: the guards of a workflow as conditions over all data, for a person and for whatever follows."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, or_, select

from runtime import tables
from runtime.columns import UtcDateTime
from runtime.declarations.rules import Rule
from runtime.declarations.workflow import SINCE, STATE, Move
from runtime.scope.results import ScopeError


def open_to_person(move: Move) -> Rule:
    """Of the record: the guards hold, and the person has made none of the moves `not_by` of it."""
    return Rule(
        f"move {move.name}",
        move.when.place if move.when else "",
        sql=lambda this, given: and_(guards(move, this, given), *(_not_by(each, this, given) for each in move.not_by)),
    )


def guards(move: Move, this: Any, given: Any) -> ColumnElement[bool]:
    """What must hold whoever makes the move, and where it follows from another one too."""
    held: list[ColumnElement[bool]] = [this.c[STATE].in_(move.source)]
    if move.when is not None:
        if move.when.sql is None:
            raise ScopeError(f"The rule of {move.when.place} cannot be asked of the database.")
        held.append(move.when.sql(this, given))
    if move.within is not None:
        since = func.coalesce(this.c[SINCE], this.c.updated, type_=UtcDateTime())
        held.append(since >= given.now(-round(move.within.total_seconds())))
    return and_(*held)


def _not_by(move: str, this: Any, given: Any) -> ColumnElement[bool]:
    """Nobody made that move, or another person: one who has accounts in several portals is one person."""
    maker, account = this.c[f"{move}_by"], tables.account.alias()
    others = select(account.c.id).where(account.c.id == maker, account.c.person_id != given.me.c.id)
    return or_(maker.is_(None), exists(others.correlate(this)))
