"""What is left of an expression once something in it is known: the role of the reader, the state of a record."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from generator.expressions.scope import YES_NO
from generator.expressions.tree import (
    All,
    Choose,
    Compare,
    Constant,
    Fixed,
    Holds,
    Items,
    Loop,
    Missing,
    Node,
    Not,
    Quantified,
    Some,
    Truth,
    Within,
)
from generator.expressions.walking import rebuilt


def assuming(node: Node, known: Callable[[Node], Node | None]) -> Node:
    """The expression with what `known` gives in the place of its parts, and whatever is decided by that left out."""

    def change(part: Node) -> Node | None:
        return None if part is node else assuming(part, known)

    found = known(node)
    return found if found is not None else _folded(rebuilt(node, change))


def _folded(node: Node) -> Node:
    """The node where its parts are folded already."""
    match node:
        case All():
            return _joined(node, decisive=False)
        case Some():
            return _joined(node, decisive=True)
        case Not(condition=Fixed() as inner):
            return _fixed(node, holds=not inner.holds)
        case Compare(left=Constant() as left, right=Constant() as right) if node.operator == "==":
            return _fixed(node, holds=left.value is not None and left.value == right.value)
        case Within(value=Constant() as value, set=Items() as listed):
            return _fixed(node, holds=any(value.value == item.value for item in listed.items))
        case Missing(value=Constant() as value):
            return _fixed(node, holds=value.value is None)
        case Truth(value=Constant() as value):
            return _fixed(node, holds=value.value is True)
        case Choose(condition=Fixed() as condition):
            return node.yes if condition.holds else node.no
        case Holds(condition=Fixed(holds=False)):
            return _fixed(node, holds=False)
        case Quantified():
            return _quantified(node)
    return node


def _joined(node: All | Some, *, decisive: bool) -> Node:
    left = tuple(part for part in node.parts if not (isinstance(part, Fixed) and part.holds is not decisive))
    if any(isinstance(part, Fixed) for part in left):
        return _fixed(node, holds=decisive)
    if len(left) < 2:
        return left[0] if left else _fixed(node, holds=not decisive)
    return All(node.type, node.at, left) if isinstance(node, All) else Some(node.type, node.at, left)


def _quantified(node: Quantified) -> Node:
    for_all = node.function == "all"
    inner = node.condition
    if (isinstance(inner, Fixed) and inner.holds is for_all) or any(map(_is_empty, node.loops)):
        return _fixed(node, holds=for_all)
    return node


def _is_empty(loop: Loop) -> bool:
    return any(isinstance(condition, Fixed) and not condition.holds for condition in loop.conditions)


def _fixed(node: Any, *, holds: bool) -> Fixed:
    return Fixed(YES_NO, node.at, holds)
