"""The value of a default, preset, limit or computed field: it must fit the field, and a bare word may be its choice."""

from __future__ import annotations

import ast
from dataclasses import replace

from generator.expressions import messages
from generator.expressions.comparisons import common, fitted
from generator.expressions.messages import Refusal
from generator.expressions.scope import Scope
from generator.expressions.tree import Call, Choose, Constant, Items, Node
from generator.expressions.types import Type, Use


def result(node: ast.expr, expected: Type | None, scope: Scope) -> Node:
    """The value, of the expected type where one is given."""
    if expected is None:
        return scope.value(node)
    if isinstance(node, ast.IfExp):
        return _choice_of_two(node, expected, scope)
    if expected.many and isinstance(node, (ast.List, ast.Tuple)) and node.elts:
        return _list(node, expected, scope)
    value = _word(node, expected, scope) or _started(fitted(scope.value(node), expected), expected, scope)
    if expected.many and isinstance(value, Constant) and value.type.base == "choice":
        value = Items(expected, value.at, (value,))
    if not _fits(value, expected):
        raise Refusal(messages.not_expected(scope.place(node), expected, value.type))
    return value


def _choice_of_two(node: ast.IfExp, expected: Type, scope: Scope) -> Node:
    condition = scope.condition(node.test)
    yes, no = result(node.body, expected, scope), result(node.orelse, expected, scope)
    return Choose(common(yes, no, scope.place(node)), scope.place(node), condition, yes, no)


def _list(node: ast.List | ast.Tuple, expected: Type, scope: Scope) -> Node:
    single = replace(expected, many=False)
    items = [result(element, single, scope) for element in node.elts]
    fixed = tuple(item for item in items if isinstance(item, Constant))
    if len(fixed) < len(items):
        raise Refusal(messages.not_allowed(scope.place(node), "a list of fields", "a list holds fixed values"))
    return Items(expected, scope.place(node), fixed)


def _word(node: ast.expr, expected: Type, scope: Scope) -> Node | None:
    if expected.base == "choice" and isinstance(node, ast.Name) and node.id in expected.options:
        return Constant(replace(expected, many=False), scope.place(node), node.id)
    return None


def _started(value: Node, expected: Type, scope: Scope) -> Node:
    """A move that happens by itself at a date happens when that day begins."""
    is_day = scope.use is Use.TRIGGER and expected.base == "datetime" and value.type == Type("date")
    return Call(expected, value.at, "start", (value,)) if is_day else value


def _fits(value: Node, expected: Type) -> bool:
    kind = value.type
    if "missing" in (kind.base, expected.base) or "any" in (kind.base, expected.base):
        return True
    if kind.base != expected.base or kind.many != expected.many:
        return False
    if kind.base == "link":
        return kind.record == expected.record
    if kind.base == "choice" and not isinstance(value, Constant):
        return set(kind.options) <= set(expected.options)
    return True
