"""Sets as conditions: what must hold for a record to be one of those that a path reaches. SQL is written from that."""

from __future__ import annotations

import itertools
from collections.abc import Callable

from generator.expressions.scope import YES_NO
from generator.expressions.tree import (
    All,
    Arithmetic,
    Call,
    Compare,
    Each,
    Get,
    Holds,
    Linked,
    Loop,
    Matches,
    Node,
    Quantified,
    Reach,
    Truth,
    Variable,
    Within,
)
from generator.expressions.types import BackShape, Type, Vocabulary
from generator.expressions.walking import meaning, rebuilt
from generator.problems import Position


class Fresh:
    """Variables of the emitter's own; their names are given when they are written."""

    def __init__(self) -> None:
        self._numbers = itertools.count(1)

    def variable(self, record: str | None, at: Position) -> Variable:
        return Variable(Type("link", record=record), at, f"{record}#{next(self._numbers)}")


def belongs(record: Node, source: Reach, vocabulary: Vocabulary, fresh: Fresh) -> Node:
    """The condition under which `record` is in the set `source`."""
    step, owner, at = source.step, source.owner, source.at
    if isinstance(step, BackShape):
        field = vocabulary.records[step.record].fields[step.field]
        if step.many:
            return _for_owner(owner, lambda one: Linked(YES_NO, at, record, field, one), vocabulary, fresh)
        link = Get(field.type, at, record, field)
        if not isinstance(owner, Reach):
            return Compare(YES_NO, at, "==", link, owner)
        variable = fresh.variable(owner.type.record, at)
        return Holds(YES_NO, at, link, variable, belongs(variable, owner, vocabulary, fresh))
    if step.type.many:
        return _for_owner(owner, lambda one: Linked(YES_NO, at, one, step, record), vocabulary, fresh)
    assert isinstance(owner, Reach)
    variable = fresh.variable(owner.type.record, at)
    value = Get(step.type, at, variable, step)
    return Within(YES_NO, at, record, Each(source.type, at, (Loop(variable, owner),), value))


def _for_owner(owner: Node, condition: Callable[[Node], Node], vocabulary: Vocabulary, fresh: Fresh) -> Node:
    """The condition on the owner, or on any of the owners."""
    if not isinstance(owner, Reach):
        return condition(owner)
    variable = fresh.variable(owner.type.record, owner.at)
    return Quantified(YES_NO, owner.at, "any", (Loop(variable, owner),), condition(variable))


def link_ahead(atom: Node) -> Get | None:
    """The first link that a condition follows, if the condition is false where that is missing.

    It leads from a variable: of `this.a.b == 1` it is `this.a`.
    """
    for value in _decisive(atom):
        found = _first_link(value)
        if found is not None:
            return found
    return None


def moved(node: Node, what: Get | Variable, to: Variable) -> Node:
    """The node with every occurrence of a link or a variable replaced by the variable `to`."""
    wanted = meaning(what)
    return rebuilt(node, lambda part: to if meaning(part) == wanted else None)


def _decisive(atom: Node) -> list[Node]:
    """The values without which a condition is false."""
    match atom:
        case Compare():
            return [atom.left, atom.right]
        case Within(set=Each()):
            return [atom.value]
        case Within():
            return [atom.value, atom.set]
        case Truth():
            return [atom.value]
        case Matches():
            return [atom.text, atom.part]
        case Linked():
            return [atom.owner, atom.record]
        case Holds():
            return [atom.record]
    return []


def _first_link(value: Node) -> Get | None:
    match value:
        case Get(owner=Get() as owner):
            return _first_link(owner) or owner
        case Arithmetic():
            return _first_link(value.left) or _first_link(value.right)
        case Call() if value.function not in ("later", "earlier"):
            return next((link for link in map(_first_link, value.arguments) if link), None)
    return None


def joined_by_link(parts: list[Node], fresh: Fresh) -> list[Node]:
    """Conditions that have to hold together; those that follow the same link become one about the record there."""
    groups: dict[object, list[Node]] = {}
    for part in parts:
        link = _link_of(part)
        groups.setdefault(meaning(link) if link else id(part), []).append(part)
    return [group[0] if len(group) == 1 else _joined(group, fresh) for group in groups.values()]


def _joined(group: list[Node], fresh: Fresh) -> Node:
    link = _link_of(group[0])
    assert link is not None
    variable = fresh.variable(link.type.record, link.at)
    conditions = (
        moved(part.condition, part.variable, variable)
        if isinstance(part, Holds) and meaning(part.record) == meaning(link)
        else moved(part, link, variable)
        for part in group
    )
    return Holds(YES_NO, link.at, link, variable, All(YES_NO, link.at, tuple(conditions)))


def _link_of(part: Node) -> Get | None:
    """The link that a condition follows before anything else."""
    if isinstance(part, Holds) and isinstance(part.record, Get) and isinstance(part.record.owner, Variable):
        return part.record
    return link_ahead(part)
