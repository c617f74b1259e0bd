"""One chain of edits: each is applied to a filled database, some are taken back, and all is read after each."""

from __future__ import annotations

import copy
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from generator.problems import errors
from generator.renaming import RefusedError
from generator.write import read_history
from runtime.migrations.results import BlockedError, Progress
from runtime.migrations.schema import is_servable
from runtime.records import Base
from tests.chains.business import Business, Part, Type
from tests.chains.editing import Editor
from tests.chains.loading import Shelf
from tests.chains.meaning import POOLS
from tests.chains.memory import NOTHING, Change, Memory, Names, State, next_names
from tests.chains.place import Folder, Place, told
from tests.renaming.renaming import NotARenameError


class Killed(BaseException):
    """Stands for a kill at some point of an apply."""


@dataclass(frozen=True, slots=True)
class Step:
    """A generation: as it was generated, and as the memory knows it."""

    folder: Folder
    state: State

    @property
    def business(self) -> Business:
        return self.state.business


class Chain:
    """`story` tells what was done; `counts` what it came to."""

    def __init__(self, seed: int, folder: Path, url: str, shelf: Shelf) -> None:
        self.random = Random(seed)
        self.place = Place(folder, url, shelf)
        self.editor, self.memory = Editor(self.random), Memory()
        self.story: list[str] = [f"seed {seed}"]
        self.counts: Counter[str] = Counter()
        self.number = 0
        self.schema = ""
        self.seen: set[Folder] = set()

    def follow(self, length: int) -> None:
        try:
            self._begin()
            for _ in range(length):
                self._step()
        except Exception as error:
            error.add_note("\n".join(self.story))
            raise
        finally:
            self.place.opened.dispose()

    def _begin(self) -> None:
        made = self.place.generate(business := self.editor.first(), None)
        while not made.files:
            made = self.place.generate(business := self.editor.first(), None)
        folder = self.place.store(made, "g0")
        self.place.bring(folder, _quiet)
        self.now = self._known(folder, business, State(-1, Business(), Names()), 0)
        for of in business.types:
            self.memory.rows[of.uid] = []
        self._write(self.now, 4)
        self._check(self.now)

    def _step(self) -> None:
        self.counts["edits"] += 1
        if self.random.random() < 0.1:
            business, path, name = self.editor.renamed(self.now.business)
            self.story.append(f"portal rename {path} {name}")
            try:
                made = self.place.rename(self.now.business, self.now.folder, path, name)
            except (RefusedError, NotARenameError) as error:
                self.story.append(f"  refused: {error}")
                self.counts["refused"] += 1
                return
            assert made.operations == (), made.operations
        else:
            business, said = self.editor.edited(self.now.business)
            self.story.append(said)
            made = self.place.generate(business, self.now.folder)
        if not made.files:
            assert errors(list(made.problems))
            self.story.append("  refused: " + ", ".join(each.code for each in errors(list(made.problems))))
            self.counts["refused"] += 1
            return
        self.number += 1
        folder = self.place.store(made, f"g{self.number}")
        try:
            self._bring(folder)
        except BlockedError as error:
            self._blocked(error, folder)
            return
        fresh = self._known(folder, business, self.now.state, self.number)
        self._apply(self.now, fresh)
        old, self.now = self.now, fresh
        since = max((row for rows in self.memory.rows.values() for row in rows), default=0) + 1
        self._write(fresh, 2)
        self._check_values(fresh)
        if self.random.random() < 0.3:
            self._return(old, fresh, since)

    def _blocked(self, error: BlockedError, leaving: Folder) -> None:
        """Before anything was changed; or at the end, over rows that nobody could foresee. Then the next apply takes
        back what was prepared."""
        self.story.append("  blocked: " + "; ".join(finding.words for finding in error.findings))
        self.counts["blocked"] += 1
        plan = self.place.plan(self.now.folder)
        if plan.is_current:
            assert plan.schema == self.schema, "a blocked apply changed the schema"
        else:
            self.story.append("  and taken back")
            self.place.take_back(leaving, self.now.folder, _quiet)
        self._check(self.now)

    def _bring(self, folder: Folder) -> None:
        """Sometimes twice, sometimes killed before it is done."""
        if self.random.random() < 0.3:
            try:
                self.place.bring(folder, _killer(self.random.randrange(1, 6)))
            except Killed:
                self.story.append("  killed")
                self.counts["killed"] += 1
        self.place.bring(folder, _quiet)

    def _apply(self, old: Step, fresh: Step) -> None:
        """After the database was brought up to date."""
        assert is_servable(self.place.engines.read, (Base.metadata,))
        if self.random.random() < 0.4:
            self.story.append("  old servers write")
            self._write(old, 1, fresh)
        if self.random.random() < 0.2:
            try:
                self.place.settle(fresh.folder, _killer(1))
            except Killed:
                self.story.append("  killed while it settles")
        self.place.settle(fresh.folder, _quiet)
        Change(old.state, fresh.state, self.memory).forth()
        self.counts["applied"] += 1
        self._check(fresh)

    def _return(self, old: Step, fresh: Step, since: int) -> None:
        """A rollback, rows under the older generation, and then forward again, or elsewhere."""
        self.story.append("  rolled back")
        self.counts["rolled back"] += 1
        self.place.take_back(fresh.folder, old.folder, _quiet)
        kept = copy.deepcopy(self.memory.gone)
        if read_history(fresh.folder.path / "generated") == read_history(old.folder.path / "generated"):
            since = sys.maxsize  # without a revision nobody knows when it began
        Change(old.state, fresh.state, self.memory).back(since)
        self.now = old
        self._check(old)
        self._write(old, 2, fresh)
        self._check_values(old)
        if self.random.random() < 0.4:
            self.story.append("  and left so")
            self.memory.gone = {uid: part for uid, part in kept.items() if old.business.part(uid) is None}
            return
        try:
            self._bring(fresh.folder)
        except BlockedError as error:
            self._blocked(error, fresh.folder)
            return
        self.story.append("  forward again")
        self._apply(old, fresh)
        self.now = fresh

    def _known(self, folder: Folder, business: Business, old: State, number: int) -> Step:
        site = self.place.shelf.open(folder.path)
        seen: dict[int, dict[str, str]] = {}
        for of, part in business.parts():
            self.memory.settle_down(of, part, self.place.spot(site, of, part))
            options = business.options(part)
            if options is not None:
                seen[options.uid] = self.place.choices(site, of, part, list(options.present))
        names = next_names(old.names, old.business, business, seen)
        return Step(folder, State(number, business, names))

    def _write(self, step: Step, rows: int, other: Step | None = None) -> None:
        """New rows and changed ones by a server of this generation; `other` is one that serves beside it, or after."""
        site = self.place.shelf.open(step.folder.path)
        for of in step.business.types:
            for _ in range(rows):
                values = {part.uid: self._drawn(step, part, other) for part in of.parts}
                self._insert(site, step, of, values)
            known = self.memory.rows.get(of.uid, [])
            for row in self.random.sample(known, min(len(known), 1 + rows)):
                self._change(step, of, row, self.random.choice(of.parts), other)

    def _insert(self, site: Any, step: Step, of: Type, values: dict[int, Any]) -> None:
        named = {part.name: values[part.uid] for part in of.parts}
        kept = {part.uid: step.state.names.stored(step.state.options(part), values[part.uid]) for part in of.parts}
        told = {self.memory.spots[part.column].field: kept[part.uid] for part in of.parts}
        row = self.place.insert(site, of, named, told)
        self.memory.rows.setdefault(of.uid, []).append(row)
        self.memory.born[row] = row
        for part in of.parts:
            if kept[part.uid] not in NOTHING:
                self.memory.enter(row, part, kept[part.uid])

    def _change(self, step: Step, of: Type, row: int, part: Part, other: Step | None) -> None:
        before, value = self.memory.value(row, part), self._drawn(step, part, other)
        if part.kind == "files":
            value = tuple(dict.fromkeys((*(before or ()), *value)))
        kept = step.state.names.stored(step.state.options(part), value)
        if kept == before or (kept in NOTHING and before in NOTHING):
            return
        site = self.place.shelf.open(step.folder.path)
        self.place.change(site, of, row, {part.name: value}, {self.memory.spots[part.column].field: (before, kept)})
        self.memory.enter(row, part, kept)

    def _drawn(self, step: Step, part: Part, other: Step | None) -> Any:
        """What somebody enters, by today's names."""
        later = other.business.part(part.uid) if other else None
        flags = part.flags | (later.flags if later else set())
        if part.kind in ("links", "files", "choices"):
            return self._several(step, part)
        if not part.required and "unique" not in flags and self.random.random() < 0.2:
            return None
        if part.kind == "link":
            rows = self.memory.rows.get(part.target or 0, [])
            return self.random.choice(rows) if rows else None
        if part.kind == "choice":
            options = step.business.options(part)
            assert options is not None
            return self.random.choice(list(options.present))
        if "unique" in flags:
            number = next(self.editor.numbers)
            return 10_000 + number if part.kind == "integer" else f"u{number}"
        return self._limited(part)

    def _several(self, step: Step, part: Part) -> tuple[Any, ...]:
        if part.kind == "files":
            return tuple(f"file{next(self.editor.numbers)}.txt" for _ in range(self.random.choice((0, 1, 2))))
        if part.kind == "links":
            rows = self.memory.rows.get(part.target or 0, [])
            return tuple(sorted(self.random.sample(rows, min(len(rows), self.random.choice((0, 1, 2))))))
        options = step.business.options(part)
        assert options is not None
        few = 1 if part.required else 0
        return tuple(self.random.sample(list(options.present), self.random.choice((few, 1, 2))))

    def _limited(self, part: Part) -> Any:
        for _ in range(50):
            value = POOLS[part.kind](self.random)
            if part.max is None or (len(value) if isinstance(value, str) else value) <= part.max:
                return value
        return None

    def _check(self, step: Step) -> None:
        """Everything is where it must be, and there is nothing left to do."""
        self._check_values(step)
        plan = self.place.plan(step.folder)
        self.schema = plan.schema
        assert plan.drift == (), plan.drift
        assert plan.is_current, plan
        if step.folder in self.seen:
            return
        self.seen.add(step.folder)
        again = self.place.generate(step.business, step.folder)
        assert again.operations == (), [operation.words() for operation in again.operations]
        assert again.lock.text() == step.folder.lock
        for path, content in again.files.items():
            assert (step.folder.path / "generated" / path).read_bytes() == content, path

    def _check_values(self, step: Step) -> None:
        self._check_columns()
        self._check_shown(step)
        self._check_entered()

    def _check_columns(self) -> None:
        """Of every column there ever was, retired ones too, in every row."""
        memory = self.memory
        for number, found in self.place.columns(memory.spots, memory.kinds).items():
            for row in memory.rows.get(memory.owners[number], []):
                value, wanted = found.get(row), memory.cells.get((row, number))
                if value != wanted and not (value in NOTHING and wanted in NOTHING):
                    raise AssertionError((memory.spots[number], memory.kinds[number], row, value, wanted))

    def _check_shown(self, step: Step) -> None:
        """By the names of today."""
        site = self.place.shelf.open(step.folder.path)
        for of in step.business.types:
            shown = self.place.shown(site, of)
            assert sorted(shown["id"]) == sorted(self.memory.rows.get(of.uid, [])), f"rows of {of.name}"
            for part in of.parts:
                for row, value in shown.get(part.name, {}).items():
                    wanted = self._present(step, part, self.memory.value(row, part))
                    assert value == wanted or (value in NOTHING and wanted in NOTHING), (of.name, part, value, wanted)

    def _present(self, step: Step, part: Part, value: Any) -> Any:
        options = step.business.options(part)
        if options is None or value in NOTHING:
            return value
        names = {stored: name for name, stored in step.state.names.lists[options.uid].items()}
        taken = set(step.state.names.lists[options.uid])

        def called(kept: str) -> str:
            return names.get(kept, f"{kept} (retired)" if kept in taken else kept)

        return tuple(map(called, value)) if isinstance(value, tuple) else called(value)

    def _check_entered(self) -> None:
        """What was entered last is there, or an apply said what it took away; what was entered before, in the
        history."""
        known, taken = self.place.history()
        for (row, number), values in self.memory.entered.items():
            spot = self.memory.spots[number]
            table = self._table(number)
            cell = (table, row, spot.field)
            kept = self.memory.cells.get((row, number))
            for value in values:
                assert told(value) in known.get(cell, ()), f"the history lost {value!r} of {cell}"
            last = values[-1]
            assert last in NOTHING or last == kept or told(last) in taken.get(cell, ()), (
                f"{last!r} of {cell} is lost: {kept!r}"
            )
            self.counts["values"] += len(values)

    def _table(self, number: int) -> str:
        spot = self.memory.spots[number]
        return spot.table.removesuffix(f"_{spot.field}") if self.memory.kinds[number] == "links" else spot.table


def _quiet(_done: int, _total: int, _words: str) -> None:
    """Nobody looks on."""


def _killer(after: int) -> Progress:
    """Ends the work at the given time that it tells how far it is."""
    left = [after]

    def progress(_done: int, _total: int, _words: str) -> None:
        left[0] -= 1
        if left[0] == 0:
            raise Killed

    return progress
