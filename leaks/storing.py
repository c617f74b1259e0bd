"""Rows and files of one record type, written in bulk. Links come last, since rows link to each other in circles."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Iterable, Mapping
from typing import Any, cast

import sqlalchemy as sa

from leaks.world import Cell, StoredFile, files_of
from runtime import tables
from runtime.declarations.fields import Field
from runtime.files import FileStore
from runtime.ids import new_id
from runtime.records import BUILT_IN, fields_of, links_table
from runtime.values.kept import plain

LARGEST = 1 << 30
OfType = Mapping[int, Mapping[str, Cell]]
"""Rows of one record type by id."""


def insert_rows(connection: sa.Connection, rows: OfType, model: type[Any]) -> None:
    """Without links, whose targets may not be there yet."""
    columns = {name: name for name in BUILT_IN} | {field.column: field.name for field in plain_fields(model)}
    values = [{column: row[name] for column, name in columns.items()} for row in rows.values()]
    if values:
        connection.execute(sa.insert(model.__table__), values)


def set_links(connection: sa.Connection, rows: OfType, model: type[Any]) -> None:
    """Those of rows that have none yet."""
    update_rows(connection, rows, model, {field.column: field.name for field in _fields(model, "link")})
    for field in _fields(model, "links"):
        pairs = [
            {"owner_id": key, "target_id": target}
            for key, row in rows.items()
            for target in cast("tuple[int, ...]", row[field.name])
        ]
        if pairs:
            connection.execute(sa.insert(links_table(model.__name__, field.name)), pairs)


def insert_past(connection: sa.Connection, rows: OfType, model: type[Any]) -> None:
    """Each row has a past, in which every field held what it holds now, and then something else for a while."""
    fields = [field for field in fields_of(model).values() if field.column or field.kind == "links"]
    found = [
        {
            "id": new_id(),
            "record": model.__tablename__,
            "record_id": key,
            "at": row["created"],
            "account_id": row["created_by"],
            "action": "edit",
            "changes": json.dumps(
                {field.stored: [plain(row[field.name]), None] for field in fields}, ensure_ascii=False
            ),
        }
        for key, row in rows.items()
    ]
    if found:
        connection.execute(sa.insert(tables.history), found)


def update_rows(connection: sa.Connection, rows: OfType, model: type[Any], columns: Mapping[str, str]) -> None:
    """Sets these columns, each from the field that it is given with."""
    if not rows or not columns:
        return
    table = model.__table__
    change = sa.update(table).where(table.c.id == sa.bindparam("_id"))
    change = change.values({column: sa.bindparam(f"_{column}", type_=table.c[column].type) for column in columns})
    values: list[dict[str, Cell]] = [
        {"_id": key, **{f"_{column}": row[name] for column, name in columns.items()}} for key, row in rows.items()
    ]
    connection.execute(change, values)


def plain_fields(model: type[Any]) -> list[Field]:
    """Those that are one column and no link."""
    return [field for field in fields_of(model).values() if field.column and field.kind != "link"]


def _fields(model: type[Any], kind: str) -> list[Field]:
    return [field for field in fields_of(model).values() if field.kind == kind]


def files_in(rows: OfType) -> Iterable[tuple[int, str, StoredFile]]:
    """Each with the id of its row and its field."""
    return ((key, name, file) for key, row in rows.items() for name, value in row.items() for file in files_of(value))


def insert_files(connection: sa.Connection, store: FileStore, model: type[Any], rows: OfType) -> None:
    fields = fields_of(model)
    found = [
        {
            "id": file.id,
            "record": model.__tablename__,
            "record_id": key,
            "field": fields[name].stored,
            "name": file.name,
            "media_type": file.media_type,
            "size": len(file.content),
            "sha256": hashlib.sha256(file.content).hexdigest(),
            "stored": store.save(io.BytesIO(file.content), LARGEST).stored,
            "created": rows[key]["created"],
            "created_by": rows[key]["created_by"],
        }
        for key, name, file in files_in(rows)
    ]
    if found:
        connection.execute(sa.insert(tables.file), found)
