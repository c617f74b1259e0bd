"""What a finished expression reads, and who can judge it."""

from __future__ import annotations

from collections.abc import Mapping

from generator.expressions.tree import (
    Aggregate,
    Arithmetic,
    Call,
    Compare,
    Constant,
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
    Within,
)
from generator.expressions.types import Dependency, Type
from generator.expressions.walking import everything, parts

MAX_PLACES = 6
"""So many digits after the point leave SQLite's 64 bits enough before it."""
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
    return next((what for node in everything(tree) if (what := _beyond_sql(node)) is not None), None)


def _beyond_sql(node: Node) -> str | None:
    match node:
        case Arithmetic(operator="/"):
            return "'/'"
        case Arithmetic(left=left, right=right):
            return _beyond_arithmetic(node, left.type, right.type)
        case Compare(left=left, right=right) | Within(value=left, set=right):
            many = max(left.type.places, right.type.places) > MAX_PLACES
            return "numbers of so many places" if many and not _alike(left, right) else None
        case Aggregate(function="avg"):
            return "avg()"
        case Call(function="lower"):
            return "lower()"
        case Call(function="days" | "hours", arguments=(number,)) if number.type.places:
            return f"{node.function}() of a decimal number"
        case Call(function="year" | "month", arguments=(moment,)) if moment.type.base == "datetime":
            return f"{node.function}() of a date with time"
        case Get(field=field) if field.type.base == "file":
            return f"'{field.name}', which is a file,"
    return None


def _beyond_arithmetic(node: Arithmetic, left: Type, right: Type) -> str | None:
    if left.base == "datetime" == right.base:
        return "the time between two dates with time"
    if node.type.base == "duration" and max(left.places, right.places):
        return "a duration times a decimal number"
    return "numbers of so many places" if node.type.places > MAX_PLACES else None


def _alike(left: Node, right: Node) -> bool:
    """Two columns of the same number of places: nothing has to be made to fit."""
    return left.type.places == right.type.places and not isinstance(left, Constant) and not isinstance(right, Constant)


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
