"""What a move brings about besides: moves and changes of other records, and new ones. The key `then`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from generator.app import RuleName, Value
from generator.expressions.types import Names, Type, Use
from generator.fields import KINDS
from generator.problems import Position, Problem, Text
from generator.resolve.problems import missing
from generator.resolve.values import literal_or_expression
from generator.resolve.workflow.paths import follow
from generator.resolve.workflow.place import Place
from generator.resolve.workflow.values import Setting, values_of
from generator.spec import Consequence, Move, Record
from generator.workflow import Consequence as Resolved
from generator.workflow import Do, Make, Update

ACTS = ("do", "change", "create")
KEYS = {"on": "do", "where": "do", "times": "create"}
"""Of the other keys, the act that they are for."""


def consequences_of(move: Move, names: Sequence[Names], place: Place) -> tuple[Resolved, ...]:
    """Those with which nothing is wrong. Their values are about the record that is moved."""
    found = (_Reading(each, move, number, names, place) for number, each in enumerate(move.then, start=1))
    return tuple(done for each in found if (done := each.resolved()) is not None)


@dataclass(frozen=True, slots=True)
class _Reading:
    """One consequence while its keys are read; `number` is its place in the list."""

    spec: Consequence
    move: Move
    number: int
    names: Sequence[Names]
    place: Place

    @property
    def where(self) -> str:
        return f"'then' of move '{self.move.name}'"

    def resolved(self) -> Resolved | None:
        acts = [act for act in ACTS if getattr(self.spec, act) is not None]
        if len(acts) != 1:
            said = f"says {' and '.join(map(repr, acts))} at once" if acts else "does not say what happens"
            hint = "write one of: do: MOVE with on: PATH; change: PATH with set; create: RECORD with set"
            self._report(f"{self.where} {said}", self.spec.at, hint)
            return None
        if list(self._misplaced(acts[0])):
            return None
        return {"do": self._do, "change": self._update, "create": self._make}[acts[0]]()

    def _do(self) -> Do | None:
        spec = self.spec
        assert spec.do is not None
        if spec.on is None:
            hint = "write on: and a link, or a set of records, of this record type"
            self._report(f"{self.where} does not say of which records '{spec.do}' is the move", spec.do.at, hint)
            return None
        reached = follow(spec.on, "on", self.where, self.place)
        if reached is None:
            return None
        target, through = reached
        moves = target.workflow.moves if target.workflow else {}
        if spec.do not in moves:
            self._unknown_move(spec.do, target)
            return None
        where = self._candidates(target)
        return Do(str(spec.do), str(target.key), through, where, self._set(target), spec.at)

    def _unknown_move(self, move: Text, target: Record) -> None:
        if target.workflow is None:
            message = f"{self.where} refers to move '{move}' of '{target.key}', which has no workflow"
            self.place.report("S210", message, move, f"use change: to change values of '{target.key}'")
            return
        known = f"moves of '{target.key}'"
        self.place.problems.append(missing(self.where, "move", move, target.workflow.moves, known))

    def _update(self) -> Update | None:
        assert self.spec.change is not None
        reached = follow(self.spec.change, "change", self.where, self.place)
        if reached is None:
            return None
        target, through = reached
        if not self.spec.set:
            self._report(
                f"{self.where} changes nothing: it has no 'set'", self.spec.change.at, "write set: { field: value }"
            )
        return Update(str(target.key), through, self._candidates(target), self._set(target), self.spec.at)

    def _make(self) -> Make | None:
        key = self.spec.create
        assert key is not None
        records = self.place.context.records
        if key not in records:
            if key not in self.place.context.spec.unread:
                self.place.problems.append(missing(self.where, "record type", key, sorted(records)))
            return None
        target = records[key]
        setting = Setting(self.where, target, self._prefix, self.names)
        return Make(str(target.key), self._times(), values_of(self.spec.set, setting, self.place), self.spec.at)

    def _times(self) -> Value | None:
        if self.spec.times is None:
            return None
        value = literal_or_expression(
            self.spec.times,
            KINDS["integer"],
            Type("number"),
            book=self.place.book,
            askers=self.names,
            name=f"{self._prefix}_times",
            problems=self.place.problems,
        )
        rules = (each for each in self.place.book.rules if isinstance(value, RuleName) and each.name == value.name)
        if any(rule.expression.type.places for rule in rules):
            hint = "leave '/' and decimal fields out"
            self._report(f"'times' in {self.where} is not a whole number", self.spec.times.at, hint)
        return value

    def _candidates(self, target: Record) -> str | None:
        if self.spec.where is None:
            return None
        askers = [replace(names, it=str(target.key)) for names in self.names]
        return self.place.book.rule(self.spec.where, Use.CANDIDATES, askers, f"{self._prefix}_where")

    def _set(self, target: Record) -> tuple[tuple[str, Value], ...]:
        link = self.place.context.vocabulary.records[target.key].parent
        return values_of(self.spec.set, Setting(self.where, target, self._prefix, self.names, link), self.place)

    @property
    def _prefix(self) -> str:
        return f"{self.move.name}_then_{self.number}"

    def _misplaced(self, act: str) -> Iterator[str]:
        for key, of in KEYS.items():
            text: Text | None = getattr(self.spec, key)
            if text is not None and act != of and not (key == "where" and act == "change"):
                self._report(
                    f"{self.where} has '{key}', which does not go with '{act}'", text.at, f"'{key}' is for '{of}'"
                )
                yield key

    def _report(self, message: str, at: Position, hint: str) -> None:
        self.place.problems.append(Problem("S264", message, at, hint))
