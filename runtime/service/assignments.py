"""What routing remembers: whom it gave a record to and at which turn. Written in the transaction of the change."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from runtime import ids
from runtime.tables import assignment, sequence


@dataclass(frozen=True, slots=True)
class Slot:
    """A link of a record type that routing fills, by the names that the database keeps."""

    record: str
    field: str


@dataclass(frozen=True, slots=True)
class Assignment:
    """`rule` None: somebody else gave it, before routing took it from them. `turn` None: it was no matter of turns."""

    slot: Slot
    record_id: int
    candidate_id: int
    at: datetime
    rule: int | None = None
    turn: int | None = None
    reason: str | None = None
    id: int = 0


def take_turns(connection: sa.Connection, slot: Slot, count: int) -> Iterator[int]:
    """So many turns in a row. Whoever takes some waits until those who took them before are done: so each knows what
    the others were given."""
    insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    first = insert(sequence).values(name=f"routing:{slot.record}:{slot.field}", value=count)
    taken = first.on_conflict_do_update(index_elements=["name"], set_={"value": sequence.c.value + count})
    last = int(connection.execute(taken.returning(sequence.c.value)).scalar_one())
    return iter(range(last - count + 1, last + 1))


def remember(connection: sa.Connection, assignments: Sequence[Assignment]) -> None:
    if assignments:
        connection.execute(sa.insert(assignment), [_row(each) for each in assignments])


def remember_had(connection: sa.Connection, each: Assignment) -> None:
    """Of somebody who may not have it from routing; known once."""
    row = {name: sa.literal(value, assignment.c[name].type) for name, value in _row(each).items()}
    known = had(each.slot, row["record_id"], row["candidate_id"])
    connection.execute(sa.insert(assignment).from_select([*row], sa.select(*row.values()).where(sa.not_(known))))


def _row(each: Assignment) -> dict[str, Any]:
    return {
        "id": each.id or ids.new_id(),
        "record": each.slot.record,
        "record_id": each.record_id,
        "field": each.slot.field,
        "candidate_id": each.candidate_id,
        "at": each.at,
        "rule": each.rule,
        "turn": each.turn,
        "reason": each.reason,
    }


def last_of(connection: sa.Connection, slot: Slot, record_id: int) -> Assignment | None:
    """Whom routing gave the record to last."""
    own = (assignment.c.record_id == record_id, assignment.c.field == slot.field, assignment.c.rule.is_not(None))
    wanted = sa.select(assignment).where(*own).order_by(assignment.c.at.desc(), assignment.c.id.desc()).limit(1)
    row = connection.execute(wanted).first()
    if row is None:
        return None
    return Assignment(slot, record_id, row.candidate_id, row.at, row.rule, row.turn, row.reason, row.id)


def forget(connection: sa.Connection, record_id: int) -> None:
    """Of a record that is deleted, as one that was given to somebody and as somebody it was given to."""
    mine = sa.or_(assignment.c.record_id == record_id, assignment.c.candidate_id == record_id)
    connection.execute(sa.delete(assignment).where(mine))


def last_turn(slot: Slot, candidate: sa.ColumnElement[int]) -> sa.ColumnElement[int]:
    """When somebody was given one last; 0 for never."""
    given = assignment.alias()
    own = (given.c.record == slot.record, given.c.field == slot.field, given.c.candidate_id == candidate)
    found = sa.select(sa.func.max(given.c.turn)).where(*own).correlate_except(given).scalar_subquery()
    return sa.func.coalesce(found, 0)


def had(slot: Slot, record_id: sa.ColumnElement[int], candidate: sa.ColumnElement[int]) -> sa.ColumnElement[bool]:
    """Whether somebody had the record before."""
    given = assignment.alias()
    own = (given.c.record_id == record_id, given.c.field == slot.field, given.c.candidate_id == candidate)
    return sa.exists(sa.select(sa.literal_column("1")).select_from(given).where(*own).correlate_except(given))
