"""The tables of a SQLite database as SQLAlchemy's inspector tells them, in two statements: it asks a dozen for each
table, which is seconds where there are a thousand.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite.base import SQLiteDialect

Types = Mapping[str, sa.types.TypeEngine[Any]]

_TABLES = "FROM sqlite_master t JOIN {} WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite~_%' ESCAPE '~'"
_COLUMNS = f"SELECT t.name, c.name, c.type, c.hidden {_TABLES.format('pragma_table_xinfo(t.name) c')} ORDER BY c.cid"
_INDEXES = (
    'SELECT t.name, i.name, i."unique", c.name '
    f"{_TABLES.format('pragma_index_list(t.name) i JOIN pragma_index_info(i.name) c')} "
    "AND i.name NOT LIKE 'sqlite~_autoindex%' ESCAPE '~' ORDER BY i.seq, c.seqno"
)
_KEYS = f'SELECT DISTINCT t.name, k."table" {_TABLES.format("pragma_foreign_key_list(t.name) k")}'

HIDDEN = 1
"""Of a virtual table; 2 and 3 are generated columns."""


def columns_of_sqlite(connection: sa.Connection) -> Mapping[str, Types]:
    """The types of all columns, by table. Those that are written alike are one object."""
    found: dict[str, dict[str, sa.types.TypeEngine[Any]]] = {}
    types: dict[str, sa.types.TypeEngine[Any]] = {}
    dialect = cast(SQLiteDialect, connection.dialect)
    for table, column, written, hidden in connection.exec_driver_sql(_COLUMNS):
        text = str(written).upper()
        if hidden > HIDDEN:
            text = text.replace("GENERATED", "").replace("ALWAYS", "").strip()
        if text not in types:
            types[text] = dialect._resolve_type_affinity(text)  # type: ignore[no-untyped-call]
        if hidden != HIDDEN:
            found.setdefault(str(table), {})[str(column)] = types[text]
    return found


def indexes_of_sqlite(connection: sa.Connection) -> Mapping[str, Mapping[str, tuple[tuple[str, ...], bool]]]:
    """The columns of each index and whether it is unique, by table and name; none that is on an expression."""
    found: dict[str, dict[str, tuple[tuple[str, ...], bool]]] = {}
    odd: set[tuple[str, str]] = set()
    for table, index, unique, column in connection.exec_driver_sql(_INDEXES):
        of_table = found.setdefault(str(table), {})
        columns, _ = of_table.get(str(index), ((), False))
        of_table[str(index)] = ((*columns, str(column)), bool(unique))
        if column is None:
            odd.add((str(table), str(index)))
    for table, index in odd:
        del found[table][index]
    return found


def links_of_sqlite(connection: sa.Connection) -> list[tuple[str, str]]:
    """Which tables have a foreign key to which."""
    return [(str(table), str(target)) for table, target in connection.exec_driver_sql(_KEYS)]
