"""How many rows tables have, each counted once."""

from __future__ import annotations

from sqlalchemy import Connection, func, inspect, literal, select, table

MANY = 10_000
"""Rows from which on going through a table is felt."""


class Sizes:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._there = frozenset(inspect(connection).get_table_names())
        self._large: dict[str, bool] = {}
        self._whole: dict[str, int] = {}

    def is_large(self, name: str) -> bool:
        """Whether it has more than `MANY`; a table that is to come has none."""
        if name not in self._large:
            some = select(literal(1)).select_from(table(name)).limit(MANY + 1).subquery()
            counted = select(func.count()).select_from(some)
            self._large[name] = name in self._there and (self._connection.scalar(counted) or 0) > MANY
        return self._large[name]

    def whole(self, name: str) -> int:
        if name not in self._whole:
            self._whole[name] = self._connection.scalar(select(func.count()).select_from(table(name))) or 0
        return self._whole[name]
