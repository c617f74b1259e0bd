"""Fail closed: finds the parts of a rule of visibility that would hold because something is missing.

A negation over what may be missing is such a part unless another part makes sure that it is there. What `is None` says
is said on purpose.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from generator.expressions import messages
from generator.expressions.tree import (
    CONDITIONS,
    Aggregate,
    All,
    Call,
    Choose,
    Compare,
    Fixed,
    Get,
    Holds,
    Loop,
    Matches,
    Missing,
    Node,
    Not,
    Quantified,
    Reach,
    Reader,
    Some,
    Truth,
    Within,
)
from generator.expressions.walking import meaning, parts, path
from generator.problems import Position, Problem, Text

Facts = frozenset[tuple[object, ...]]
"""The meanings of values that are certainly there."""


def holes(condition: Node, source: Text) -> list[Problem]:
    """A problem for each part that would hold because something is missing."""
    found = _Walk(source, source.at, frozenset()).condition(condition, positive=True)
    return list(dict.fromkeys(found))


@dataclass(frozen=True, slots=True)
class _Walk:
    """`site` is the innermost part typed in `source` itself; what came in through a named rule is reported there."""

    source: Text
    site: Position
    facts: Facts

    def condition(self, node: Node, *, positive: bool) -> Iterator[Problem]:
        walk = replace(self, site=node.at) if _typed_in(self.source, node.at) else self
        match node:
            case Not():
                yield from walk.condition(node.condition, positive=not positive)
            case All() | Some():
                yield from walk._parts(node, positive=positive)
            case Holds():
                yield from walk._operands([node.record], positive=positive)
                yield from walk.condition(node.condition, positive=positive)
            case Quantified():
                yield from walk._quantified(node, positive=positive)
            case Missing():
                yield from walk._operands([node.value], positive=True)
            case Compare() | Within() | Truth() | Matches():
                yield from walk._operands(list(parts(node)), positive=positive)

    def _parts(self, node: All | Some, *, positive: bool) -> Iterator[Problem]:
        """All parts hold at once where the whole is a conjunction; else a part counts once the earlier ones fail."""
        conjunction = isinstance(node, All) == positive
        for index, part in enumerate(node.parts):
            others = [*node.parts[:index], *(node.parts[index + 1 :] if conjunction else ())]
            facts = frozenset().union(*(_certain(other, holds=isinstance(node, All)) for other in others))
            yield from replace(self, facts=self.facts | facts).condition(part, positive=positive)

    def _quantified(self, node: Quantified, *, positive: bool) -> Iterator[Problem]:
        wanted = node.condition if node.function == "any" else Not(node.type, node.at, node.condition)
        exists = positive == (node.function == "any")
        body = All(node.type, node.at, (*(test for loop in node.loops for test in loop.conditions), wanted))
        yield from self.condition(body, positive=exists)
        if not exists:
            yield from self._operands([_start(loop) for loop in node.loops], positive=False)

    def _operands(self, values: Iterable[Node], *, positive: bool) -> Iterator[Problem]:
        for value in values:
            yield from self._inside(value)
            if not positive:
                for missing in self._missing(value):
                    yes_or_no = missing.type.base == "yesno"
                    yield messages.may_be_missing(self.site, path(missing), yes_or_no=yes_or_no)

    def _inside(self, value: Node) -> Iterator[Problem]:
        """Conditions within a value may count either way, but those that choose what to count."""
        if isinstance(value, CONDITIONS):
            yield from self.condition(value, positive=True)
            yield from self.condition(value, positive=False)
            return
        if isinstance(value, Aggregate):
            for loop in value.loops:
                for test in loop.conditions:
                    yield from self.condition(test, positive=True)
            return
        for part in parts(value):
            yield from self._inside(part)

    def _missing(self, value: Node) -> Iterator[Node]:
        """The innermost values by which `value` may be missing."""
        if meaning(value) in self.facts:
            return
        match value:
            case Get():
                yield from [value] if value.field.optional else self._missing(value.owner)
            case Reader(name="role"):
                yield value
            case Reach():
                yield from self._missing(_base(value))
            case Aggregate(function="avg" | "min" | "max"):
                yield value
            case Aggregate():
                return
            case Call(function="later" | "earlier"):
                missing = [list(self._missing(argument)) for argument in value.arguments]
                if all(missing):
                    yield value
            case Choose():
                yield from self._missing(value.yes)
                yield from self._missing(value.no)
            case _ if not isinstance(value, CONDITIONS):
                for part in parts(value):
                    yield from self._missing(part)


def _typed_in(source: Text, at: Position) -> bool:
    own = source.at
    same_line = (at.file, at.line) == (own.file, own.line)
    return same_line and own.column <= at.column < own.column + max(len(source), 1)


def _start(loop: Loop) -> Node:
    return _base(loop.source)


def _base(reach: Reach) -> Node:
    """The one record that a set starts from."""
    owner = reach.owner
    return _base(owner) if isinstance(owner, Reach) else owner


def _certain(node: Node, *, holds: bool) -> Facts:
    """What is certainly there once the condition is known to hold, or to fail."""
    match node:
        case Not():
            return _certain(node.condition, holds=not holds)
        case Missing():
            return frozenset() if holds else _there(node.value)
        case All() | Some():
            if isinstance(node, All) == holds:
                return frozenset().union(*(_certain(part, holds=holds) for part in node.parts))
            return frozenset()
        case Compare() | Within() | Truth() | Matches() | Holds() if holds:
            operands = [node.record] if isinstance(node, Holds) else parts(node)
            return frozenset().union(*(_there(operand) for operand in operands))
        case _:
            return frozenset()


def _there(value: Node) -> Facts:
    """A value that is there, and what it is computed from or reached through."""
    match value:
        case Get():
            return frozenset({meaning(value)}) | _there(value.owner)
        case Choose() | Call(function="later" | "earlier") | Aggregate() | Fixed():
            return frozenset({meaning(value)})
        case _ if isinstance(value, (*CONDITIONS, Reach)):
            return frozenset()
        case _:
            return frozenset({meaning(value)}).union(*(_there(part) for part in parts(value)))
