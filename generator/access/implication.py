"""What became of a condition: wider, narrower, or what the one allows beyond the other. By `decide`, so that "wider"
is certain to take nothing from anybody; what cannot be told is "changed"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

from generator.expressions.deciding import decide
from generator.expressions.scope import YES_NO
from generator.expressions.tree import All, Constant, Get, Holds, Items, Node, Not, Reader, Some, Variable, Within
from generator.expressions.types import Type
from generator.expressions.walking import everything, flat, meaning

Relation = Literal["same", "wider", "narrower", "both", "changed"]
"""Both: it allows something new and no longer allows something else."""


def relation(before: Node, after: Node) -> Relation:
    if meaning(before) == meaning(after):
        return "same"
    if isinstance(before, Holds) and isinstance(after, Holds) and _of_the_same(before, after):
        return relation(before.condition, after.condition)
    keeps, adds_nothing = _implies(before, after), _implies(after, before)
    if keeps:
        return "same" if adds_nothing else "wider"
    if adds_nothing:
        return "narrower"
    return "both" if added(before, after) and added(after, before) else "changed"


def added(before: Node, after: Node) -> Node | None:
    """What the second allows beyond the first, where that can be said by itself."""
    if isinstance(before, Holds) and isinstance(after, Holds) and _of_the_same(before, after):
        more = added(before.condition, after.condition)
        return more and replace(after, condition=more)
    more = _all(after, _not(before))
    for subject in {meaning(each): each for each in _choices([before, after])}.values():
        options = tuple(option for option in subject.type.options if _possible(_all(more, _in(subject, (option,)))))
        if options and len(options) < len(subject.type.options) and _same(more, _in(subject, options)):
            return _in(subject, options)
    known, parts = {meaning(part) for part in _alternatives(before)}, _alternatives(after)
    new = tuple(part for part in parts if meaning(part) not in known)
    if not new or not known <= {meaning(part) for part in parts}:
        return None
    return new[0] if len(new) == 1 else Some(YES_NO, after.at, new)


def _of_the_same(before: Holds, after: Holds) -> bool:
    """Both about what the same link leads to, called by the same name."""
    return meaning(before.record) == meaning(after.record) and before.variable.name == after.variable.name


def _choices(nodes: list[Node]) -> Iterator[Node]:
    """The choices of the record and the reader that the conditions ask for."""
    for each in (part for node in nodes for part in everything(node)):
        if isinstance(each, (Get, Reader)) and each.type.base == "choice" and not each.type.many:
            yield each


def _in(subject: Node, options: tuple[str, ...]) -> Node:
    kind = Type("choice", many=True, options=subject.type.options)
    items = tuple(Constant(subject.type, subject.at, option) for option in options)
    return Within(YES_NO, subject.at, subject, Items(kind, subject.at, items))


def _alternatives(node: Node) -> list[Node]:
    return flat(node) if isinstance(node, Some) else [node]


def _implies(one: Node, other: Node) -> bool:
    return decide(Some(YES_NO, one.at, (_not(one), other)), _certain) is True


def _same(one: Node, other: Node) -> bool:
    return _implies(one, other) and _implies(other, one)


def _possible(node: Node) -> bool:
    return decide(node, _certain) is not False


def _all(*parts: Node) -> Node:
    return All(YES_NO, parts[0].at, parts)


def _not(node: Node) -> Node:
    return Not(YES_NO, node.at, node)


def _certain(value: Node) -> bool:
    """A field that every record has, but no set, which may be empty; of another record, if the link to it is there."""
    match value:
        case Get(field=field, owner=owner):
            return not (field.optional or field.type.many) and (isinstance(owner, Variable) or _certain(owner))
    return isinstance(value, Variable)
