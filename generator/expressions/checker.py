"""Names, paths and conditions: gives each part of the syntax its meaning and type. Comparisons and sets have their own
modules; what may not be missing is judged on the finished tree (`presence`)."""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import replace

from generator.expressions import calls, comparisons, computing, messages
from generator.expressions.messages import Refusal
from generator.expressions.paths import PARTS_OF_MOVES, field_or_rule, of_move, step
from generator.expressions.scope import SPECIAL, YES_NO, Scope, collected
from generator.expressions.tree import All, Choose, Constant, Moment, Node, Not, Reader, Some
from generator.expressions.types import Type, Use

MAX_TOTAL_DEPTH = 80


def read(node: ast.expr, scope: Scope) -> Node:
    """The meaning of one part; raises Refusal."""
    if scope.depth > MAX_TOTAL_DEPTH:
        raise Refusal(messages.too_deep(scope.here(node)))
    return _READERS[type(node)](node, replace(scope, depth=scope.depth + 1))


def _name(node: ast.Name, scope: Scope) -> Node:
    if node.id in scope.variables:
        return replace(scope.variables[node.id], at=scope.place(node))
    if node.id in _SPECIAL:
        return _SPECIAL[node.id](node, scope)
    if node.id == "parent" and (owner := _owner(scope)) is not None:
        if not owner:
            raise Refusal  # something is wrong with the lines, which is said there
        return field_or_rule(replace(scope.variables["this"], at=scope.place(node)), owner, node, scope)
    if node.id == "me" and scope.use is Use.FORMULA:
        raise Refusal(messages.not_stored(scope.here(node), node.id, scope.use))
    if node.id in SPECIAL:
        raise Refusal(messages.name_elsewhere(scope.here(node), node.id, _WHY[node.id]))
    if node.id in calls.FUNCTIONS and not _known(node.id, scope):
        raise Refusal(messages.name_elsewhere(scope.place(node), node.id, "it is a function", f"write {node.id}(…)"))
    if scope.this is None:
        raise Refusal(messages.unknown_name(scope.place(node), node.id, None, [*scope.variables, *_SPECIAL]))
    return field_or_rule(replace(scope.this, at=scope.place(node)), node.id, node, scope)


def _owner(scope: Scope) -> str | None:
    """Of a line, the link to the record that it belongs to."""
    return scope.record(scope.this.type.record).parent if scope.this and scope.this.type.record else None


def _known(name: str, scope: Scope) -> bool:
    if scope.this is None or scope.this.type.record is None:
        return False
    shape = scope.record(scope.this.type.record)
    return name in shape.fields or name in shape.backs or name in shape.rules


_WHY = {
    "this": "there is no record yet",
    "it": "it is the candidate in the 'where' of a link",
    "me": "nobody in particular reads here",
    "parent": "there is no owner",
    "portal": "no portal in particular is meant",
}


def _yes_no(node: ast.Name, scope: Scope) -> Node:
    return Constant(YES_NO, scope.place(node), node.id == "true")


def _moment(node: ast.Name, scope: Scope) -> Node:
    if scope.use.stored:
        raise Refusal(messages.not_stored(scope.here(node), node.id, scope.use))
    if node.id == "now":
        return Moment(Type("datetime"), scope.place(node), "now")
    return Moment(Type("date"), scope.place(node), "today")


def _portal(node: ast.Name, scope: Scope) -> Node:
    if scope.use.stored:
        raise Refusal(messages.not_stored(scope.here(node), node.id, scope.use))
    if scope.names.portal is None:
        raise Refusal(messages.name_elsewhere(scope.here(node), node.id, _WHY["portal"]))
    portals = tuple(sorted({portal for portal, _ in scope.vocabulary.rows} | {scope.names.portal}))
    return Reader(Type("choice", options=portals), scope.place(node), "portal")


_SPECIAL: dict[str, Callable[[ast.Name, Scope], Node]] = {
    "true": _yes_no,
    "false": _yes_no,
    "now": _moment,
    "today": _moment,
    "portal": _portal,
}


def _attribute(node: ast.Attribute, scope: Scope) -> Node:
    if isinstance(node.value, ast.Name) and node.value.id == "me" and node.attr == "role":
        role = _role(node, scope)
        if role is not None:
            return role
    return _of_move(node, scope) or step(scope.value(node.value), node.attr, node, scope)


def _of_move(node: ast.Attribute, scope: Scope) -> Node | None:
    """`approve.by`, also after a path."""
    match node.value:
        case ast.Name(id=move) if move not in scope.variables and scope.this is not None:
            return of_move(replace(scope.this, at=scope.place(node)), move, node.attr, node, scope)
        case ast.Attribute(value=path, attr=move) if node.attr in PARTS_OF_MOVES:
            owner = scope.value(path)
            return of_move(owner, move, node.attr, node, scope) or step(
                step(owner, move, node.value, scope), node.attr, node, scope
            )
    return None


def _role(node: ast.Attribute, scope: Scope) -> Node | None:
    """The reader's role; where the portal has no roles, a field `role` of the person, else missing."""
    if scope.use.stored or scope.names.me is None:
        return None
    if scope.names.role is not None:
        return Reader(Type("choice", options=scope.names.roles), scope.place(node), "role")
    if "role" in scope.record(scope.names.me).fields:
        return None
    return Reader(Type("any"), scope.place(node), "role")


def _constant(node: ast.Constant, scope: Scope) -> Node:
    at = scope.place(node)
    if node.value is None:
        return Constant(Type("missing"), at, None)
    if isinstance(node.value, bool):
        hint = f"write {str(node.value).lower()}"
        raise Refusal(messages.name_elsewhere(at, str(node.value), "yes and no are true and false", hint))
    if isinstance(node.value, str):
        if not node.value:
            raise Refusal(messages.empty_text(at))
        return Constant(Type("text"), at, node.value)
    number = scope.syntax.number(node)
    return Constant(Type("number", places=computing.places_of(number)), at, number)


def _bool(node: ast.BoolOp, scope: Scope) -> Node:
    parts = tuple(collected(_later(part, scope) for part in node.values))
    kind = All if isinstance(node.op, ast.And) else Some
    return kind(YES_NO, scope.place(node), parts)


def _later(part: ast.expr, scope: Scope) -> Callable[[], Node]:
    return lambda: scope.condition(part)


def _unary(node: ast.UnaryOp, scope: Scope) -> Node:
    if isinstance(node.op, ast.Not):
        return Not(YES_NO, scope.place(node), scope.condition(node.operand))
    return computing.negative(scope.value(node.operand), scope.place(node), scope)


def _binary(node: ast.BinOp, scope: Scope) -> Node:
    left, right = scope.value(node.left), scope.value(node.right)
    return computing.arithmetic(computing.OPERATORS[type(node.op)], left, right, node, scope)


def _choose(node: ast.IfExp, scope: Scope) -> Node:
    condition = scope.condition(node.test)
    yes, no = scope.value(node.body), scope.value(node.orelse)
    yes, no = comparisons.fitted(yes, no.type), comparisons.fitted(no, yes.type)
    return Choose(comparisons.common(yes, no, scope.place(node)), scope.place(node), condition, yes, no)


def _generator(node: ast.expr, scope: Scope) -> Node:
    what = "'for'" if isinstance(node, ast.GeneratorExp) else "a list"
    hint = (
        "put sum(), count(), any() or all() around it" if isinstance(node, ast.GeneratorExp) else "it stands after 'in'"
    )
    raise Refusal(messages.not_allowed(scope.place(node), f"{what} by itself", hint))


_READERS: dict[type[ast.expr], Callable[..., Node]] = {
    ast.Name: _name,
    ast.Attribute: _attribute,
    ast.Constant: _constant,
    ast.BoolOp: _bool,
    ast.UnaryOp: _unary,
    ast.BinOp: _binary,
    ast.IfExp: _choose,
    ast.Compare: comparisons.compare,
    ast.Call: calls.call,
    ast.GeneratorExp: _generator,
    ast.List: _generator,
    ast.Tuple: _generator,
}
