"""Ways through a typed tree: its parts, what two parts have in common, a part replaced by another."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from typing import Any

from generator.expressions.tree import Aggregate, All, Call, Get, Loop, Node, Reach, Reader, Some, Variable

_INSIDE = {
    kind: tuple(field.name for field in fields(kind) if field.name not in ("at", "type"))
    for kind in (*Node.__subclasses__(), Loop)
}
"""The names of what a node of each kind says besides its place and its type."""


def parts(node: Node | Loop) -> Iterator[Node]:
    """The nodes that a node consists of, those of its loops included."""
    for name in _INSIDE[type(node)]:
        yield from _nodes(getattr(node, name))


def everything(node: Node) -> Iterator[Node]:
    """A node and all that it consists of."""
    waiting = [node]
    while waiting:
        current = waiting.pop()
        yield current
        waiting += parts(current)


def _nodes(value: object) -> Iterator[Node]:
    if isinstance(value, Node):
        yield value
    elif isinstance(value, Loop):
        yield from parts(value)
    elif isinstance(value, tuple):
        for item in value:
            yield from _nodes(item)


def rebuilt(node: Node, change: Callable[[Node], Node | None]) -> Node:
    """The node with every part for which `change` gives another one replaced by that."""
    changed = change(node)
    if changed is not None:
        return changed
    changes: dict[str, Any] = {name: _rebuilt(getattr(node, name), change) for name in _INSIDE[type(node)]}
    return replace(node, **changes)


def _rebuilt(value: object, change: Callable[[Node], Node | None]) -> object:
    if isinstance(value, Node):
        return rebuilt(value, change)
    if isinstance(value, Loop):
        conditions = tuple(rebuilt(condition, change) for condition in value.conditions)
        source = rebuilt(value.source, change)
        assert isinstance(source, Reach)
        return Loop(value.variable, source, conditions)
    if isinstance(value, tuple):
        return tuple(_rebuilt(item, change) for item in value)
    return value


def meaning(node: Node) -> tuple[object, ...]:
    """What two nodes have in common that mean the same, wherever they were typed."""
    return (type(node).__name__, *(_meaning(getattr(node, name)) for name in _INSIDE[type(node)]))


def _meaning(value: object) -> object:
    if isinstance(value, Node):
        return meaning(value)
    if isinstance(value, Loop):
        return (value.variable.name, meaning(value.source), *(meaning(condition) for condition in value.conditions))
    if isinstance(value, tuple):
        return tuple(_meaning(item) for item in value)
    return getattr(value, "name", value)


def flat(node: All | Some) -> list[Node]:
    """The parts, with the parts of those of the same kind in their place."""
    listed: list[Node] = []
    for part in node.parts:
        listed += flat(part) if isinstance(part, (All, Some)) and type(part) is type(node) else [part]
    return listed


def path(node: Node) -> str:
    """A path as one would type it: `account.partner`; another value by its function."""
    if isinstance(node, Variable):
        return node.name
    if isinstance(node, Reader):
        return "me.role" if node.name == "role" else node.name
    if isinstance(node, (Get, Reach)):
        name = node.field.name if isinstance(node, Get) else node.step.name
        owner = path(node.owner)
        return name if owner == "this" else f"{owner}.{name}"
    return f"{node.function}(…)" if isinstance(node, (Call, Aggregate)) else "this value"
