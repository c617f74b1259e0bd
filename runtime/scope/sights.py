"""What one request is shown: the ids and versions of all rows that its reader gave, by record type and fields."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from operator import attrgetter

from runtime.scope.results import Row

_VALUES, _PAIR = attrgetter("values"), attrgetter("id", "version")
UNKNOWN = 0
"""The revision of a record of which only the title was read, for a choice in a form."""


@dataclass(frozen=True, slots=True)
class Sight:
    """Records of one type of which the same fields were shown; `rows` has by id the revision in the database."""

    record: str
    fields: tuple[str, ...]
    rows: Mapping[int, int]


class Sights:
    """Filled by a reader. Pages that show less than was read say so: `only` around reading, `narrow` right after it."""

    __slots__ = ("_only", "_seen")

    def __init__(self) -> None:
        self._seen: dict[tuple[str, tuple[str, ...]], dict[int, int]] = {}
        self._only: Collection[str] | None = None

    def __bool__(self) -> bool:
        return any(self._seen.values())

    def __iter__(self) -> Iterator[Sight]:
        return (Sight(record, fields, rows) for (record, fields), rows in self._seen.items() if rows)

    def add(self, record: str, rows: Sequence[Row]) -> None:
        """A field whose condition fails is not in its row, so that rows of one list may have different ones."""
        fields = set(map(tuple, map(_VALUES, rows)))
        if len(fields) == 1:
            self._rows(record, fields.pop()).update(map(_PAIR, rows))
            return
        for row in rows:
            self._rows(record, tuple(row.values))[row.id] = row.version

    def add_versions(self, record: str, fields: tuple[str, ...], versions: Iterable[tuple[int, int]]) -> None:
        """Of records given by id, each with its revision in the database, the same fields."""
        self._rows(record, fields).update(versions)

    def add_titles(self, record: str, fields: tuple[str, ...], ids: Iterable[int]) -> None:
        known = self._rows(record, fields)
        known |= dict.fromkeys(ids, UNKNOWN) | known

    @contextmanager
    def only(self, fields: Collection[str]) -> Iterator[None]:
        """Of what is read in the block, only these fields are shown."""
        before, self._only = self._only, fields
        try:
            yield
        finally:
            self._only = before

    def narrow(self, record: str, row: Row, fields: Collection[str]) -> None:
        """Of this record, which was read a moment ago, only these fields are shown."""
        self._rows(record, tuple(row.values)).pop(row.id, None)
        with self.only(fields):
            self.add(record, (row,))

    def clear(self) -> None:
        """It was written down already, or is not shown."""
        self._seen.clear()

    def _rows(self, record: str, fields: tuple[str, ...]) -> dict[int, int]:
        if self._only is not None:
            fields = tuple(name for name in fields if name in self._only)
        key = (record, fields)
        found = self._seen.get(key)
        if found is None:
            found = self._seen[key] = {}
        return found
