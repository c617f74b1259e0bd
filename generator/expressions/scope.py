"""Where a part of an expression stands: the names in force there, and what all parts of one expression share."""

from __future__ import annotations

import ast
import itertools
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from generator.expressions import messages
from generator.expressions.messages import Refusal
from generator.expressions.syntax import Syntax
from generator.expressions.tree import CONDITIONS, All, Choose, Constant, Fixed, Node, Not, Some, Truth, Variable
from generator.expressions.types import Names, RecordShape, Type, Use, Vocabulary
from generator.problems import Position

Result = TypeVar("Result")

YES_NO = Type("yesno")
SPECIAL = frozenset({"this", "it", "me", "parent", "portal", "now", "today", "true", "false"})
MAX_SIZE = 1_500
"""The most nodes of one expression with all its named rules put in."""


@dataclass(slots=True)
class Allowance:
    """How many more nodes an expression may have: rules that name each other twice grow without end otherwise."""

    left: int = MAX_SIZE

    def spend(self, at: Position) -> None:
        self.left -= 1
        if self.left < 0:
            raise Refusal(messages.too_deep(at))


@dataclass(frozen=True, slots=True)
class Scope:
    """`inlined`: the rules that led here as (record, rule); `outside`: where the outermost of them was named.

    `taken`: names of all variables around, those included that a named rule cannot name.
    """

    syntax: Syntax
    use: Use
    names: Names
    vocabulary: Vocabulary
    variables: Mapping[str, Variable]
    read: Callable[[ast.expr, Scope], Node]
    allowance: Allowance
    inlined: tuple[tuple[str, str], ...] = ()
    outside: Position | None = None
    depth: int = 0
    taken: frozenset[str] = frozenset({"this", "it", "me"})

    def value(self, node: ast.expr) -> Node:
        self.allowance.spend(self.here(node))
        return self.read(node, self)

    def condition(self, node: ast.expr) -> Node:
        return as_condition(self.value(node))

    def place(self, node: ast.AST) -> Position:
        return self.syntax.place(node)

    def here(self, node: ast.AST) -> Position:
        """The place in the text being checked; for a part of a named rule, which may suit others, that of its name."""
        return self.outside or self.place(node)

    def record(self, key: str) -> RecordShape:
        return self.vocabulary.records[key]

    @property
    def this(self) -> Variable | None:
        return self.variables.get("this")

    def with_variable(self, variable: Variable) -> Scope:
        return replace(self, variables={**self.variables, variable.name: variable}, taken=self.taken | {variable.name})

    def free(self, name: str) -> str:
        """The name, or one like it that no variable around has."""
        candidates = itertools.chain([name], (f"{name}_{number}" for number in itertools.count(2)))
        return next(candidate for candidate in candidates if candidate not in self.taken)


def collected(results: Iterable[Callable[[], Result]]) -> list[Result]:
    """All results, or one Refusal with the problems of all that failed."""
    done: list[Result] = []
    refusals: list[Refusal] = []
    for result in results:
        try:
            done.append(result())
        except Refusal as refusal:
            refusals.append(refusal)
    if refusals:
        raise Refusal(*(problem for refusal in refusals for problem in refusal.problems))
    return done


def as_condition(node: Node) -> Node:
    """A yes/no value as a condition."""
    if isinstance(node, CONDITIONS):
        return node
    if node.type.base != "yesno" or node.type.many:
        raise Refusal(messages.not_yes_or_no(node.at, node.type))
    if isinstance(node, Constant):
        return Fixed(YES_NO, node.at, bool(node.value))
    if isinstance(node, Choose):
        yes = All(YES_NO, node.at, (node.condition, _branch(node.yes)))
        no = All(YES_NO, node.at, (Not(YES_NO, node.at, node.condition), _branch(node.no)))
        return Some(YES_NO, node.at, (yes, no))
    return Truth(YES_NO, node.at, node)


def _branch(node: Node) -> Node:
    """One of two values as a condition; a missing one is false."""
    missing = isinstance(node, Constant) and node.value is None
    return Fixed(YES_NO, node.at, holds=False) if missing else as_condition(node)


def is_set_of_records(node: Node) -> bool:
    return node.type.many and node.type.base == "link"
