"""Whether a condition holds always or never, decided by trying the values that make a difference.

A value that is compared with constants has a cell for each of them, one for each stretch between them, and one for
missing; a choice has only its own. Whatever else a condition depends on is free to be so or not. More worlds are tried
than there can be, so "always" and "never" are certain; what is not told may still be so. Judges, changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from generator.expressions.tree import (
    All,
    Compare,
    Comparison,
    Constant,
    Fixed,
    Get,
    Holds,
    Items,
    Missing,
    Node,
    Not,
    Quantified,
    Reader,
    Some,
    Truth,
    Within,
)
from generator.expressions.walking import meaning

MOST_WORLDS = 2_000
"""Tried for one condition; beyond, nothing is said of it."""
MISSING = -1
"""The cell of what is missing; the others count from 0."""

Subject = tuple[object, ...]
World = Mapping[Subject, int]
Test = Callable[[World], bool | None]
"""Whether a condition holds in a world; None while what decides is not chosen yet."""
Certain = Callable[[Node], bool]
"""Whether a value is never missing."""

_TURNED: Mapping[Comparison, Comparison] = {"==": "==", "<": ">", "<=": ">=", ">": "<", ">=": "<="}
_HOLDS: Mapping[Comparison, Callable[[int], bool]] = {
    "==": lambda order: order == 0,
    "<": lambda order: order < 0,
    "<=": lambda order: order <= 0,
    ">": lambda order: order > 0,
    ">=": lambda order: order >= 0,
}
"""By how the left side stands to the right one: before (-1), equal (0), behind (1)."""


def decide(condition: Node, certain: Certain) -> bool | None:
    """True: it holds always; False: never; None: it depends, or is too much to try."""
    worlds = _Worlds(certain, _constants(condition))
    test = worlds.test(condition)
    if not worlds.reach(test, wanted=False):
        return True
    return None if worlds.reach(test, wanted=True) else False


def _constants(condition: Node) -> Mapping[Subject, list[Any]]:
    """What each value is compared with, in order; a choice also has its own list."""
    found: dict[Subject, set[Any]] = {}
    for value, constants in _compared(condition):
        found.setdefault(meaning(value), set()).update(constants)
    return {subject: sorted(constants) for subject, constants in found.items()}


def _compared(node: Node) -> Iterator[tuple[Node, tuple[Any, ...]]]:
    match node:
        case All() | Some():
            for part in node.parts:
                yield from _compared(part)
        case Not():
            yield from _compared(node.condition)
        case Truth():
            yield node.value, (False, True)
        case Compare(left=Constant() as constant, right=value) | Compare(left=value, right=Constant() as constant):
            yield value, (constant.value, *_own(value))
        case Within(set=Items() as listed):
            yield node.value, (*(item.value for item in listed.items), *_own(node.value))


def _own(value: Node) -> tuple[Any, ...]:
    """All values that a field can have, where they are few."""
    return (False, True) if value.type.base == "yesno" else value.type.options


def _is_closed(value: Node) -> bool:
    if isinstance(value, Reader):
        return value.name == "role" and bool(value.type.options)
    return isinstance(value, Get) and not value.type.many and bool(_own(value))


@dataclass(slots=True)
class _Worlds:
    """`cells` are the possible ones of each subject, in the order in which they were met."""

    certain: Certain
    constants: Mapping[Subject, list[Any]]
    cells: dict[Subject, tuple[int, ...]] = field(default_factory=dict)

    def reach(self, test: Test, *, wanted: bool) -> bool:
        """Whether the test comes out as wanted in some world; also if there are too many to know."""
        left = MOST_WORLDS
        waiting: list[dict[Subject, int]] = [{}]
        while waiting and left:
            world = waiting.pop()
            left -= 1
            found = test(world)
            if found is None:
                subject = next(each for each in self.cells if each not in world)
                waiting += ({**world, subject: cell} for cell in self.cells[subject])
            elif found is wanted:
                return True
        return bool(waiting)

    def test(self, node: Node) -> Test:
        match node:
            case Fixed():
                return lambda _world: node.holds
            case Not():
                return _negated(self.test(node.condition))
            case All():
                return _joined([self.test(part) for part in node.parts], decisive=False)
            case Some():
                return _joined([self.test(part) for part in node.parts], decisive=True)
            case Missing():
                subject = self._subject(node.value)
                return lambda world: None if subject not in world else world[subject] == MISSING
            case Truth():
                return self._among(node.value, (True,))
            case Compare():
                return self._compare(node)
            case Within(set=Items() as listed):
                return self._among(node.value, tuple(item.value for item in listed.items))
            case Holds() | Quantified():
                return self._inner(node)
            case _:
                return self._free(node)

    def _compare(self, node: Compare) -> Test:
        left, right, operator = node.left, node.right, node.operator
        if isinstance(left, Constant):
            left, right, operator = right, left, _TURNED[operator]
        if not isinstance(right, Constant):
            return self._pair(left, right, operator)
        subject = self._subject(left)
        there = 2 * self.constants[subject].index(right.value) + 1
        holds = _HOLDS[operator]
        return self._of_cell(subject, lambda cell: holds(cell - there))

    def _pair(self, left: Node, right: Node, operator: Comparison) -> Test:
        """Two values that both vary: one is before, at or behind the other, wherever they are compared."""
        one, other = self._subject(left), self._subject(right)
        if repr(other) < repr(one):
            one, other, operator = other, one, _TURNED[operator]
        pair = ("pair", one, other)
        self.cells[pair] = (0,) if one == other else (-1, 0, 1)
        there = [self._of_cell(each, lambda _cell: True) for each in (one, other)]
        return _joined([*there, _ordered(pair, _HOLDS[operator])], decisive=False)

    def _among(self, value: Node, wanted: tuple[Any, ...]) -> Test:
        subject = self._subject(value)
        cells = frozenset(2 * self.constants[subject].index(each) + 1 for each in wanted)
        return self._of_cell(subject, cells.__contains__)

    def _inner(self, node: Holds | Quantified) -> Test:
        """What is asked of other records is free, unless it can never hold of any, or holds of all."""
        inner = decide(node.condition, self.certain)
        for_all = isinstance(node, Quantified) and node.function == "all"
        if inner is for_all:
            return lambda _world: for_all
        return self._free(node)

    def _free(self, node: Node) -> Test:
        subject = ("free", *meaning(node))
        self.cells[subject] = (0, 1)
        return lambda world: None if subject not in world else world[subject] == 1

    def _of_cell(self, subject: Subject, holds: Callable[[int], bool]) -> Test:
        """False where it is missing."""
        return lambda world: None if subject not in world else world[subject] != MISSING and holds(world[subject])

    def _subject(self, value: Node) -> Subject:
        subject = meaning(value)
        if subject not in self.cells:
            known = self.constants.get(subject, [])
            own = [2 * known.index(each) + 1 for each in _own(value)] if known and _is_closed(value) else None
            cells = own or list(range(2 * len(known) + 1))
            self.cells[subject] = tuple(cells if self.certain(value) else [*cells, MISSING])
        return subject


def _ordered(pair: Subject, holds: Callable[[int], bool]) -> Test:
    """How the two of a pair stand to each other: unlike a cell it cannot be missing."""
    return lambda world: None if pair not in world else holds(world[pair])


def _negated(test: Test) -> Test:
    def negated(world: World) -> bool | None:
        found = test(world)
        return None if found is None else not found

    return negated


def _joined(tests: list[Test], *, decisive: bool) -> Test:
    """`or` where yes decides, `and` where no does."""

    def joined(world: World) -> bool | None:
        found = [test(world) for test in tests]
        if decisive in found:
            return decisive
        return None if None in found else not decisive

    return joined
