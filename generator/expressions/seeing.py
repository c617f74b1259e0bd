"""`sees(link)`: the rule by which the linked record is visible in this portal to this reader, put in."""

from __future__ import annotations

import ast

from generator.expressions import messages
from generator.expressions.messages import Refusal
from generator.expressions.paths import inlined, loop_variable
from generator.expressions.scope import YES_NO, Scope
from generator.expressions.tree import All, Fixed, Get, HasRole, Holds, Node, Not, Some
from generator.expressions.types import Use
from generator.problems import Text


def sees(target: Node, node: ast.expr, scope: Scope) -> Node:
    """A condition for each role that reads by this rule but sees the linked records differently from the others."""
    if not isinstance(target, Get) or target.type.base != "link" or target.type.many:
        raise Refusal(messages.wrong_argument(target.at, "sees", "a link", target.type))
    if scope.names.portal is None or scope.use is Use.FORMULA:
        raise Refusal(messages.name_elsewhere(scope.here(node), "sees", "no portal in particular is meant"))
    at = scope.place(node)
    usual, *others = _rules_by_role(target, scope).items()
    parts = [
        All(YES_NO, at, (HasRole(YES_NO, at, roles), _seen(target, rows, node, scope)))
        for rows, roles in others
        if _shows_some(rows)
    ]
    listed = tuple(role for _, roles in others for role in roles)
    rest = _seen(target, usual[0], node, scope)
    if listed:
        rest = All(YES_NO, at, (Not(YES_NO, at, HasRole(YES_NO, at, listed)), rest))
    return Some(YES_NO, at, (*parts, rest)) if parts else rest


def _rules_by_role(target: Get, scope: Scope) -> dict[Text | None, tuple[str, ...]]:
    """Rows of the linked record type: first those of this rule's own role, then others with the roles that have them.

    A rule of a portal also serves those roles that have none of their own.
    """
    names, record = scope.names, target.type.record or ""
    by_role = scope.vocabulary.rows

    def rows(role: str) -> Text | None:
        own = by_role.get((names.portal or "", role), {}).get(record)
        return own if own is not None else by_role.get((names.portal or "", ""), {}).get(record)

    grouped: dict[Text | None, tuple[str, ...]] = {rows(names.portal_role): ()}
    for role in () if names.portal_role else names.roles:
        grouped[rows(role)] = (*grouped.get(rows(role), ()), role)
    return {text: roles if number else () for number, (text, roles) in enumerate(grouped.items())}


def _shows_some(rows: Text | None) -> bool:
    return rows is not None and rows != "none"


def _seen(target: Get, rows: Text | None, node: ast.expr, scope: Scope) -> Node:
    at = scope.place(node)
    if rows is None or not _shows_some(rows):
        return Fixed(YES_NO, at, holds=False)
    if rows in {"all", "public"}:
        return Holds(YES_NO, at, target, loop_variable(target, scope), Fixed(YES_NO, at, holds=True))
    record = target.type.record or ""
    return inlined(target, (record, f"sees({record})"), rows, node, scope)
