"""`sees(link)`: the rule by which the linked record is visible in this portal to this reader, put in."""

from __future__ import annotations

import ast

from generator.expressions import messages
from generator.expressions.messages import Refusal
from generator.expressions.paths import inlined, loop_variable
from generator.expressions.scope import YES_NO, Scope
from generator.expressions.tree import All, Constant, Fixed, Get, Holds, Items, Missing, Node, Not, Reader, Some, Within
from generator.expressions.types import Type, Use
from generator.problems import Position, Text


def sees(target: Node, node: ast.expr, scope: Scope) -> Node:
    """A condition for each role that reads by this rule but sees the linked records differently from the others."""
    if not isinstance(target, Get) or target.type.base != "link" or target.type.many:
        raise Refusal(messages.wrong_argument(target.at, "sees", "a link", target.type))
    if scope.names.portal is None or scope.use is Use.FORMULA:
        raise Refusal(messages.name_elsewhere(scope.here(node), "sees", "no portal in particular is meant"))
    rules = _rules_by_role(target, scope)
    usual = _seen(target, rules.pop(scope.names.portal_role), node, scope)
    if not rules:
        return usual
    at = scope.place(node)
    parts = [
        All(YES_NO, at, (_has_role((role,), at, scope), _seen(target, rows, node, scope)))
        for role, rows in rules.items()
    ]
    others = Not(YES_NO, at, _has_role(tuple(rules), at, scope))
    no_role = Missing(YES_NO, at, _role(at, scope))
    unlisted = Some(YES_NO, at, (no_role, All(YES_NO, at, (Not(YES_NO, at, no_role), others))))
    return Some(YES_NO, at, (*parts, All(YES_NO, at, (unlisted, usual))))


def _rules_by_role(target: Get, scope: Scope) -> dict[str, Text | None]:
    """The rows of the linked record type for the role of this rule, and for those that it serves too but see others."""
    names, record = scope.names, target.type.record or ""
    portal = names.portal or ""

    def rows(role: str) -> Text | None:
        own = scope.vocabulary.rows.get((portal, role), {}).get(record)
        return own if own is not None else scope.vocabulary.rows.get((portal, ""), {}).get(record)

    usual = rows(names.portal_role)
    served = () if names.portal_role else names.roles
    return {names.portal_role: usual, **{role: rows(role) for role in served if rows(role) != usual}}


def _seen(target: Get, rows: Text | None, node: ast.expr, scope: Scope) -> Node:
    at = scope.place(node)
    if rows is None or rows == "none":
        return Fixed(YES_NO, at, holds=False)
    if rows in {"all", "public"}:
        return Holds(YES_NO, at, target, loop_variable(target, scope), Fixed(YES_NO, at, holds=True))
    record = target.type.record or ""
    return inlined(target, (record, f"sees({record})"), rows, node, scope)


def _role(at: Position, scope: Scope) -> Reader:
    return Reader(Type("choice", options=scope.names.roles), at, "role")


def _has_role(roles: tuple[str, ...], at: Position, scope: Scope) -> Within:
    kind = Type("choice", options=scope.names.roles)
    items = Items(Type("choice", many=True), at, tuple(Constant(kind, at, role) for role in roles))
    return Within(YES_NO, at, _role(at, scope), items)
