"""What a database must hold, worked out beside it: every column's value in every row, and all that was ever entered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from tests.chains.business import CHOSEN, SETS, Business, Options, Part, Type
from tests.chains.meaning import TABLE, Labels, Unfit, becomes

Cell = tuple[int, int]
"""A row and a column (`Part.column`)."""

NOTHING: tuple[Any, ...] = (None, ())


@dataclass(frozen=True, slots=True)
class Spot:
    """Where the database keeps a column: the names are given once. `field` is what the history and files go by."""

    table: str
    name: str
    field: str


@dataclass(frozen=True, slots=True)
class Names:
    """The choices of each list in one generation: name -> what rows hold. `merged`: what rows held, and hold now."""

    lists: dict[int, dict[str, str]] = field(default_factory=dict)
    merged: dict[int, dict[str, str]] = field(default_factory=dict)

    def stored(self, options: Options | None, value: Any) -> Any:
        if options is None or value in NOTHING:
            return value
        names = self.lists.get(options.uid, {})
        return tuple(names[each] for each in value) if isinstance(value, tuple) else names[value]

    def labels(self, options: Options | None) -> Labels:
        if options is None:
            return {}
        names = self.lists.get(options.uid, {})
        return {names[name]: options.label(name) for name in options.present if name in names}

    def called(self, options: Options | None) -> Labels:
        """Where the specs have no labels any more, their names serve."""
        names = self.lists.get(options.uid, {}) if options else {}
        return {names[name]: name.title() for name in options.present if name in names} if options else {}


@dataclass(frozen=True, slots=True)
class State:
    """A generation as the memory knows it."""

    number: int
    business: Business
    names: Names

    def options(self, part: Part) -> Options | None:
        return self.business.options(part)

    def labels(self, part: Part) -> Labels:
        return self.names.labels(self.options(part))

    def called(self, part: Part) -> Labels:
        return self.names.called(self.options(part))


@dataclass(slots=True)
class Memory:
    """`cells` are values as the database keeps them: stored choices, ids. `entered` is what people entered, the last
    being what they entered last.

    `parted` knows what a merge made of a cell: (generation, before, after). `gone` are fields as they were last.
    `watched` columns were left by a rollback; `queued` cells were written in the older column since. `changed` is what
    the history has last of a cell, and when; `carried` are columns that were there before.
    """

    rows: dict[int, list[int]] = field(default_factory=dict)
    born: dict[int, int] = field(default_factory=dict)
    cells: dict[Cell, Any] = field(default_factory=dict)
    entered: dict[Cell, list[Any]] = field(default_factory=dict)
    changed: dict[Cell, tuple[int, Any]] = field(default_factory=dict)
    spots: dict[int, Spot] = field(default_factory=dict)
    kinds: dict[int, str] = field(default_factory=dict)
    owners: dict[int, int] = field(default_factory=dict)
    parted: dict[Cell, tuple[int, Any, Any]] = field(default_factory=dict)
    gone: dict[int, Part] = field(default_factory=dict)
    watched: set[int] = field(default_factory=set)
    queued: set[Cell] = field(default_factory=set)
    carried: set[int] = field(default_factory=set)

    def enter(self, row: int, part: Part, value: Any) -> None:
        cell = row, part.column
        self.cells[cell] = value
        self.entered.setdefault(cell, []).append(value)
        self.parted.pop(cell, None)
        self.queued.add(cell)
        self.tell(cell, value)

    def tell(self, cell: Cell, value: Any) -> None:
        """It is in the history from now on."""
        self.changed[cell] = max((turn for turn, _ in self.changed.values()), default=0) + 1, value

    def is_newer(self, cell: Cell, than: Cell) -> bool:
        """What stands in the one, than what somebody or an apply brought into the other; a default that was filled in
        is not told."""
        turn, _ = self.changed.get(cell, (0, None))
        other, value = self.changed.get(than, (0, None))
        return turn > other or (turn > 0 and value != self.cells.get(than))

    def value(self, row: int, part: Part) -> Any:
        return self.cells.get((row, part.column))

    def settle_down(self, of: Type, part: Part, spot: Spot) -> None:
        """The column is there by now. One that was left behind by a way not taken is the same one."""
        known = self.spots.get(part.column)
        assert known in (None, spot), f"{known} is called {spot} now"
        if known is None:
            self._adopt(part.column, spot)
        self.spots[part.column], self.kinds[part.column], self.owners[part.column] = spot, part.kind, of.uid

    def _adopt(self, column: int, spot: Spot) -> None:
        twin = next((number for number, each in self.spots.items() if each == spot), None)
        if twin is None:
            return
        _move(self.cells, twin, column)
        _move(self.entered, twin, column)
        _move(self.parted, twin, column)
        _move(self.changed, twin, column)
        self.carried |= {column} if twin in self.carried else set()
        self.watched |= {column} if twin in self.watched else set()
        del self.spots[twin]


@dataclass(frozen=True, slots=True)
class Change:
    """From one generation to the next, on the memory."""

    old: State
    new: State
    memory: Memory

    def forth(self) -> None:
        """As brought up to date and settled."""
        memory, old = self.memory, self.old.business
        for of, part in self.new.business.parts():
            if of.uid in memory.rows:
                self._carry(of, part, memory.rows[of.uid])
        for of in self.new.business.types:
            memory.rows.setdefault(of.uid, [])
        for _, part in old.parts():
            if self.new.business.part(part.uid) is None:
                memory.gone[part.uid] = part
        memory.watched.clear()
        memory.queued.clear()
        memory.carried |= {part.column for _, part in self.new.business.parts()}

    def _carry(self, of: Type, part: Part, rows: list[int]) -> None:
        here = self.old.business.part(part.uid)
        was = here or self.memory.gone.get(part.uid)
        if was is not None and was.column != part.column:
            self._convert(was, part, rows)
        if was is not None and part.kind in CHOSEN:
            self._merge(part, rows, restored=here is None)
        if was is not None and was.column != part.column:
            return
        begins = here is None and self.old.business.type(of.uid) is not None
        if begins or (was is not None and _is_demanded(was, part)):
            self._fill(part, rows)

    def back(self, since: int) -> None:
        """As taken back: `since` is the first row that was made under the newer generation."""
        memory = self.memory
        memory.queued.clear()
        for of, now in self.new.business.parts():
            was, rows = self.old.business.part(now.uid) or memory.gone.get(now.uid), memory.rows.get(of.uid, [])
            if was is not None and was.column == now.column:
                self._part(now, rows)
            elif was is not None:
                self._convert_back(was, now, rows)
                memory.watched.add(now.column)
        for of, part in self.old.business.parts():
            if part.required and part.answer == "default":
                late = [row for row in memory.rows.get(of.uid, []) if memory.born[row] >= since]
                memory.queued |= {(row, part.column) for row in late if memory.value(row, part) in NOTHING}
                self._fill(part, late, self.old)

    def _convert(self, was: Part, part: Part, rows: list[int]) -> None:
        memory = self.memory
        convertible = (was.kind, part.kind) in TABLE
        labels = self.old.called(was), self.new.labels(part)
        for row in rows:
            cell, old = (row, part.column), memory.value(row, was)
            there = memory.cells.get(cell) not in NOTHING
            if not convertible or (there and part.column in memory.watched and (row, was.column) not in memory.queued):
                continue
            try:
                value = None if old in NOTHING else becomes(old, (was.kind, part.kind), *labels)
            except Unfit:
                value = None
            before, again = memory.cells.get(cell), part.column in memory.carried
            if value == before or (value in NOTHING and before in NOTHING):
                memory.cells[cell] = value
            elif again and (self._comes_of(was, part, row) or memory.is_newer(cell, (row, was.column))):
                value = before
            else:
                memory.cells[cell] = value
                if again or before not in NOTHING:
                    memory.tell(cell, value)
            memory.parted.pop(cell, None)
            if value in NOTHING and part.answer == "backfill" and (part.required or old not in NOTHING):
                memory.cells[cell] = self._filling(part, self.new)
        if not convertible and part.answer == "backfill":
            self._fill(part, rows)

    def _comes_of(self, was: Part, part: Part, row: int) -> bool:
        """Whether the old value is what became of the new one when a generation was left."""
        new, labels = self.memory.value(row, part), (self.new.called(part), self.old.labels(was))
        if new in NOTHING or (part.kind, was.kind) not in TABLE:
            return False
        try:
            return bool(becomes(new, (part.kind, was.kind), *labels) == self.memory.value(row, was))
        except Unfit:
            return False

    def _convert_back(self, part: Part, now: Part, rows: list[int]) -> None:
        memory = self.memory
        if (part.kind, now.kind) not in TABLE:
            return
        old_labels, new_labels = self.old.called(part), self.new.labels(now)
        for row in rows:
            cell, old, new = (row, now.column), memory.value(row, part), memory.value(row, now)
            try:
                same = None if old in NOTHING else becomes(old, (part.kind, now.kind), old_labels, new_labels)
            except Unfit:
                same = None
            if same == new or (same in NOTHING and new in NOTHING):
                continue
            if not memory.entered.get(cell) or memory.entered[cell][-1] != new:
                continue
            try:
                value = None if new in NOTHING else becomes(new, (now.kind, part.kind), new_labels, old_labels)
            except Unfit:
                continue
            memory.cells[row, part.column] = value
            memory.parted.pop((row, part.column), None)
            if old not in NOTHING:
                memory.tell((row, part.column), value)

    def _fill(self, part: Part, rows: Iterable[int], state: State | None = None) -> None:
        if part.answer is None or part.kind in SETS:
            return
        for row in rows:
            if self.memory.value(row, part) in NOTHING:
                self.memory.cells[row, part.column] = self._filling(part, state or self.new)

    def _filling(self, part: Part, state: State) -> Any:
        return state.names.stored(state.options(part), part.fill)

    def _merge(self, part: Part, rows: list[int], *, restored: bool) -> None:
        options = self.new.options(part)
        if options is None:
            return
        merged = self.new.names.merged.get(options.uid, {})
        before = {} if restored else self.old.names.merged.get(options.uid, {})
        for old, new in merged.items():
            if before.get(old) == new:
                continue
            for row in rows:
                value = self.memory.value(row, part)
                after = _replaced(value, old, new)
                if after != value:
                    self.memory.cells[row, part.column] = after
                    self.memory.parted[row, part.column] = self.new.number, value, after
                    self.memory.tell((row, part.column), after)

    def _part(self, part: Part, rows: list[int]) -> None:
        """Rows that were merged and not changed since hold what they held."""
        for row in rows:
            cell = row, part.column
            number, before, after = self.memory.parted.get(cell, (0, None, None))
            if number == self.new.number and self.memory.cells[cell] == after:
                self.memory.cells[cell] = before
                self.memory.tell(cell, before)
                del self.memory.parted[cell]


def next_names(old: Names, before: Business, business: Business, seen: dict[int, dict[str, str]]) -> Names:
    """The names of a generation, of which `seen` are those of the lists in use; what is not in use stays as it was."""
    lists = {**old.lists, **seen}
    merged = {uid: dict(pairs) for uid, pairs in old.merged.items()}
    used = {id(options): options for _, part in business.parts() if (options := business.options(part))}
    for options in used.values():
        for gone, new in options.becomes.items():
            stored = old.lists.get(options.uid, {}).get(gone)
            if stored is not None and gone not in options.present and new in lists[options.uid]:
                merged.setdefault(options.uid, {}).setdefault(stored, lists[options.uid][new])
    return Names(lists, merged)


def _is_demanded(was: Part, part: Part) -> bool:
    return part.required and (not was.required or (was.from_now and not part.from_now))


def _move(values: dict[Cell, Any], twin: int, column: int) -> None:
    for row in [row for row, number in values if number == twin]:
        values[row, column] = values.pop((row, twin))


def _replaced(value: Any, old: str, new: str) -> Any:
    if isinstance(value, tuple):
        return tuple(dict.fromkeys(new if each == old else each for each in value))
    return new if value == old else value
