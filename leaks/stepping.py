"""Single random changes on the way to what a search wants: of what the rules read, and only in rows made for it."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import partial

from generator.app import Field
from generator.expressions.tree import All, Constant, Node, Not, Some
from generator.expressions.walking import everything
from generator.names import BUILT_IN
from leaks.drafting import Draft, is_link
from leaks.facts import Asked, Here
from leaks.making import Making
from leaks.meaning import Given
from leaks.world import FILES, LINES, PLURAL, Cell

SHIFTS = (-400, -30, -3, 3, 30, 400)
MOST_ROWS = 7
"""So many rows at most are made for one search."""


Conditions = tuple[tuple[Node, bool], ...]
"""With what each shall be."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Conditions on the record `this`, for one asker."""

    given: Given
    conditions: Conditions


def one_way(conditions: Conditions, chance: random.Random) -> Conditions:
    """Simpler conditions that together are one of the ways in which these come out as wanted."""
    return tuple(part for tree, wanted in conditions for part in _one_way(tree, chance, wanted=wanted))


def _one_way(tree: Node, chance: random.Random, *, wanted: bool) -> Conditions:
    match tree:
        case Not():
            return _one_way(tree.condition, chance, wanted=not wanted)
        case All() | Some():
            parts = tree.parts if isinstance(tree, All) is wanted else (chance.choice(tree.parts),)
            return tuple(found for part in parts for found in _one_way(part, chance, wanted=wanted))
    return ((tree, wanted),)


@dataclass(slots=True)
class Attempt:
    """`own` are the rows made for it, which it may change, but for the cells `fixed`."""

    wanted: Wanted
    this: Here
    own: set[Here] = field(default_factory=set)
    fixed: frozenset[tuple[Here, str]] = frozenset()


class Steps:
    def __init__(self, draft: Draft, making: Making) -> None:
        self._draft, self._making, self._chance = draft, making, draft.chance

    def step(self, attempt: Attempt, asked: Asked) -> None:
        """A change of something that was read."""
        steps: list[Callable[[], None]] = []
        for record, key, name in sorted(asked.cells):
            here = Here(record, key)
            if here in attempt.own:
                change = partial(self._change, attempt, asked, here, name)
                steps += [change, change] if self.may_change(attempt, here, name) else []
            elif here != attempt.wanted.given.me:
                steps += self._copies(attempt, here)
        steps += [partial(self._join, attempt, *each) for each in sorted(asked.sets)]
        if steps:
            self._chance.choice(steps)()

    def part(self, attempt: Attempt, here: Here, name: str) -> None:
        """Another value in place of one that another row has; of a link, a copy of what it leads to."""
        field = self._draft.fields[here.record][name]
        target = self._draft.get(here, name)
        if field.kind == "link" and isinstance(target, int):
            self._copy(attempt, Here(field.target or "", target), here, name)
        elif not is_link(field):
            self._draft.set(here, name, self._making.values.fresh(here, field, filled=1.0))

    def may_change(self, attempt: Attempt, here: Here, name: str) -> bool:
        if name in ("created", "updated"):
            return True
        if name in BUILT_IN or (here, name) in attempt.fixed:
            return False
        field = self._draft.fields[here.record][name]
        return field.formula is None and (field.kept or not field.computed) and field.kind != LINES

    def _change(self, attempt: Attempt, asked: Asked, here: Here, name: str) -> None:
        if name in ("created", "updated"):
            self._draft.set(here, name, self._draft.moment + timedelta(days=self._chance.choice(SHIFTS)))
            return
        field = self._draft.fields[here.record][name]
        if is_link(field):
            self._draft.set(here, name, self._other_link(attempt, asked, here, field))
        else:
            self._draft.set(here, name, self._other_value(attempt, asked, here, field))

    def _other_link(self, attempt: Attempt, asked: Asked, here: Here, field: Field) -> Cell:
        read = {key for record, key, _ in asked.cells if record == field.target}
        read |= {
            value
            for record, key, name in asked.cells
            if name not in BUILT_IN and self._draft.fields[record][name].target == field.target
            for value in _ids(self._draft.rows[record][key][name])
        }
        me = attempt.wanted.given.me
        if me is not None and me.record == field.target:
            read.add(me.id)
        near = [each.id for each in self._draft.listed(field.target or "", self._draft.tenants[here])]
        pool = [*sorted(read - {here.id}), *self._chance.sample(near, min(2, len(near)))]
        pool = [key for key in pool if Here(field.target or "", key) in self._draft.tenants]
        if field.kind == "links":
            chosen = self._chance.sample(pool, self._chance.randint(0, min(2, len(pool))))
            return tuple(sorted(set(chosen)))
        options: list[Cell] = [*pool]
        if not field.required:
            options.append(None)
        return self._chance.choice(options) if options else self._draft.get(here, field.name)

    def _other_value(self, attempt: Attempt, asked: Asked, here: Here, field: Field) -> Cell:
        chance = self._chance
        kinds = _types_of(field)
        options: list[Cell] = [value for value in self._constants(attempt) if _is_of(value, kinds)]
        options += [
            value
            for record, key, name in sorted(asked.cells)
            if name not in BUILT_IN and self._draft.fields[record][name].kind == field.kind
            for value in (self._draft.rows[record][key][name],)
            if value not in (None, ())
        ]
        if field.kind in ("date", "datetime"):
            day = self._draft.moment + timedelta(days=chance.choice(SHIFTS))
            options.append(day if field.kind == "datetime" else day.date())
        if field.unique or field.kind in FILES or (field.kept and field.kind != "choice"):
            options = []
        if not field.required and field.kind not in FILES:
            options.append(() if field.kind in PLURAL else None)
        if options and chance.random() < 0.6:
            return self._fitted(chance.choice(options), field)
        return self._making.values.fresh(here, field, filled=1.0)

    def _fitted(self, value: Cell, field: Field) -> Cell:
        """A constant of a rule, or one a little above or below it."""
        if field.kind == "choices":
            keys = [] if field.choices is None else [key for key, _ in field.choices.options]
            return (
                tuple(self._chance.sample(keys, self._chance.randint(1, len(keys))))
                if isinstance(value, str)
                else value
            )
        if field.kind == "choice" and field.choices and value not in dict(field.choices.options):
            return self._chance.choice([key for key, _ in field.choices.options])
        if isinstance(value, (int, Decimal)) and not isinstance(value, bool):
            moved = value + self._chance.choice((-1, 0, 1))
            return int(moved) if field.kind == "integer" else Decimal(moved)
        if isinstance(value, timedelta):
            return value + timedelta(hours=self._chance.choice((-1, 0, 1)))
        if isinstance(value, date) and not isinstance(value, datetime):
            return value + timedelta(days=self._chance.choice((-3, 0, 3)))
        return value

    def _constants(self, attempt: Attempt) -> list[Cell]:
        return [
            _constant(node, node.value)
            for tree, _ in attempt.wanted.conditions
            for node in everything(tree)
            if isinstance(node, Constant) and node.value is not None
        ]

    def _copies(self, attempt: Attempt, here: Here) -> list[Callable[[], None]]:
        """For each link of an own row to that row: a copy of it in its place."""
        steps: list[Callable[[], None]] = []
        for owner in sorted(attempt.own):
            for name, link in self._draft.fields[owner.record].items():
                if link.target != here.record or (owner, name) in attempt.fixed:
                    continue
                if here.id in _ids(self._draft.get(owner, name)):
                    steps.append(partial(self._copy, attempt, here, owner, name))
        return steps

    def _copy(self, attempt: Attempt, here: Here, owner: Here, name: str) -> None:
        made = self._making.new(here.record, self._draft.tenants[here], here)
        attempt.own.add(made)
        old = self._draft.get(owner, name)
        replaced = tuple(made.id if key == here.id else key for key in _ids(old))
        self._draft.set(owner, name, replaced if isinstance(old, tuple) else made.id)

    def _join(self, attempt: Attempt, record: str, name: str, target: int) -> None:
        """A new row that links to the target."""
        field = self._draft.fields[record][name]
        tenant = self._draft.tenants.get(Here(field.target or "", target))
        if tenant is None or len(attempt.own) >= MOST_ROWS:
            return
        made = self._making.new(record, tenant, None)
        attempt.own.add(made)
        self._draft.set(made, name, (target,) if field.kind == "links" else target)


def _ids(value: Cell) -> tuple[int, ...]:
    found = value if isinstance(value, tuple) else (value,)
    return tuple(each for each in found if isinstance(each, int) and not isinstance(each, bool))


_TYPES: dict[str, tuple[type, ...]] = {
    "integer": (int,),
    "decimal": (int, Decimal),
    "percent": (int, Decimal),
    "money": (int, Decimal),
    "yesno": (bool,),
    "date": (date,),
    "datetime": (datetime,),
    "time": (time,),
    "duration": (timedelta,),
}


def _types_of(field: Field) -> tuple[type, ...]:
    return _TYPES.get(field.kind, (str,))


def _is_of(value: Cell, kinds: tuple[type, ...]) -> bool:
    if isinstance(value, bool) != (kinds == (bool,)):
        return False
    if isinstance(value, datetime) != (kinds == (datetime,)):
        return False
    return isinstance(value, kinds)


def _constant(node: Constant, value: Cell) -> Cell:
    """The value as a cell has it: rules write a duration in seconds."""
    return timedelta(seconds=value) if node.type.base == "duration" and isinstance(value, int) else value
