"""How a reader asks: statements kept by their shape, ids as they stand in an address, and what it gives noted.

Which questions there are is the reader's.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar, cast

from sqlalchemy import Dialect

from runtime.ids import read_id
from runtime.scope.bindings import Bindings
from runtime.scope.database import Database
from runtime.scope.offered import Offered
from runtime.scope.policy import Policy
from runtime.scope.results import Row
from runtime.scope.search import title_names
from runtime.scope.shape import Raw, Shape
from runtime.scope.sights import Sights
from runtime.sql import Given

Made = TypeVar("Made")
Make = Callable[[Policy, Given, Dialect], Made]


class Asking(Offered):
    def __init__(
        self, policy: Policy, given: Given, bindings: Bindings, database: Database, sights: Sights | None = None
    ) -> None:
        super().__init__(policy)
        self._given = given
        self._bindings = bindings
        self._database = database
        self._sights = sights

    def _shape(self, key: tuple[object, ...], make: Make[Made]) -> Made:
        dialect = self._database.engine.dialect
        whole = (self._policy.site.generation, self._policy.portal, self._policy.role, *key)
        return self._database.shapes.get(whole, lambda: make(self._policy, self._given, dialect))

    def _run(self, shape: Shape, own: Mapping[str, object]) -> list[Raw]:
        return self._database.run(shape, self._bindings.having(own))

    def _of_one(self, shape: Shape, record_id: int | str, **others: int | None) -> list[Raw]:
        ids = {"id": read_id(record_id), **others}
        return [] if None in ids.values() else self._run(shape, ids)

    def _note(self, key: str, rows: tuple[Row, ...]) -> None:
        if self._sights is None:
            return
        self._sights.add(key, rows)
        for name, lines in self._policy.lines(key):
            for row in rows:
                self._sights.add(lines, cast("tuple[Row, ...]", row.values.get(name) or ()))

    def _titled(self, key: str, titles: Mapping[int, str]) -> Mapping[int, str]:
        """Titles by id, noted."""
        if self._sights is not None and titles:
            self._sights.add_titles(key, title_names(self._policy, key), titles)
        return titles
