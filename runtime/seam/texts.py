"""Runs a statement that was compiled before: its text goes to the driver, and nothing is made of it once more.

Who listens to what engines run hears these too, `admit` among them. Not for rows that come one by one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from sqlalchemy import Connection, Engine
from sqlalchemy.engine import Compiled, Dialect
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql import Executable

from runtime.seam.admission import OWN_OPTION
from runtime.seam.planning import Planning

if TYPE_CHECKING:
    from runtime.seam.lending import LendingPool

MANY = False
"""What listeners are told too: the values are not those of several runs."""
Values = Mapping[str, object] | Sequence[object]
Rows = list[Sequence[Any]]
Look = Callable[[Sequence[Any]], object]


class Context(NamedTuple):
    """What listeners are told of a statement, as by SQLAlchemy's own. Without `compiled` it is text to them."""

    execution_options: Mapping[str, Any]
    compiled: Compiled | None = None


def context_of(statement: Executable, compiled: Compiled) -> Context | None:
    """That of a statement with a pass of its own (`passed`), judged by its tables; None where the engine's holds."""
    options = statement.get_execution_options()
    return Context(options, compiled) if OWN_OPTION in options else None


@dataclass(frozen=True, slots=True)
class Text:
    """A statement that was compiled; `own` holds instead of the options of where it runs. With `compiled` it is judged
    by the tables that it is about, without it is text."""

    sql: str
    planning: Planning
    own: Context | None = None
    compiled: Compiled | None = None


def fetch(where: Engine | Connection, text: Text, values: Values, look: Look | None = None) -> Rows:
    """All rows, as the driver gives them; `look` is shown what describes their columns. On an engine the statement is
    its own transaction.

    Raises DBAPIError.
    """
    if isinstance(where, Connection):
        return _fetch(where.connection.driver_connection, where, text, values, look)
    pool = cast("LendingPool", where.pool)
    lent = pool.lend()
    try:
        rows = _fetch(lent.driver, where, text, values, look)
    except BaseException as error:
        if isinstance(error, DBAPIError) and error.connection_invalidated:
            lent.pooled.invalidate(error)
            where.dispose(close=False)  # the others in the pool are as old
        lent.pooled.close()
        raise
    pool.take_back(lent)
    return rows


def change(connection: Connection, text: Text, values: Values) -> int:
    """In the transaction of the connection; how many rows it was about.

    Raises DBAPIError.
    """
    driver: Any = connection.connection.driver_connection
    cursor = _admitted(driver, connection, text, values)
    library: Any = connection.dialect.loaded_dbapi
    try:
        return int(cursor.do(text.sql, values))
    except library.Error as error:
        raise _as_usual(error, connection.dialect, text.sql, driver) from error


def _fetch(driver: Any, heard: Engine | Connection, text: Text, values: Values, look: Look | None) -> Rows:
    cursor = _admitted(driver, heard, text, values)
    library: Any = heard.dialect.loaded_dbapi
    try:
        rows: Rows = cursor.ask(text.sql, values, text.planning)
    except library.Error as error:
        raise _as_usual(error, heard.dialect, text.sql, driver) from error
    if look is not None:  # here: the cursor is that of whoever has the connection next
        look(cursor.description)
    return rows


def _admitted(driver: Any, heard: Engine | Connection, text: Text, values: Values) -> Any:
    """A cursor that may run this text next, once."""
    cursor = driver.asking()
    context = text.own or Context(heard.get_execution_options(), text.compiled)
    for listen in heard.dispatch.before_cursor_execute:
        listen(heard, cursor, text.sql, values, context, MANY)
    return cursor


def _as_usual(error: Any, dialect: Dialect, text: str, driver: Any) -> BaseException:
    """The driver's error as that of any other statement; values of people stand in none."""
    library: Any = dialect.loaded_dbapi
    usual: BaseException = DBAPIError.instance(
        text,
        None,
        error,
        library.Error,
        hide_parameters=True,
        connection_invalidated=dialect.is_disconnect(error, driver, None),
        dialect=dialect,
    )
    return usual
