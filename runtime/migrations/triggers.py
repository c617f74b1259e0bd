"""While servers of two generations serve side by side: what the older ones write is remembered, row by row.

Of a conversion, the older servers know the old column only. A write to it puts the record into `portal_unsettled`; a
write to the new column, by a newer server or by `settle`, takes it out again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

import sqlalchemy as sa

from runtime.migrations.tables import UNSETTLED
from runtime.migrations.vocabulary import Convert

PREFIXES = ("portal_made_", "portal_old_", "portal_new_")


def watch(connection: sa.Connection, conversion: Convert) -> None:
    """Makes the triggers; those that are there already stay. In the connection's transaction."""
    unwatch(connection, conversion)
    for statement in _statements(connection.dialect, conversion):
        connection.exec_driver_sql(statement)


def unwatch(connection: sa.Connection, conversion: Convert) -> None:
    """Drops the triggers, where they are."""
    quoted = connection.dialect.identifier_preparer.quote
    table = quoted(conversion.table)
    for name in _names(conversion):
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name}")
        else:
            connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name} ON {table}")
            connection.exec_driver_sql(f"DROP FUNCTION IF EXISTS {name}()")


def unwatch_everything(connection: sa.Connection) -> None:
    """Drops all triggers of this kind, whichever revision made them; nothing is remembered any more."""
    sqlite = connection.dialect.name == "sqlite"
    quoted = connection.dialect.identifier_preparer.quote
    asked = (
        "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger'"
        if sqlite
        else "SELECT tgname, relname FROM pg_trigger t JOIN pg_class c ON c.oid = tgrelid WHERE NOT tgisinternal "
        "AND relnamespace = current_schema()::regnamespace"
    )
    for name, table in connection.execute(sa.text(asked)).all():
        if name.startswith(PREFIXES):
            connection.exec_driver_sql(f"DROP TRIGGER {name}" if sqlite else f"DROP TRIGGER {name} ON {quoted(table)}")
            if not sqlite:
                connection.exec_driver_sql(f"DROP FUNCTION {name}()")
    connection.execute(sa.delete(UNSETTLED))


def is_watched(connection: sa.Connection, conversion: Convert) -> bool:
    catalogue, column = ("sqlite_master", "name") if connection.dialect.name == "sqlite" else ("pg_trigger", "tgname")
    name = _names(conversion)[1]
    asked = sa.select(sa.exists().select_from(sa.table(catalogue, sa.column(column))).where(sa.column(column) == name))
    return bool(connection.execute(asked).scalar())


def _names(conversion: Convert) -> tuple[str, str, str]:
    """Short, since PostgreSQL cuts names at 63 characters."""
    digest = hashlib.sha256(f"{conversion.table} {conversion.into}".encode()).hexdigest()[:12]
    made, old, new = (f"{prefix}{digest}" for prefix in PREFIXES)
    return made, old, new


def _statements(dialect: sa.Dialect, conversion: Convert) -> Iterator[str]:
    quoted = dialect.identifier_preparer.quote
    table, old, new = map(quoted, (conversion.table, conversion.column, conversion.into))
    made, older, newer = _names(conversion)
    pair = f"{_text(conversion.table)}, {_text(conversion.into)}"
    target = f'{UNSETTLED.name} ("table", "column", record_id)'
    remember = f"INSERT INTO {target} VALUES ({pair}, NEW.id) ON CONFLICT DO NOTHING"  # noqa: S608 - names, quoted
    own = f'"table" = {_text(conversion.table)} AND "column" = {_text(conversion.into)} AND record_id = NEW.id'
    forget = f"DELETE FROM {UNSETTLED.name} WHERE {own}"  # noqa: S608 - as above
    changed = "IS NOT" if dialect.name == "sqlite" else "IS DISTINCT FROM"
    events = (
        (made, "INSERT", f"NEW.{old} IS NOT NULL AND NEW.{new} IS NULL", remember),
        (older, f"UPDATE OF {old}", f"NEW.{old} {changed} OLD.{old}", remember),
        (newer, f"UPDATE OF {new}", None, forget),
    )
    for name, event, when, body in events:
        condition = f"WHEN ({when})" if when else ""
        if dialect.name == "sqlite":
            yield f"CREATE TRIGGER {name} AFTER {event} ON {table} FOR EACH ROW {condition} BEGIN {body}; END"
            continue
        yield f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body}; RETURN NULL; END $$"
        yield f"CREATE TRIGGER {name} AFTER {event} ON {table} FOR EACH ROW {condition} EXECUTE FUNCTION {name}()"


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"
