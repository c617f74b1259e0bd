"""What a finished expression reads, and who can judge it."""

from __future__ import annotations

from collections.abc import Mapping

from generator.expressions.tree import (
    Aggregate,
    Arithmetic,
    Call,
    Each,
    Get,
    HasRole,
    Holds,
    Loop,
    Node,
    Quantified,
    Reach,
    Reader,
    Variable,
)
from generator.expressions.types import Dependency
from generator.expressions.walking import everything, parts

_NOT_IN_SQL = frozenset({"days", "hours", "lower"})
Chain = tuple[str, tuple[str, ...]]


def reads(tree: Node) -> tuple[str, ...]:
    """Own fields of `this`, sorted."""
    found = {
        node.field.name if isinstance(node, Get) else node.step.name
        for node in everything(tree)
        if (isinstance(node, Get) or (isinstance(node, Reach) and hasattr(node.step, "kind")))
        and _is(node.owner, "this")
    }
    return tuple(sorted(found))


def names_me(tree: Node) -> bool:
    """It depends on who reads: by their record or by their role."""
    return any(
        _is(node, "me") or isinstance(node, HasRole) or (isinstance(node, Reader) and node.name == "role")
        for node in everything(tree)
    )


def is_local(node: Node) -> bool:
    """Python can judge it from own columns of `this` and `me`, without a query."""
    match node:
        case Variable():
            return node.name in ("this", "me")
        case Get():
            return isinstance(node.owner, Variable) and is_local(node.owner) and node.field.type.base != "file"
        case Reach() | Each() | Aggregate() | Quantified() | Holds():
            return False
        case _:
            return all(is_local(part) for part in parts(node))


def beyond_sql(tree: Node) -> str | None:
    """The first thing that the database cannot express exactly as Python does, in an analyst's words."""
    for node in everything(tree):
        match node:
            case Arithmetic(operator="/"):
                return "'/'"
            case Aggregate(function="avg"):
                return "avg()"
            case Arithmetic() if node.type.base != "number":
                return f"'{node.operator}' with dates or durations of fields"
            case Call(function=function) if function in _NOT_IN_SQL:
                return f"{function}()"
            case Call(function="year" | "month") if node.arguments[0].type.base == "datetime":
                return f"{node.function}() of a date with time"
            case Get() if node.field.type.base == "file":
                return f"'{node.field.name}', which is a file,"
    return None


def dependencies(tree: Node, record: str) -> tuple[Dependency, ...]:
    """Which fields of which records it reads, and how each is reached from `this`."""
    found: dict[Chain, set[str]] = {}
    _follow(tree, {"this": (record, ())}, found)
    return tuple(
        Dependency(key, through, tuple(sorted(names)))
        for (key, through), names in sorted(found.items(), key=lambda item: (item[0][1], item[0][0]))
    )


def _follow(node: Node, known: Mapping[str, Chain], found: dict[Chain, set[str]]) -> None:
    match node:
        case Get():
            found.setdefault(_chain(node.owner, known), set()).add(node.field.name)
        case Reach():
            _cross(node, known, found)
    loops = getattr(node, "loops", ())
    for loop in loops:
        known = _looped(loop, known, found)
    if isinstance(node, Holds):
        _follow(node.record, known, found)
        known = {**known, node.variable.name: _chain(node.record, known)}
        _follow(node.condition, known, found)
        return
    for part in parts(node):
        if not any(part is inner for loop in loops for inner in parts(loop)):
            _follow(part, known, found)


def _looped(loop: Loop, known: Mapping[str, Chain], found: dict[Chain, set[str]]) -> Mapping[str, Chain]:
    _follow(loop.source, known, found)
    known = {**known, loop.variable.name: _chain(loop.source, known)}
    for test in loop.conditions:
        _follow(test, known, found)
    return known


def _cross(node: Reach, known: Mapping[str, Chain], found: dict[Chain, set[str]]) -> None:
    """A field is read on this side; a back link is a field that is read on the other side."""
    if hasattr(node.step, "kind"):
        found.setdefault(_chain(node.owner, known), set()).add(node.step.name)
    else:
        found.setdefault(_chain(node, known), set()).add(node.step.field)


def _chain(node: Node, known: Mapping[str, Chain]) -> Chain:
    match node:
        case Variable():
            return known[node.name]
        case Get():
            return (node.type.record or "", (*_chain(node.owner, known)[1], node.field.name))
        case Reach():
            return (node.type.record or "", (*_chain(node.owner, known)[1], node.step.name))
    raise ValueError(f"not a record: {node}")


def _is(node: Node, name: str) -> bool:
    return isinstance(node, Variable) and node.name == name
