"""Reads a record to change it, and writes records that are new or differ, past the loading and the unit of work of
SQLAlchemy's session: for one row they take five times what the row takes. Afterwards the records belong to the session
as if it had read or written them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from sqlalchemy import Connection, Select, Table, bindparam, select
from sqlalchemy.orm import Session, class_mapper
from sqlalchemy.orm.attributes import instance_state

from runtime.columns import Id
from runtime.records import Record
from runtime.rowwise import Row, insert_row, insert_rows, update_row
from runtime.scope.shape import Shape
from runtime.seam import Planning
from runtime.seam.ready import kept_with

Kind = TypeVar("Kind", bound=Record)


def connection_of(session: Session) -> Connection:
    """That of its transaction: sessions are of one change, and begin within it."""
    return cast("Connection", session.bind)


def locked(session: Session, model: type[Kind], record_id: int) -> Kind | None:
    """The first record that a session reads: nobody else changes it until the transaction ends."""
    if session.identity_map:
        raise RuntimeError("A record that the session has already would become another object.")
    connection, table = connection_of(session), _table(model)
    dialect = connection.dialect
    shape = kept_with(table, ("lock",), dialect, lambda: Shape(_locking(table), dialect, Planning.ONCE))
    rows = shape.run(connection, {"id": record_id})
    if not rows:
        return None
    entity: Kind = class_mapper(model).class_manager.new_instance()
    vars(entity).update(zip(table.columns.keys(), rows[0], strict=True))
    session.enable_relationship_loading(entity)
    _have_written(session, entity)
    return entity


def _locking(table: Table) -> Select[Any]:
    """As an UPDATE locks: who links to the record does not wait."""
    return select(table).where(table.c.id == bindparam("id", type_=Id)).with_for_update(key_share=True)


def put(entity: Record, values: Mapping[str, object]) -> None:
    """By column. Of a record that is not there yet all is written, so that nobody has to note what differs."""
    if instance_state(entity).has_identity:
        for column, value in values.items():
            setattr(entity, column, value)
    else:
        vars(entity).update(values)


def add(session: Session, entity: Record) -> None:
    """A new record; what has no value is missing."""
    insert_row(connection_of(session), _table(entity), _fill_in(entity))
    _have_written(session, entity)


def add_with(session: Session, entity: Record, table: Table, row: Row) -> None:
    """The same, with a row of another table."""
    insert_rows(connection_of(session), _table(entity), _fill_in(entity), table, row)
    _have_written(session, entity)


def _fill_in(entity: Record) -> dict[str, Any]:
    """All values of the record by column, which has them from then on: what has no value is missing."""
    values = vars(entity)
    for name in entity.record_columns - values.keys():
        values[name] = None
    return values


def save_all(session: Session) -> None:
    """All records that differ from what is stored, in one order."""
    changed: list[Record] = [*session.dirty]
    for entity in sorted(changed, key=lambda each: (each.__tablename__, each.id)):
        save(session, entity)


def save(session: Session, entity: Record) -> None:
    """Of a record that is there, what differs from what is stored."""
    names = _differing(entity)
    if names and not update_row(connection_of(session), _table(entity), names, vars(entity)):
        raise LookupError(f"There is no {entity.__tablename__} {entity.id} any more.")
    _have_written(session, entity)


def _differing(entity: Record) -> tuple[str, ...]:
    values, before = vars(entity), instance_state(entity).committed_state
    return tuple(sorted(name for name in before.keys() & entity.record_columns if before[name] != values[name]))


def _table(entity: Record | type[Record]) -> Table:
    return cast("Table", entity.__table__)


def _have_written(session: Session, entity: Record) -> None:
    session._register_persistent({instance_state(entity)})  # with which a flush ends; the public ways ask anew
