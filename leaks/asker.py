"""What one person can ask for by guessing: ids, values and names, of what they may see and of what they may not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, zip_longest

from generator.app import Access, Field, Portal, Record
from leaks.expectation import Expectation
from leaks.requests import Guess
from leaks.world import Cell, Person, World, access_of, fields_of

BUILT_IN = ("created", "created_by", "updated", "updated_by", "revision", "id")
NONSENSE = "CNRYZZZZZZ"
"""A word that no cell holds."""


@dataclass(frozen=True, slots=True)
class Asker:
    world: World
    person: Person
    expectation: Expectation

    @property
    def portal(self) -> Portal:
        return self.world.app.portals[self.person.portal]

    def access(self, record: Record) -> Access | None:
        return access_of(record, self.person.portal, self.person.role)

    def reads(self, record: Record) -> bool:
        """Whether there is a list of this record type for this person at all."""
        access = self.access(record)
        return access is not None and access.rows is not None

    def readable(self, record: Record) -> frozenset[str]:
        """The names that this person sees of some row at some time."""
        access = self.access(record)
        if access is None or access.rows is None:
            return frozenset()
        return frozenset(name for grant in access.see for name in grant.fields)

    def conditional(self, record: Record) -> frozenset[str]:
        """Those of the readable names that are not seen of every row."""
        seen = self.expectation.rows(record.key)
        return frozenset(
            name for name in self.readable(record) if not all(self.sees(record.key, each, name) for each in seen)
        )

    def ids(self, record: Record) -> list[int]:
        """All ids of a record type: those that may not be seen and those that may, by turns."""
        seen = self.expectation.rows(record.key)
        known = sorted(self.world.rows[record.key])
        turns = zip_longest([each for each in known if each not in seen], [each for each in known if each in seen])
        return [each for each in chain.from_iterable(turns) if each is not None]

    def hidden(self, record: str) -> list[int]:
        seen = self.expectation.rows(record)
        return [each for each in sorted(self.world.rows[record]) if each not in seen]

    def visible(self, record: str) -> list[int]:
        return sorted(self.expectation.rows(record))

    def guess(self, record: str, record_id: int) -> Guess | None:
        """None where there is nothing to guess, since the record may be seen."""
        if record_id in self.expectation.rows(record):
            return None
        return Guess(str(record_id), str(self.missing(record_id)))

    def missing(self, near: int) -> int:
        """An id that no record and no file has, with as many digits."""
        known = {each for rows in self.world.rows.values() for each in rows}
        return next(each for each in range(near + 1, near + 100_000) if each not in known)

    def fields(self, record: Record) -> Mapping[str, Field]:
        return fields_of(record)

    def names(self, record: Record) -> tuple[str, ...]:
        """All names that could stand in an address, of what may be seen or not, dotted ones too."""
        dotted = (name for name in self.readable(record) if "." in name)
        links = [field for field in record.fields if field.kind == "link" and field.target]
        through = (
            f"{link.name}.{field.name}"
            for link in links[:3]
            for field in self.world.app.records[link.target or ""].fields[:3]
        )
        return tuple(dict.fromkeys((*self.fields(record), *BUILT_IN, *sorted(dotted), *through)))

    def cells(self, record: Record, name: str) -> Iterator[tuple[int, Cell, bool]]:
        """The cells of a field that hold something, and whether this person sees them.

        First what a condition hides in rows that are seen, then what is in other rows, then what is seen.
        """
        rows = self.world.rows[record.key]
        found = [(key, row[name], self.sees(record.key, key, name)) for key, row in rows.items() if name in row]
        rows_seen = self.expectation.rows(record.key)
        held = (each for each in found if each[1] not in (None, ()))
        yield from sorted(held, key=lambda each: (each[2], each[0] not in rows_seen, each[0]))

    def sees(self, record: str, record_id: int, name: str) -> bool:
        return record_id in self.expectation.rows(record) and self.expectation.sees(record, record_id, name)
