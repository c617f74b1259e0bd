"""Comparisons, `in` and `is None`: which types go together, and which choice a text is."""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import replace
from datetime import date, time
from typing import cast

from generator.expressions import messages
from generator.expressions.messages import Refusal
from generator.expressions.scope import YES_NO, Scope, as_condition, collected
from generator.expressions.tree import (
    CONDITIONS,
    All,
    Compare,
    Comparison,
    Constant,
    Each,
    Fixed,
    Get,
    Items,
    Missing,
    Node,
    Not,
    Quantified,
    Reach,
    Reader,
    Some,
    Within,
)
from generator.expressions.types import Type
from generator.expressions.walking import path
from generator.problems import Position, Problem

_ORDER: dict[type[ast.cmpop], Comparison] = {ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">="}
_ORDERED = frozenset({"number", "date", "datetime", "time", "duration"})
_UNCOMPARED = frozenset({"file", "account"})


def compare(node: ast.Compare, scope: Scope) -> Node:
    """A chain `a < b < c` is the conjunction of its comparisons."""
    operands = [node.left, *node.comparators]
    pairs = zip(operands, node.ops, operands[1:], strict=False)
    parts = collected(_pair(left, operator, right, node, scope) for left, operator, right in pairs)
    return parts[0] if len(parts) == 1 else All(YES_NO, scope.place(node), tuple(parts))


def _pair(left: ast.expr, operator: ast.cmpop, right: ast.expr, node: ast.Compare, scope: Scope) -> Callable[[], Node]:
    at = scope.place(node)
    match operator:
        case ast.In():
            return lambda: within(left, right, at, scope)
        case ast.NotIn():
            return lambda: Not(YES_NO, at, within(left, right, at, scope))
        case ast.Is() | ast.IsNot():
            return lambda: _is(left, right, at, scope, negative=isinstance(operator, ast.IsNot))
        case ast.Eq():
            return lambda: equal(*_sides(left, right, scope), at, "==")
        case ast.NotEq():
            return lambda: Not(YES_NO, at, equal(*_sides(left, right, scope), at, "!="))
        case _:
            return lambda: _ordered(_ORDER[type(operator)], *_sides(left, right, scope), at)


def _sides(left: ast.expr, right: ast.expr, scope: Scope) -> tuple[Node, Node]:
    """Both operands; a choice that lacks its quotes gets a hint of its own."""
    found: list[Node | None] = []
    problems: list[Problem] = []
    for side in (left, right):
        try:
            found.append(scope.value(side))
        except Refusal as refusal:
            found.append(None)
            problems += refusal.problems
    if None in found:  # a Refusal may have no problems, where one is reported elsewhere
        raise Refusal(*_with_quotes(problems, [*found], (left, right)))
    return cast("Node", found[0]), cast("Node", found[1])


def _with_quotes(problems: list[Problem], found: list[Node | None], sides: tuple[ast.expr, ast.expr]) -> list[Problem]:
    for known, side in ((found[0], sides[1]), (found[1], sides[0])):
        if known is not None and isinstance(side, ast.Name) and side.id in known.type.options:
            hint = f'a choice stands in quotes: "{side.id}"'
            return [replace(problem, hint=hint) if problem.code == "E110" else problem for problem in problems]
    return problems


def _is(left: ast.expr, right: ast.expr, at: Position, scope: Scope, *, negative: bool) -> Node:
    if not (isinstance(right, ast.Constant) and right.value is None):
        raise Refusal(messages.only_is_none(at))
    value = scope.value(left)
    if isinstance(value, Constant):
        raise Refusal(messages.both_fixed(at))
    missing: Node = Fixed(YES_NO, at, holds=False) if isinstance(value, CONDITIONS) else Missing(YES_NO, at, value)
    return Not(YES_NO, at, missing) if negative else missing


def equal(left: Node, right: Node, at: Position, operator: str) -> Node:
    """`left == right`, false where one is missing."""
    for side in (left, right):
        if side.type.many:
            raise Refusal(messages.compared_set(at, operator))
        if isinstance(side, Constant) and side.value is None and side.type.base == "missing":
            raise Refusal(messages.compared_none(at, negative=operator == "!="))
    left, right = together(left, right, at)
    if left.type.base == "yesno":
        return _same_yes_no(left, right, at)
    return Compare(YES_NO, at, "==", left, right)


def _same_yes_no(left: Node, right: Node, at: Position) -> Node:
    if isinstance(left, Constant):
        left, right = right, left
    if not isinstance(right, Constant):
        return Compare(YES_NO, at, "==", left, right)
    if right.value:
        return as_condition(left)
    if isinstance(left, CONDITIONS):
        return Not(YES_NO, at, left)
    return Compare(YES_NO, at, "==", left, right)


def _ordered(operator: Comparison, left: Node, right: Node, at: Position) -> Node:
    for side in (left, right):
        if side.type.many:
            raise Refusal(messages.compared_set(at, operator))
        if isinstance(side, Constant) and side.value is None:
            raise Refusal(messages.compared_none(at, negative=False))
    left, right = together(left, right, at)
    for side in (left, right):
        if side.type.base not in _ORDERED | {"missing", "any"}:
            raise Refusal(messages.no_order(at, side.type))
    return Compare(YES_NO, at, operator, left, right)


def together(left: Node, right: Node, at: Position) -> tuple[Node, Node]:
    """Both operands of a comparison, a typed text turned into the choice or the date that the other side is."""
    if isinstance(left, Constant) and isinstance(right, Constant):
        raise Refusal(messages.both_fixed(at))
    left, right = fitted(left, right.type, right), fitted(right, left.type, left)
    if not _go_together(left.type, right.type):
        raise Refusal(messages.different_types(at, left.type, right.type, _hint(left.type, right.type)))
    return left, right


def _go_together(left: Type, right: Type) -> bool:
    if {left.base, right.base} & {"missing", "any"}:
        return True
    if left.base != right.base or left.base in _UNCOMPARED:
        return False
    if left.base == "link":
        return left.record == right.record
    if left.base == "choice" and left.options and right.options:
        return not set(left.options).isdisjoint(right.options)
    return True


def _hint(left: Type, right: Type) -> str:
    bases = {left.base, right.base}
    if "account" in bases:
        return "who did a move is only asked for by 'is None' and 'is not None'"
    if bases == {"date", "datetime"}:
        return "compare a date with today, a date with time with now"
    if "yesno" in bases and "text" in bases:
        return "yes and no are true and false, without quotes"
    if bases == {"date", "text"}:
        return 'a date is written as "2026-12-31"'
    if bases == {"time", "text"}:
        return 'a time is written as "09:30"'
    return ""


def fitted(node: Node, kind: Type, other: Node | None = None) -> Node:
    """A constant text as the choice, date or time that is wanted; anything else as it is."""
    if not isinstance(node, Constant) or not isinstance(node.value, str) or node.type.base != "text":
        return node
    if kind.base == "choice":
        if node.value not in kind.options:
            of = path(other) if isinstance(other, (Get, Reader)) else ""
            raise Refusal(messages.unknown_choice(node.at, node.value, of, kind.options))
        return Constant(replace(kind, many=False), node.at, node.value)
    try:
        if kind.base == "date":
            return Constant(Type("date"), node.at, date.fromisoformat(node.value))
        if kind.base == "time":
            return Constant(Type("time"), node.at, time.fromisoformat(node.value).replace(tzinfo=None))
    except ValueError:
        return node
    return node


def within(left: ast.expr, right: ast.expr, at: Position, scope: Scope) -> Node:
    value = scope.value(left)
    if value.type.many:
        raise Refusal(messages.compared_set(at, "in"))
    if isinstance(right, (ast.List, ast.Tuple)):
        return _within_list(value, right, at, scope)
    found = scope.value(right)
    if not found.type.many:
        raise Refusal(messages.not_a_set(scope.place(right), found.type))
    if isinstance(found, Each) and found.value.type.many:
        return Quantified(YES_NO, at, "any", found.loops, _within(value, found.value, right, at, scope))
    return _within(value, found, right, at, scope)


def _within(value: Node, found: Node, right: ast.expr, at: Position, scope: Scope) -> Node:
    if not isinstance(found, (Reach, Each)) and found.type.base != "choice":
        raise Refusal(messages.not_a_set(scope.place(right), found.type))
    value = fitted(value, found.type, found)
    if not _go_together(value.type, replace(found.type, many=False)):
        raise Refusal(messages.different_types(at, value.type, replace(found.type, many=False)))
    return Within(YES_NO, at, value, found)


def _within_list(value: Node, listed: ast.List | ast.Tuple, at: Position, scope: Scope) -> Node:
    """A list of constants stays a list; another is the comparisons that it stands for."""
    if not listed.elts:
        raise Refusal(messages.not_readable(scope.place(listed), "the list is empty"))
    items = collected(_item(element, value, scope) for element in listed.elts)
    fixed = [item for item in items if isinstance(item, Constant)]
    if len(fixed) < len(items) or value.type.base == "yesno":
        return Some(YES_NO, at, tuple(equal(value, item, at, "in") for item in items))
    for item in fixed:
        if not _go_together(value.type, item.type):
            raise Refusal(messages.different_types(item.at, value.type, item.type))
    if isinstance(value, Constant):
        raise Refusal(messages.both_fixed(at))
    places = max(item.type.places for item in fixed)
    kind = replace(fixed[0].type, many=True, places=places)
    return Within(YES_NO, at, value, Items(kind, scope.place(listed), tuple(fixed)))


def _item(element: ast.expr, value: Node, scope: Scope) -> Callable[[], Node]:
    def item() -> Node:
        try:
            found = scope.value(element)
        except Refusal as refusal:
            raise Refusal(*_with_quotes(list(refusal.problems), [value, None], (element, element))) from None
        if isinstance(found, Constant) and found.type.base == "missing":
            raise Refusal(messages.compared_none(found.at, negative=False))
        return fitted(found, value.type, value)

    return item


def common(one: Node, other: Node, at: Position) -> Type:
    """The type of `one if … else other`."""
    for side in (one, other):
        if side.type.many:
            raise Refusal(messages.compared_set(side.at, "if"))
    if one.type.base == "missing":
        return other.type
    if other.type.base == "missing":
        return one.type
    if one.type.base == "choice" and other.type.base == "choice":
        return replace(one.type, options=tuple(dict.fromkeys((*one.type.options, *other.type.options))))
    if not _go_together(one.type, other.type):
        raise Refusal(messages.different_types(at, one.type, other.type))
    return replace(one.type, places=max(one.type.places, other.type.places))
