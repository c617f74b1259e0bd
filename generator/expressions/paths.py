"""One step of a path: from a record or a set of records by a field, a back link or a rule."""

from __future__ import annotations

import ast
from dataclasses import replace

from generator.expressions import messages
from generator.expressions.messages import Refusal
from generator.expressions.scope import YES_NO, Scope
from generator.expressions.syntax import parse
from generator.expressions.tree import Each, Get, Holds, Loop, Node, Reach, Variable
from generator.expressions.types import FieldShape, RecordShape, Type
from generator.problems import Position, Text

MAX_INLINED = 12
PARTS_OF_MOVES = frozenset({"by", "at"})


def spelled(shape: RecordShape) -> list[str]:
    """Its fields as rules call them; what a move waits for has no name there."""
    parts = ((name, each.move, name[len(each.move) + 1 :]) for name, each in shape.fields.items())
    return [f"{move}.{part}" if move else name for name, move, part in parts if not move or part in PARTS_OF_MOVES]


def step(owner: Node, name: str, node: ast.Attribute, scope: Scope) -> Node:
    """`owner.name`."""
    if owner.type.base != "link" or owner.type.record is None or isinstance(owner, Each):
        raise Refusal(messages.no_way_on(owner.at, scope.syntax.typed(node.value), owner.type))
    shape = scope.record(owner.type.record)
    if name not in shape.fields and name not in shape.backs and name not in shape.rules:
        known = [*spelled(shape), *shape.backs, *shape.rules]
        at = scope.place(node)
        name_at = (
            replace(at, column=at.column + at.length - len(name), length=len(name)) if at.length > len(name) else at
        )
        raise Refusal(messages.unknown_step(name_at, name, shape.key, known))
    return field_or_rule(owner, name, node, scope)


def of_move(owner: Node, move: str, part: str, node: ast.expr, scope: Scope) -> Node | None:
    """`approve.by` or `approve.at` of the owner; None where it has no such move."""
    if part not in PARTS_OF_MOVES or owner.type.base != "link" or owner.type.record is None or isinstance(owner, Each):
        return None
    field = scope.record(owner.type.record).fields.get(f"{move}_{part}")
    return _field(owner, field, scope.place(node), scope) if field is not None and field.move == move else None


def field_or_rule(owner: Node, name: str, node: ast.expr, scope: Scope) -> Node:
    """A name of the owner's record type, which a bare name is too."""
    shape = scope.record(owner.type.record or "")
    if name in shape.rules:
        return rule(owner, shape, name, node, scope)
    at = scope.place(node)
    if name in shape.backs:
        back = shape.backs[name]
        return Reach(Type("link", many=True, record=back.record), at, owner, back)
    if name not in shape.fields or shape.fields[name].move:
        moments = () if scope.use.stored else ("now", "today")
        known = [*scope.variables, *spelled(shape), *shape.backs, *shape.rules, *moments]
        raise Refusal(messages.unknown_name(at, name, shape.key, known))
    return _field(owner, shape.fields[name], at, scope)


def _field(owner: Node, field: FieldShape, at: Position, scope: Scope) -> Node:
    kind = field.type
    if kind.base == "any":
        raise Refusal  # the field itself is wrong, which is said there
    if kind.base == "link" and (kind.many or owner.type.many):
        return Reach(Type("link", many=True, record=kind.record), at, owner, field)
    if not owner.type.many:
        return Get(kind, at, owner, field)
    variable = loop_variable(owner, scope)
    return Each(replace(kind, many=True), at, (_loop(variable, owner),), Get(kind, at, variable, field))


def _loop(variable: Variable, source: Node) -> Loop:
    assert isinstance(source, Reach)
    return Loop(variable, source)


def loop_variable(source: Node, scope: Scope) -> Variable:
    """A variable for the records of a set, called after their record type."""
    record = source.type.record or ""
    return Variable(Type("link", record=record), source.at, scope.free(record))


def rule(owner: Node, shape: RecordShape, name: str, node: ast.expr, scope: Scope) -> Node:
    """A named rule, put in as a condition on its owner."""
    return inlined(owner, (shape.key, name), shape.rules[name], node, scope)


def inlined(owner: Node, key: tuple[str, str], text: Text, node: ast.expr, scope: Scope) -> Node:
    """The condition `text` about the record or the set `owner`; `key` finds circles."""
    at = scope.place(node)
    if key in scope.inlined:
        names = [name for _, name in (*scope.inlined[scope.inlined.index(key) :], key)]
        raise Refusal(messages.circle(scope.here(node), names))
    if len(scope.inlined) >= MAX_INLINED:
        raise Refusal(messages.too_deep(scope.here(node)))
    variable = owner if isinstance(owner, Variable) else loop_variable(owner, scope)
    others = {name: kept for name, kept in scope.variables.items() if name == "me"}
    syntax = parse(text)
    inner = replace(
        scope,
        syntax=syntax,
        variables={**others, "this": variable},
        inlined=(*scope.inlined, key),
        outside=scope.here(node),
        taken=scope.taken | {variable.name},
    )
    condition = replace(inner.condition(syntax.tree), at=at)
    if isinstance(owner, Variable):
        return condition
    if owner.type.many:
        return Each(Type("yesno", many=True), at, (_loop(variable, owner),), condition)
    return Holds(YES_NO, at, owner, variable, condition)
