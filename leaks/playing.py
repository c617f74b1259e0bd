"""What a move changes, by the specs alone: the record, what follows from it, and nothing else.

Rows are changed in a draft of their own. Whether the record is right afterwards (checks, limits, what is taken) is not
judged here: a move may be refused for that, but what it changes where it is made is all told here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from random import Random

from generator.app import App, Constant, Field, Record, RuleName, Value
from generator.expressions.tree import Node
from generator.workflow import Consequence, Do, Make, Move
from leaks.computing import compute_all, stored
from leaks.drafting import Draft
from leaks.expectation import Expectation
from leaks.facts import Here
from leaks.guards import SINCE, STATE
from leaks.meaning import Meaning
from leaks.moving import all_moves, is_ready
from leaks.world import LINES, PLURAL, Cell, World

DEEPEST = 12

Cells = Mapping[str, Cell]


@dataclass(slots=True)
class Played:
    """`moved` and `made` are the records that a move or a change of values was about, and new ones, in their order.

    `blocked`: something that would follow is not ready for it, so that nothing may be changed.
    """

    world: World
    moved: dict[Here, str] = field(default_factory=dict)  # with the move, "" for a change
    made: list[Here] = field(default_factory=list)
    blocked: bool = False


def play(who: Expectation, here: Here, move: Move, entered: Cells, moment: datetime) -> Played:
    """`entered` are the values that came with the move; `moment` is when it was made."""
    playing = _Playing(who, moment)
    playing.take({here: entered}, move)
    compute_all(who.world.app, playing.draft.rows)
    return playing.played


class _Playing:
    def __init__(self, who: Expectation, moment: datetime) -> None:
        self.draft = Draft.of(who.world, Random(0))  # noqa: S311 - ids of rows that are told apart by their values
        self.played = Played(replace(who.world, rows=self.draft.rows))
        self._who = Expectation(self.played.world, who.person, moment, self.draft.facts)
        self._meaning: Meaning = self._who.meaning
        self._app: App = who.world.app
        self._moment = moment

    def take(self, changes: Mapping[Here, Cells], move: Move | None, depth: int = 0) -> None:
        """Sets values, and what a move sets by itself, of several records; then does what follows from each."""
        written = [here for here, values in changes.items() if self._write(here, values, move)]
        if move is not None and depth < DEEPEST:
            for here in written:
                for consequence in move.then:
                    self._follow(here, consequence, depth)

    def _write(self, here: Here, values: Cells, move: Move | None) -> bool:
        before = dict(self.draft.rows[here.record][here.id])
        for name, value in values.items():
            self._set(here, name, value)
        if move is not None:
            self._move(here, move)
        if self.draft.rows[here.record][here.id] == before:
            return False
        self._forget_hidden(here)
        self._stamp(here)
        self.played.moved[here] = "" if move is None else move.name
        return True

    def _move(self, here: Here, move: Move) -> None:
        for name, value in move.set:
            self._set(here, name, self._value(here, here, name, value))
        known = self.draft.fields[here.record]
        kept: dict[str, Cell] = {STATE: move.target, SINCE: self._moment, f"{move.name}_at": self._moment}
        kept[f"{move.name}_by"] = self._who.person.account_id
        for name, cell in kept.items():
            if name in known and known[name].kept:
                self._set(here, name, cell)

    def _stamp(self, here: Here) -> None:
        revision = self.draft.get(here, "revision")
        assert isinstance(revision, int)
        self.draft.set(here, "revision", revision + 1)
        self.draft.set(here, "updated", self._moment)
        self.draft.set(here, "updated_by", self._who.person.account_id)

    def _forget_hidden(self, here: Here) -> None:
        """A field that is not to be filled in keeps nothing."""
        for name, each in self.draft.fields[here.record].items():
            if each.show is not None and not each.computed and not self._holds(here, each.show):
                self.draft.set(here, name, () if each.kind in PLURAL else None)

    # what follows

    def _follow(self, root: Here, consequence: Consequence, depth: int) -> None:
        if isinstance(consequence, Make):
            self._make(root, consequence)
            return
        reached = [each for each in self._reached(root, consequence.through) if self._passes(root, each, consequence)]
        move = self._move_of(consequence) if isinstance(consequence, Do) else None
        if move is not None and not all(is_ready(self._who, each.record, each.id, move) for each in reached):
            self.played.blocked = True
            return
        values = {
            each: {name: self._value(root, each, name, value) for name, value in consequence.set} for each in reached
        }
        self.take(values, move, depth + 1)

    def _move_of(self, consequence: Do) -> Move:
        moves = all_moves(self._app.records[consequence.record])
        return next(move for move in moves if move.name == consequence.move)

    def _reached(self, root: Here, through: Iterable[str]) -> list[Here]:
        here = [root]
        for step in through:
            here = sorted({there for each in here for there in self._step(each, step)})
        return here

    def _step(self, here: Here, name: str) -> list[Here]:
        field = self.draft.fields[here.record].get(name)
        if field is not None and field.kind != LINES:
            cell = self.draft.get(here, name)
            return [Here(field.target or "", each) for each in _ids(cell)]
        back = self._app.vocabulary.records[here.record].backs[name]
        return [Here(back.record, each) for each in self.draft.facts.linking(back.record, back.field, here.id)]

    def _passes(self, root: Here, it: Here, consequence: Consequence) -> bool:
        where = None if isinstance(consequence, Make) else consequence.where
        return where is None or self._meaning.holds(self._tree(root, where), this=root, it=it)

    def _make(self, root: Here, consequence: Make) -> None:
        times = 1 if consequence.times is None else self._number(root, consequence.times)
        for _ in range(times):
            made = self.draft.add(consequence.record, self.draft.tenants[root])
            for name, value in consequence.set:
                self._set(made, name, self._value(root, made, name, value))
            self._fill(made, {name for name, _ in consequence.set})
            self.played.made.append(made)

    def _number(self, root: Here, value: Value) -> int:
        if isinstance(value, Constant):
            return int(str(value.value))
        return max(int(self._meaning.value(self._tree(root, value.name), this=root) or 0), 0)

    def _fill(self, made: Here, filled: set[str]) -> None:
        """The defaults of a new record, its state among them."""
        for name, each in self.draft.fields[made.record].items():
            if name not in filled and each.default is not None:
                self._set(made, name, self._value(made, made, name, each.default))
        if SINCE in self.draft.fields[made.record] and self.draft.fields[made.record][SINCE].kept:
            self._set(made, SINCE, self._moment)
        self._set(made, "created_by", self._who.person.account_id)
        self._forget_hidden(made)

    # values

    def _value(self, this: Here, owner: Here, name: str, value: Value) -> Cell:
        """As the field `name` of `owner` keeps it; the expression is about `this`."""
        if isinstance(value, RuleName):
            found = self._meaning.value(self._tree(this, value.name), this=this)
            return as_kept(self.draft.fields[owner.record][name], found)
        return as_kept(self.draft.fields[owner.record][name], value.value)

    def _set(self, here: Here, name: str, value: Cell) -> None:
        self.draft.set(here, name, value)

    def _holds(self, here: Here, rule: str) -> bool:
        return self._meaning.holds(self._tree(here, rule), this=here)

    def _tree(self, here: Here, rule: str) -> Node:
        return self._who.trees[here.record, rule]


def as_kept(field: Field, value: Cell) -> Cell:
    """A value as a cell of the field has it."""
    if field.kind in ("links", "choices"):
        return () if value is None else value
    return value if field.kind == "link" else stored(field, value)


def _ids(value: Cell) -> list[int]:
    found = value if isinstance(value, tuple) else (value,)
    return [each for each in found if isinstance(each, int)]


def lacking(record: Record, row: Cells, move: Move) -> list[str]:
    """The fields that the move needs and that have no value yet; one that is not always shown may stay without."""
    known = {field.name: field for field in record.fields}
    return [name for name in move.needs if row[name] in (None, ()) and known[name].show is None]
