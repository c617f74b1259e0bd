"""Arithmetic as Python: the formula as one would write it, over names for its fields, missing where one is missing."""

from __future__ import annotations

import itertools
from collections.abc import Callable

from generator.expressions.tree import (
    Aggregate,
    Arithmetic,
    Call,
    Constant,
    Get,
    Node,
)
from generator.expressions.walking import meaning
from generator.expressions.writing import Writing

_SUM, _PRODUCT, _ATOM = range(3)
_BINDING = {"+": _SUM, "-": _SUM, "*": _PRODUCT, "/": _PRODUCT}


def arithmetic(node: Arithmetic, writing: Writing, written: Callable[[Node], str]) -> str:
    """`values.compute(lambda price, discount: price * (100 - discount) / 100, this.price, this.discount)`."""
    leaves = _leaves(node)
    names = _names(leaves)
    formula, _ = _formula(node, {key: names[key] for key in leaves}, writing)
    arguments = [written(leaf) for leaf in leaves.values()]
    parameters = f" {', '.join(names.values())}" if names else ""
    return f"values.compute({', '.join([f'lambda{parameters}: {formula}', *arguments])})"


def _leaves(node: Node) -> dict[tuple[object, ...], Node]:
    """What the formula is made of, each once, in order."""
    if isinstance(node, Arithmetic):
        return {**_leaves(node.left), **_leaves(node.right)}
    return {} if isinstance(node, Constant) else {meaning(node): node}


def _names(leaves: dict[tuple[object, ...], Node]) -> dict[tuple[object, ...], str]:
    names: dict[tuple[object, ...], str] = {}
    for key, leaf in leaves.items():
        wanted = _wanted(leaf)
        candidates = itertools.chain([wanted], (f"{wanted}_{number}" for number in itertools.count(2)))
        names[key] = next(name for name in candidates if name not in {*names.values(), "values", "datetime", "decimal"})
    return names


def _wanted(leaf: Node) -> str:
    match leaf:
        case Get():
            return leaf.field.name
        case Aggregate() if isinstance(leaf.value, Get):
            return leaf.value.field.name
        case Call() | Aggregate():
            return leaf.function
    return "value"


def _formula(node: Node, names: dict[tuple[object, ...], str], writing: Writing) -> tuple[str, int]:
    if not isinstance(node, Arithmetic):
        return (writing.constant(node) if isinstance(node, Constant) else names[meaning(node)]), _ATOM
    (left, left_binding), (right, right_binding) = (_formula(side, names, writing) for side in (node.left, node.right))
    durations = [side.type.base == "duration" for side in (node.left, node.right)]
    if node.operator in "*/" and any(durations):
        if all(durations):
            return f"values.ratio({left}, {right})", _ATOM
        pair = (right, left) if durations[1] else (left, right)
        return f"values.{'times' if node.operator == '*' else 'parts'}({', '.join(pair)})", _ATOM
    own = _BINDING[node.operator]
    if node.operator == "/" and isinstance(node.left, Constant):
        writing.modules.add("decimal")
        left, left_binding = f"decimal.Decimal({left})", _ATOM
    left = left if left_binding >= own else f"({left})"
    right = right if right_binding > own or (right_binding == own and node.operator in "+*") else f"({right})"
    return f"{left} {node.operator} {right}", own
