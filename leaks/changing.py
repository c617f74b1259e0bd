"""Turns one world in a database into another, by the differences between the two."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa

from generator.app import App, Record
from leaks.expectation import account_name
from leaks.guards import STATE
from leaks.storing import OfType, files_in, insert_files, insert_rows, plain_fields, set_links, update_rows
from leaks.world import World
from runtime import tables
from runtime.engine import Engines
from runtime.files import FileStore
from runtime.ids import new_id
from runtime.records import BUILT_IN, fields_of, links_table
from runtime.records import Record as BaseRecord


def store_changes(before: World, after: World, engines: Engines, store: FileStore) -> None:
    """In a database that holds the one world; one transaction. `engines` are the operator's."""
    models = _models(before.app)
    with engines.write.begin() as connection:
        for record, old in before.rows.items():
            different = _different(after.rows[record], old)
            _unlink(connection, different, models[record])
            _remove_files(connection, store, different)
        for record, old in before.rows.items():
            _remove(connection, sorted(old.keys() - after.rows[record].keys()), models[record])
        for record, old in before.rows.items():
            different = _different(old, after.rows[record])
            insert_rows(connection, {key: row for key, row in different.items() if key not in old}, models[record])
            kept = {key: row for key, row in different.items() if key in old}
            update_rows(connection, kept, models[record], _columns(models[record]))
        for record, old in before.rows.items():
            different = _different(old, after.rows[record])
            set_links(connection, different, models[record])
            insert_files(connection, store, models[record], different)
            _add_moves(connection, before.app.records[record], old, different)
        _rename_accounts(connection, before, after)


def _different(there: OfType, here: OfType) -> OfType:
    """The rows of `here` that are not the same there."""
    return {key: row for key, row in here.items() if there.get(key) != row}


def _models(app: App) -> dict[str, type[Any]]:
    """By record type."""
    by_name = {each.__name__: each for each in BaseRecord.__subclasses__()}
    return {key: by_name[record.class_name] for key, record in app.records.items()}


def _columns(model: type[Any]) -> dict[str, str]:
    built_in = {name: name for name in BUILT_IN if name != "id"}
    return built_in | {field.column: field.name for field in plain_fields(model)}


def _unlink(connection: sa.Connection, rows: OfType, model: type[Any]) -> None:
    """Takes away links and what no two rows may share, so that rows can come, go and change places in any order."""
    table = model.__table__
    unique = {column.key for index in table.indexes if index.unique for column in index.columns}
    links = {field.column for field in fields_of(model).values() if field.kind == "link"}
    names = sorted(links | unique)
    if rows and names:
        connection.execute(
            sa.update(table).where(table.c.id == sa.bindparam("_id")).values(dict.fromkeys(names)),
            [{"_id": key} for key in rows],
        )
    for field in fields_of(model).values():
        if field.kind == "links" and rows:
            pairs = links_table(model.__name__, field.name)
            connection.execute(sa.delete(pairs).where(pairs.c.owner_id == sa.bindparam("_id")), _ids(rows))


def _remove(connection: sa.Connection, keys: Iterable[int], model: type[Any]) -> None:
    gone = _ids(keys)
    if gone:
        connection.execute(sa.delete(model.__table__).where(model.__table__.c.id == sa.bindparam("_id")), gone)


def _remove_files(connection: sa.Connection, store: FileStore, rows: OfType) -> None:
    keys = _ids(file.id for _, _, file in files_in(rows))
    for key in keys:
        wanted = tables.file.c.id == key["_id"]
        stored = connection.execute(sa.delete(tables.file).where(wanted).returning(tables.file.c.stored)).scalar()
        if stored is not None:
            store.remove(stored)


def _rename_accounts(connection: sa.Connection, before: World, after: World) -> None:
    for person in after.people:
        name = account_name(after, person)
        if name != account_name(before, person):
            account = tables.account
            connection.execute(sa.update(account).where(account.c.id == person.account_id).values(name=name))


def _ids(keys: Iterable[int]) -> list[dict[str, int]]:
    return [{"_id": key} for key in keys]


def _add_moves(connection: sa.Connection, record: Record, old: OfType, rows: OfType) -> None:
    """The history says that rows that were there were moved into the states in which they are now."""
    moves = record.workflow.moves if record.workflow is not None else ()
    found = [
        {
            "id": new_id(),
            "record": record.table,
            "record_id": key,
            "at": row["updated"],
            "account_id": row["updated_by"],
            "action": "move",
            "move": move.name,
            "changes": json.dumps({STATE: [old[key][STATE], row[STATE]]}),
        }
        for key, row in rows.items()
        if key in old
        for move in [move for move in moves if row[STATE] == move.target and row[STATE] != old[key][STATE]][:1]
    ]
    if found:
        connection.execute(sa.insert(tables.history), found)
