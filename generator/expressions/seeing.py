"""`sees(link)`: the rule by which the linked record is visible in this portal to this reader, put in.

A record that is a line is visible as its owner shows it: `sees(parent)` asks for just that.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass

from generator.expressions import messages
from generator.expressions.messages import Refusal
from generator.expressions.paths import inlined, loop_variable
from generator.expressions.scope import YES_NO, Scope
from generator.expressions.tree import All, Fixed, Get, HasRole, Holds, Node, Not, Some
from generator.problems import Text


@dataclass(frozen=True, slots=True)
class View:
    """How a role sees the records of a type: by their own `rows`; of lines, as their `owner` is seen.

    `lines`: what is asked is whether such a record shows its lines of that type, under any of the conditions.
    """

    rows: Text | None
    owner: View | None = None
    lines: tuple[str, tuple[Text | None, ...]] | None = None


def sees(target: Node, node: ast.Call, scope: Scope) -> Node:
    """A condition for each role that reads by this rule but sees the linked records differently from the others."""
    if not isinstance(target, Get) or target.type.base != "link" or target.type.many:
        raise Refusal(messages.wrong_argument(target.at, "sees", "a link", target.type))
    if scope.names.portal is None or scope.use.stored:
        raise Refusal(messages.name_elsewhere(scope.here(node), "sees", "no portal in particular is meant"))
    at = scope.place(node)
    argument = node.args[0]
    line = target.owner.type.record if isinstance(argument, ast.Name) and argument.id == "parent" else None
    usual, *others = _views_by_role(target, line, scope).items()
    parts = [
        All(YES_NO, at, (HasRole(YES_NO, at, roles), _seen(target, view, node, scope)))
        for view, roles in others
        if _shows_some(view)
    ]
    listed = tuple(role for _, roles in others for role in roles)
    rest = _seen(target, usual[0], node, scope)
    if listed:
        rest = All(YES_NO, at, (Not(YES_NO, at, HasRole(YES_NO, at, listed)), rest))
    return Some(YES_NO, at, (*parts, rest)) if parts else rest


def _views_by_role(target: Get, line: str | None, scope: Scope) -> dict[View, tuple[str, ...]]:
    """How the linked records are seen: first by this rule's own role, then by others with the roles that see them so.

    A rule of a portal also serves those roles that have none of their own.
    """
    names, record = scope.names, target.type.record or ""
    grouped: dict[View, tuple[str, ...]] = {_view(record, line, names.portal_role, scope): ()}
    for role in () if names.portal_role else names.roles:
        view = _view(record, line, role, scope)
        grouped[view] = (*grouped.get(view, ()), role)
    return {view: roles if number else () for number, (view, roles) in enumerate(grouped.items())}


def _view(record: str, line: str | None, role: str, scope: Scope) -> View:
    portal, vocabulary = scope.names.portal or "", scope.vocabulary
    own, usual = vocabulary.rows.get((portal, role), {}), vocabulary.rows.get((portal, ""), {})
    rows = own.get(record, usual.get(record))
    link = vocabulary.records[record].parent
    owner = vocabulary.records[record].fields[link].type.record if link else None
    of_owner = _view(owner, record, role, scope) if owner else None
    if line is None:
        return View(rows, of_owner)
    shown, usually = vocabulary.lines.get((portal, role), {}), vocabulary.lines.get((portal, ""), {})
    return View(rows, of_owner, (line, shown.get(line, usually.get(line, ()))))


def _shows_some(view: View) -> bool:
    here = view.rows is not None and view.rows != "none" and (view.lines is None or bool(view.lines[1]))
    return here and (view.owner is None or _shows_some(view.owner))


def _seen(target: Get, view: View, node: ast.expr, scope: Scope) -> Node:
    at = scope.place(node)
    if not _shows_some(view):
        return Fixed(YES_NO, at, holds=False)
    parts = [_by_rows(target, view.rows, node, scope)]
    if view.owner is not None:
        shape = scope.record(target.type.record or "")
        link = shape.fields[shape.parent or ""]
        parts.append(_seen(Get(link.type, at, target, link), view.owner, node, scope))
    if view.lines is not None and None not in view.lines[1]:
        parts.append(_by_conditions(target, view.lines, node, scope))
    return parts[0] if len(parts) == 1 else All(YES_NO, at, tuple(parts))


def _by_rows(target: Get, rows: Text | None, node: ast.expr, scope: Scope) -> Node:
    at = scope.place(node)
    if rows is None or rows in {"all", "public"}:
        return Holds(YES_NO, at, target, loop_variable(target, scope), Fixed(YES_NO, at, holds=True))
    record = target.type.record or ""
    return inlined(target, (record, f"sees({record})"), rows, node, scope)


def _by_conditions(target: Get, lines: tuple[str, tuple[Text | None, ...]], node: ast.expr, scope: Scope) -> Node:
    record, (line, conditions) = target.type.record or "", lines
    found = [inlined(target, (record, f"lines({line})"), each, node, scope) for each in conditions if each is not None]
    return found[0] if len(found) == 1 else Some(YES_NO, scope.place(node), tuple(found))
