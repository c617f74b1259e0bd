"""What is left of an expression once something in it is known: the role of the reader, the state of a record."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from generator.expressions.scope import YES_NO
from generator.expressions.tree import (
    All,
    Choose,
    Compare,
    Constant,
    Fixed,
    Holds,
    Items,
    Matches,
    Missing,
    Node,
    Not,
    Quantified,
    Some,
    Truth,
    Within,
)
from generator.expressions.walking import flat, rebuilt
from generator.problems import Position


def assuming(condition: Node, known: Callable[[Node], Node | None]) -> Node:
    """The expression with what `known` gives in the place of its parts, and without whatever is decided by that."""

    def change(node: Node) -> Node | None:
        found = known(node)
        if found is not None:
            return found
        fold = _FOLDS.get(type(node))
        if fold is None:
            return None
        return fold(rebuilt(node, lambda part: None if part is node else change(part)))

    return rebuilt(condition, change)


def everything(*conditions: Node) -> Node:
    """All of them."""
    return _all(All(YES_NO, conditions[0].at, conditions))


def anything(*conditions: Node) -> Node:
    """At least one of them."""
    return _some(Some(YES_NO, conditions[0].at, conditions))


def fixed(at: Position, *, holds: bool) -> Fixed:
    return Fixed(YES_NO, at, holds)


def _all(node: All) -> Node:
    parts = [part for part in flat(node) if not (isinstance(part, Fixed) and part.holds)]
    if any(isinstance(part, Fixed) for part in parts):
        return fixed(node.at, holds=False)
    if len(parts) < 2:
        return parts[0] if parts else fixed(node.at, holds=True)
    return replace(node, parts=tuple(parts))


def _some(node: Some) -> Node:
    parts = [part for part in flat(node) if not isinstance(part, Fixed) or part.holds]
    if any(isinstance(part, Fixed) for part in parts):
        return fixed(node.at, holds=True)
    if len(parts) < 2:
        return parts[0] if parts else fixed(node.at, holds=False)
    return replace(node, parts=tuple(parts))


def _not(node: Not) -> Node:
    if isinstance(node.condition, Fixed):
        return fixed(node.at, holds=not node.condition.holds)
    return node.condition.condition if isinstance(node.condition, Not) else node


def _compare(node: Compare) -> Node:
    left, right = node.left, node.right
    if _is_missing(left) or _is_missing(right):
        return fixed(node.at, holds=False)
    if isinstance(left, Constant) and isinstance(right, Constant) and node.operator == "==":
        return fixed(node.at, holds=left.value == right.value)
    return node


def _within(node: Within) -> Node:
    if _is_missing(node.value):
        return fixed(node.at, holds=False)
    if isinstance(node.value, Constant) and isinstance(node.set, Items):
        return fixed(node.at, holds=any(item.value == node.value.value for item in node.set.items))
    return node


def _missing(node: Missing) -> Node:
    return fixed(node.at, holds=node.value.value is None) if isinstance(node.value, Constant) else node


def _truth(node: Truth) -> Node:
    return fixed(node.at, holds=node.value.value is True) if isinstance(node.value, Constant) else node


def _matches(node: Matches) -> Node:
    return fixed(node.at, holds=False) if _is_missing(node.text) or _is_missing(node.part) else node


def _choose(node: Choose) -> Node:
    if not isinstance(node.condition, Fixed):
        return node
    return node.yes if node.condition.holds else node.no


def _quantified(node: Quantified) -> Node:
    decisive = node.function == "all"
    inner = [node.condition, *(condition for loop in node.loops for condition in loop.conditions)]
    if isinstance(inner[0], Fixed) and inner[0].holds is decisive:
        return fixed(node.at, holds=decisive)
    if any(isinstance(each, Fixed) and not each.holds for each in inner[1:]):
        return fixed(node.at, holds=decisive)  # of none
    return node


def _holds(node: Holds) -> Node:
    never = isinstance(node.condition, Fixed) and not node.condition.holds
    return fixed(node.at, holds=False) if never or _is_missing(node.record) else node


def _is_missing(node: Node) -> bool:
    return isinstance(node, Constant) and node.value is None


_FOLDS: Mapping[type[Node], Callable[..., Node]] = {
    All: _all,
    Some: _some,
    Not: _not,
    Compare: _compare,
    Within: _within,
    Missing: _missing,
    Truth: _truth,
    Matches: _matches,
    Choose: _choose,
    Quantified: _quantified,
    Holds: _holds,
}
