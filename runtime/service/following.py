"""What follows from a move: the records that a consequence reaches, locked, each with the change that it gets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from runtime import ids
from runtime.columns import Id
from runtime.declarations.access import Access, RecordType, Value
from runtime.declarations.workflow import Consequence, Do, Make, Move, Update
from runtime.scope.bindings import Bindings
from runtime.scope.cells import Layout
from runtime.scope.moving import guards
from runtime.scope.shape import Raw, Shape
from runtime.scope.sources import judged
from runtime.service.before import look_before
from runtime.service.change import Before, Change, Entry, filled_by_move, filled_in_new, value_of
from runtime.service.outcomes import GENERAL, Refused
from runtime.sets import class_behind
from runtime.sql import Given
from runtime.words import inside

MOST = 1_000
"""Records that one move changes."""
MOST_NAMED = 3
TOO_MANY = f"This cannot be done: it would change more than {MOST:,} records at once."
NOT_READY = "This cannot be done now: something that belongs to it is not ready for it."
_ROOT: sa.BindParameter[int] = sa.bindparam("root_id", type_=Id)


def changes_that_follow(root: Change, consequence: Consequence) -> list[Change]:
    """Of records of one type; `root` is what moved. Raises Refused where a guard of what follows does not hold."""
    record = root.site.records[consequence.record]
    if isinstance(consequence, Make):
        return _new(root, record, consequence)
    move = _move_of(record, consequence)
    found = _reached(root, record, consequence, move)
    refused = [each.entity for each in found if not each.ready]
    if move is not None and refused:
        raise Refused({GENERAL: [_not_now(root, record, move, refused)]})
    values = _values(root, consequence.set)
    return [_there(root, record, each.entity, values, move) for each in found]


def _move_of(record: RecordType, consequence: Do | Update) -> Move | None:
    if isinstance(consequence, Update):
        return None
    assert record.workflow is not None
    return record.workflow.moves[consequence.move]


# What is reached


@dataclass(frozen=True, slots=True)
class _Reached:
    """`ready`: the guards of its move hold."""

    entity: Any
    ready: bool


def _reached(root: Change, record: RecordType, consequence: Do | Update, move: Move | None) -> list[_Reached]:
    """In one order, so that two transactions do not wait for each other; three statements, whatever their number."""
    found = _ids(root, consequence)
    if len(found) > MOST:
        raise Refused({GENERAL: [TOO_MANY]})
    if not found:
        return []
    locked = sa.select(record.model).where(record.model.id.in_(found)).order_by(record.model.id)
    locked = locked.with_for_update(key_share=True).execution_options(populate_existing=True)
    entities = root.session.scalars(locked).all()
    ready = _ready(root, record, found, consequence, move)
    return [_Reached(each, ready[each.id]) for each in entities if each.id in ready]


def _ids(root: Change, consequence: Do | Update) -> list[int]:
    """The records that the path leads to and for which `where` holds, each once; one more at most than may be."""
    start = aliased(root.record.model)
    here: Any = start
    statement = sa.select(start.id)
    for hop in consequence.through:
        there = aliased(class_behind(here, hop))
        statement = statement.join(getattr(here, hop).of_type(there))
        here = there
    chosen = _chosen(root, consequence, sa.inspect(start).selectable, sa.inspect(here).selectable)
    reached = statement.with_only_columns(here.id).where(start.id == _ROOT, chosen).distinct()
    return [row[0] for row in _run(root, reached.order_by(here.id).limit(MOST + 1))]


def _ready(
    root: Change, record: RecordType, found: Sequence[int], consequence: Do | Update, move: Move | None
) -> Mapping[int, bool]:
    """Of those for which `where` still holds, by id: whether the guards of the move do."""
    this, it = root.record.model.__table__.alias(), record.model.__table__.alias()
    layout = Layout()
    layout.add(it.c.id)
    for rule in () if move is None else guards(move):
        layout.flag(judged(rule, it, _given(root)))
    asked = sa.select(*layout.columns).where(this.c.id == _ROOT, it.c.id.in_(found))
    return {row[0]: all(row[1:]) for row in _run(root, asked.where(_chosen(root, consequence, this, it)))}


def _chosen(root: Change, consequence: Do | Update, this: Any, it: Any) -> sa.ColumnElement[bool]:
    return sa.true() if consequence.where is None else consequence.where.sql(this, _given(root), it)


def _given(root: Change) -> Given:
    return Given(root.site.records[root.principal.record].model.__table__)


def _run(root: Change, statement: sa.Select[Any]) -> list[Raw]:
    """In the transaction, with what the request gives to rules, and the record that moved."""
    connection, zone = root.session.connection(), ZoneInfo(root.site.time_zone)
    bindings = Bindings(root.principal, root.given.moment, zone).having({_ROOT.key: root.entity.id})
    return Shape(statement, connection.dialect).run(connection, bindings)


# The changes


def _there(root: Change, record: RecordType, entity: Any, values: Mapping[str, Any], move: Move | None) -> Change:
    before = look_before(root.session, record, entity, Entry())
    moved = {} if move is None else filled_by_move(record, move, root.principal, root.given.moment)
    return replace(_change(root, record, entity), before=before, filled={**values, **moved}, move=move)


def _new(root: Change, record: RecordType, consequence: Make) -> list[Change]:
    times = 1 if consequence.times is None else value_of(consequence.times, root.entity, root.given)
    values = filled_in_new(record, _values(root, consequence.set), root.given.moment)
    if times is not None and times > MOST:
        raise Refused({GENERAL: [TOO_MANY]})
    made = (record.model(id=ids.new_id()) for _ in range(int(times or 0)))
    return [replace(_change(root, record, entity), before=Before(), fresh=True, filled=values) for entity in made]


def _change(root: Change, record: RecordType, entity: Any) -> Change:
    """Nobody's in particular: no portal's words, no form."""
    return replace(
        root,
        record=record,
        access=Access(),
        entity=entity,
        entry=Entry(),
        fresh=False,
        form=frozenset(),
        filled={},
        move=None,
        lines={},
    )


def _values(root: Change, values: Mapping[str, Value]) -> Mapping[str, Any]:
    return {name: value_of(value, root.entity, root.given) for name, value in values.items()}


def _not_now(root: Change, record: RecordType, move: Move, refused: Sequence[Any]) -> str:
    """Names what the person sees of it, and nothing else."""
    named = []
    for entity in refused[:MOST_NAMED]:
        row = root.reader.record(record.key, entity.id)
        words = root.reader.state_in_words(record.key, row)
        if row is not None:
            named.append(f"“{row.title}” ({inside(words)})" if words else f"“{row.title}”")
    if not named:
        return NOT_READY
    label = root.reader.label_of_move(record.key, move)
    return f"This cannot be done now: “{label}” is not possible for {', '.join(named)}."
