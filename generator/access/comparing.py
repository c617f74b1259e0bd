"""Comparisons and membership as a subject and what is said of it: "due date" and "is in the past"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from generator.access.labels import relation
from generator.access.nouns import Nouns, moment
from generator.access.phrases import listed
from generator.expressions.tree import (
    Compare,
    Constant,
    Each,
    Get,
    Items,
    Loop,
    Moment,
    Node,
    Reach,
    Reader,
    Variable,
    Within,
)
from generator.expressions.types import FieldShape
from generator.expressions.walking import meaning
from generator.expressions.writing import steps

MIRRORED = {"==": "==", "<": ">", "<=": ">=", ">": "<", ">=": "<="}
TIMES = {"<": "is before", "<=": "is no later than", ">": "is after", ">=": "is no earlier than"}
SIZES = {"<": "is less than", "<=": "is at most", ">": "is more than", ">=": "is at least"}
TODAY = {
    "<": "is in the past",
    "<=": "is today or earlier",
    ">": "is in the future",
    ">=": "is today or later",
    "==": "is today",
}
NOW = {"<": "is in the past", "<=": "is in the past", ">": "is in the future", ">=": "is in the future"}
NEGATED = {
    "can": "cannot",
    "may": "may not",
    "must": "need not",
    "has": "does not have",
    "have": "do not have",
    "is": "is not",
    "are": "are not",
}


def compared(node: Compare, nouns: Nouns) -> tuple[str, str]:
    """What the record says stands first: "company is your company", whichever way it was typed."""
    left, right, operator = node.left, node.right, str(node.operator)
    if _rank(left) > _rank(right):
        left, right, operator = right, left, MIRRORED[operator]
    if operator == "==" and isinstance(left, Get) and left.type.base == "link":
        does = relation(nouns.label(left.owner.type.record, left.field))
        if does:
            return nouns.value(left.owner), f"{does} {_other(right, nouns)}"
    if isinstance(left, Variable) and left.name == "this" and isinstance(right, Variable) and right.name == "me":
        return nouns.value(left), f"is {nouns.voice.own} own record"
    return nouns.value(left), _predicate(left, right, operator, nouns)


def _other(node: Node, nouns: Nouns) -> str:
    """What something is compared with; the record itself is "this order" there."""
    if isinstance(node, Variable) and node.name in ("this", "me"):
        return nouns.this if node.name == "this" else nouns.voice.object
    return nouns.value(node)


def _rank(node: Node) -> int:
    """Loop variables and the record come first, then the reader, then what is fixed."""
    match node:
        case Constant() | Moment():
            return 4
        case Reader():
            return 3
        case Variable() | Get():
            start = steps(node)[0].name
            return {"me": 2, "this": 1, "it": 0}.get(start, 0)
    return 2


def _predicate(left: Node, right: Node, operator: str, nouns: Nouns) -> str:
    if isinstance(right, Moment):
        return _against_moment(right, operator)
    words = nouns.constant(right, left) if isinstance(right, Constant) else _other(right, nouns)
    if isinstance(left, Get) and left.type.base == "number" and re.search(r"(people|[^su]s)$", nouns.value(left)):
        return f"are {words}" if operator == "==" else f"are{SIZES[operator].removeprefix('is')} {words}"
    if operator == "==":
        return f"is {words}"
    table = TIMES if left.type.base in ("date", "datetime", "time") else SIZES
    return f"{table[operator]} {words}"


def _against_moment(node: Moment, operator: str) -> str:
    if not node.seconds:
        return (TODAY if node.base == "today" else NOW)[operator]
    words = moment(node)
    past = node.seconds < 0
    match operator:
        case "<":
            return f"is more than {words}" if past else f"is before {words}"
        case ">":
            return f"is after {words}" if past else f"is more than {words}"
        case "<=":
            return f"is {words} or earlier"
        case ">=":
            return f"is {words} or later"
    return f"is {words}"


def contained(node: Within, nouns: Nouns) -> tuple[str, str]:
    """`in` a list, a field with several choices, or a set."""
    found = node.set
    match found:
        case Items():
            items = [nouns.constant(item, node.value) for item in found.items]
            return nouns.value(node.value), f"is {listed(items, 'or')}"
        case Get():
            value = nouns.constant(node.value, found) if isinstance(node.value, Constant) else nouns.value(node.value)
            return nouns.value(found), f"includes {value}"
        case Reach(owner=Reach() as owner, step=FieldShape() as step) if not step.type.many:
            label = nouns.field(owner.type.record, step)
            return nouns.value(node.value), f"is the {label} of one of {nouns.set(owner)}"
        case Each(loops=(Loop(conditions=()) as loop,), value=Get() as value):
            label = nouns.field(value.owner.type.record, value.field)
            return nouns.value(node.value), f"is the {label} of one of {nouns.set(loop.source)}"
    return nouns.value(node.value), f"is among {nouns.set(found)}"


def merged(parts: Sequence[Node]) -> list[Node]:
    """Conditions of which one must hold, those in a row that name values of the same thing made one."""
    found: list[Node] = []
    for part in parts:
        one, other = (_listed(found[-1]) if found else None), _listed(part)
        if one and other and meaning(one.value) == meaning(other.value):
            assert isinstance(one.set, Items)
            assert isinstance(other.set, Items)
            found[-1] = replace(one, set=replace(one.set, items=(*one.set.items, *other.set.items)))
        else:
            found.append(part)
    return found


def _listed(node: Node) -> Within | None:
    """A condition on which value something has, as one of a list."""
    if isinstance(node, Within) and isinstance(node.set, Items):
        return node
    if isinstance(node, Compare) and node.operator == "==" and isinstance(node.right, Constant):
        if isinstance(node.right.value, bool):
            return None
        items = Items(replace(node.right.type, many=True), node.right.at, (node.right,))
        return Within(node.type, node.at, node.left, items)
    return None


def negated(predicate: str) -> str:
    """The opposite: "is Open or Closed" becomes "is neither Open nor Closed"."""
    if predicate.startswith("is ") and " or " in predicate and not predicate.endswith((" or earlier", " or later")):
        start, _, last = predicate.removeprefix("is ").rpartition(" or ")
        return f"is neither {start} nor {last}"
    verb, _, rest = predicate.partition(" ")
    return f"{NEGATED.get(verb) or f'does not {verb[:-1]}'} {rest}".strip()
