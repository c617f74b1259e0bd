"""Rows while a world is being made: added, changed, taken back. Links are kept whole; rules are judged elsewhere."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from generator.app import App, Field, Record, Unique
from generator.names import BUILT_IN
from leaks.computing import LiveFacts
from leaks.facts import Here
from leaks.meaning import Given, Meaning
from leaks.world import PLURAL, Cell, World, fields_of, files_of

EPOCH = datetime(2024, 1, 1, tzinfo=UTC)
RANDOM_BITS = 22
MANY_DAYS = 500


class Draft:
    """`rows` may be read by everybody, and are changed here only."""

    def __init__(self, app: App, chance: random.Random, moment: datetime) -> None:
        self.app = app
        self.chance = chance
        self.moment = moment
        self.fields: Mapping[str, Mapping[str, Field]] = {key: fields_of(record) for key, record in app.records.items()}
        self.rows: dict[str, dict[int, dict[str, Cell]]] = {key: {} for key in app.records}
        self.tenants: dict[Here, str] = {}
        self.accounts: list[int] = []  # of the people, by which rows say who did something
        self.facts = LiveFacts(self.rows, app)
        self._meaning = Meaning(self.facts, Given(moment, ZoneInfo(app.site.time_zone)))
        self._ids: set[int] = set()
        self._undo: list[Callable[[], None]] = []

    @classmethod
    def of(cls, world: World, chance: random.Random) -> Draft:
        """A world to be changed; the world itself stays as it is."""
        made = cls(world.app, chance, world.moment)
        for record, rows in world.rows.items():
            made.rows[record].update((key, dict(row)) for key, row in rows.items())
            made._ids.update(
                rows, (file.id for row in rows.values() for value in row.values() for file in files_of(value))
            )
        made.accounts += (person.account_id for person in world.people)
        made._ids.update(made.accounts)
        made.tenants.update((Here(*here), tenant) for here, tenant in world.tenants.items())
        return made

    def add(self, record: str, tenant: str) -> Here:
        """A row with nothing in it but what every row has."""
        made = self.moment - timedelta(seconds=self.chance.randrange(3 * 86_400, MANY_DAYS * 86_400))
        here = Here(record, self.new_id(made))
        changed = made + timedelta(seconds=self.chance.randrange(3_600, 2 * 86_400))
        row: dict[str, Cell] = {"id": here.id, "created": made, "created_by": None, "updated": changed}
        row |= {"updated_by": None, "revision": self.chance.randint(1, 9)}
        row |= {name: () if field.kind in PLURAL else None for name, field in self.fields[record].items()}
        self.rows[record][here.id] = row
        self.tenants[here] = tenant
        self._undo.append(lambda: self._drop(here))
        return here

    def set(self, here: Here, name: str, value: Cell) -> None:
        row = self.rows[here.record][here.id]
        before = row[name]
        row[name] = value
        self._linked(here.record, name)
        self._undo.append(lambda: self._put_back(here, name, before))

    def get(self, here: Here, name: str) -> Cell:
        return self.rows[here.record][here.id][name]

    def remove(self, here: Here) -> None:
        """For good, with all links that lead here from optional fields; a required one takes its row along."""
        del self.rows[here.record][here.id], self.tenants[here]
        self._forget(here.record)
        for record, fields in self.fields.items():
            for field in fields.values():
                if field.target == here.record:
                    for key in [key for key, row in self.rows[record].items() if _leads(row[field.name], here.id)]:
                        self._unlink(Here(record, key), field, here.id)
        self._undo.clear()

    def listed(self, record: str, tenant: str | None = None) -> list[Here]:
        """The rows of a type, in order of their making."""
        found = (Here(record, key) for key in self.rows[record])
        return [here for here in found if tenant in (None, self.tenants[here])]

    def mark(self) -> int:
        return len(self._undo)

    def back_to(self, mark: int) -> None:
        """Takes back all since the mark."""
        while len(self._undo) > mark:
            self._undo.pop()()

    def new_id(self, made: datetime) -> int:
        """As the product makes them: ordered by time, with random low bits."""
        while True:
            found = (int((made - EPOCH).total_seconds() * 1000) << RANDOM_BITS) | self.chance.getrandbits(RANDOM_BITS)
            if found not in self._ids:
                self._ids.add(found)
                return found

    def conflicts(self, here: Here) -> tuple[str, ...]:
        """The fields that give another row, of which it counts too, the same values where no two may be alike."""
        record = self.app.records[here.record]
        alone = [Unique((field.name,), None, "", field.at) for field in record.fields if field.unique]
        return tuple(dict.fromkeys(name for each in (*alone, *record.unique) for name in self._taken(here, each)))

    def _taken(self, here: Here, unique: Unique) -> tuple[str, ...]:
        own = self._values(here, unique.fields)
        if None in own or self._is_exempt(here, unique):
            return ()
        others = (each for each in self.listed(here.record) if each != here)
        taken = any(
            self._values(other, unique.fields) == own and not self._is_exempt(other, unique) for other in others
        )
        return unique.fields if taken else ()

    def _is_exempt(self, here: Here, unique: Unique) -> bool:
        if unique.unless is None:
            return False
        rule = next(rule for rule in self.app.records[here.record].rules if rule.name == unique.unless)
        return self._meaning.holds(rule.expression.tree, this=here)

    def _values(self, here: Here, names: tuple[str, ...]) -> tuple[Cell, ...]:
        return tuple(self.facts.cell(here, name) for name in names)

    def _unlink(self, owner: Here, field: Field, target: int) -> None:
        row = self.rows[owner.record].get(owner.id)
        if row is None:
            return
        value = row[field.name]
        if isinstance(value, tuple):
            self.set(owner, field.name, tuple(each for each in value if isinstance(each, int) and each != target))
        elif field.required:
            self.remove(owner)
        else:
            self.set(owner, field.name, None)

    def _drop(self, here: Here) -> None:
        del self.rows[here.record][here.id], self.tenants[here]
        self._forget(here.record)

    def _put_back(self, here: Here, name: str, value: Cell) -> None:
        self.rows[here.record][here.id][name] = value
        self._linked(here.record, name)

    def _linked(self, record: str, name: str) -> None:
        if name not in BUILT_IN and self.fields[record][name].target is not None:
            self.facts.forget(record, name)

    def _forget(self, record: str) -> None:
        for name, field in self.fields[record].items():
            if field.target is not None:
                self.facts.forget(record, name)


def is_link(field: Field) -> bool:
    return field.kind in ("link", "links")


def record_of(app: App, here: Here) -> Record:
    return app.records[here.record]


def _leads(value: Cell, target: int) -> bool:
    return target in value if isinstance(value, tuple) else value == target
