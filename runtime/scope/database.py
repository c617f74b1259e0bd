"""Where a reader's statements run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Engine, text

from runtime.scope.bindings import Bindings
from runtime.scope.shape import Raw, Shape, Shapes

STREAM_SECONDS = 60
"""What PostgreSQL gives each statement of a stream: the first sorts the whole list, the others fetch some rows."""


@dataclass(frozen=True, slots=True)
class Database:
    """Statements run on `connection` inside its transaction, else each on its own."""

    engine: Engine
    shapes: Shapes
    connection: Connection | None = None

    def run(self, shape: Shape, bindings: Bindings) -> list[Raw]:
        return shape.run(self.engine if self.connection is None else self.connection, bindings)

    def stream(self, shape: Shape, bindings: Bindings, size: int) -> Iterator[Sequence[Raw]]:
        """All rows, `size` at a time, as they were at the beginning; on a connection of its own, which is held until
        the last row was taken or the iterator is closed."""
        with self.engine.connect() as connection:
            if connection.dialect.name == "postgresql":  # a cursor lives in a transaction
                connection.execution_options(isolation_level="READ COMMITTED")
                connection.execute(text(f"SET LOCAL statement_timeout = '{STREAM_SECONDS}s'"))
                connection.execution_options(yield_per=size)
            yield from shape.stream(connection, bindings, size)
