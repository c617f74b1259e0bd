"""The functions of the language, and the sets that aggregates run through."""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import replace
from typing import Literal, cast

from generator.expressions import computing, messages
from generator.expressions.messages import Refusal
from generator.expressions.paths import loop_variable
from generator.expressions.scope import SPECIAL, YES_NO, Scope, as_condition, is_set_of_records
from generator.expressions.seeing import sees
from generator.expressions.tree import (
    Aggregate,
    Call,
    Each,
    Loop,
    Matches,
    Missing,
    Node,
    Not,
    Quantified,
    Reach,
    Variable,
)
from generator.expressions.types import Type, Use

_A_SET = "a set, or 'x for x in …'"


def call(node: ast.Call, scope: Scope) -> Node:
    if not isinstance(node.func, ast.Name):
        what = scope.syntax.typed(node.func)
        name = node.func.attr if isinstance(node.func, ast.Attribute) else what
        hint = f"write {name}(…)" if name in FUNCTIONS else ""
        raise Refusal(messages.not_allowed(scope.place(node), f"'{what}(…)'", hint))
    name = node.func.id
    if name not in FUNCTIONS:
        raise Refusal(messages.unknown_function(scope.place(node.func), name, FUNCTIONS))
    function, least, most, takes = FUNCTIONS[name]
    if not least <= len(node.args) <= most:
        raise Refusal(messages.wrong_arguments(scope.place(node), name, takes))
    return function(name, node, scope)


def _duration(name: str, node: ast.Call, scope: Scope) -> Node:
    return computing.duration(name, scope.value(node.args[0]), scope.place(node), scope, node)


def _extreme(name: str, node: ast.Call, scope: Scope) -> Node:
    """`later` and `earlier` of two or more dates or moments; missing ones do not count."""
    values = tuple(scope.value(argument) for argument in node.args)
    kind = values[0].type
    for value in values:
        if value.type.many or value.type.base not in ("date", "datetime"):
            raise Refusal(messages.wrong_argument(value.at, name, "dates", value.type))
        if value.type.base != kind.base:
            raise Refusal(messages.different_types(value.at, kind, value.type))
    return Call(Type(kind.base), scope.place(node), name, values)


def _calendar(name: str, node: ast.Call, scope: Scope) -> Node:
    value = scope.value(node.args[0])
    if value.type.many or value.type.base not in ("date", "datetime"):
        raise Refusal(messages.wrong_argument(value.at, name, "a date", value.type))
    if scope.use is Use.ROWS:
        raise Refusal(messages.not_in_visibility(scope.here(node), f"{name}()"))
    return Call(Type("number"), scope.place(node), name, (value,))


def _text_function(name: str, node: ast.Call, scope: Scope) -> Node:
    value = _text(name, node.args[0], scope)
    if scope.use is Use.ROWS:
        raise Refusal(messages.not_in_visibility(scope.here(node), f"{name}()"))
    return Call(Type("number" if name == "length" else "text"), scope.place(node), name, (value,))


def _matches(name: str, node: ast.Call, scope: Scope) -> Node:
    text, part = (_text(name, argument, scope) for argument in node.args)
    if scope.use is Use.ROWS:
        raise Refusal(messages.not_in_visibility(scope.here(node), f"{name}()"))
    function = cast("Literal['starts_with', 'ends_with', 'contains']", name)
    return Matches(YES_NO, scope.place(node), function, text, part)


def _text(name: str, argument: ast.expr, scope: Scope) -> Node:
    value = scope.value(argument)
    if value.type.many or value.type.base != "text":
        raise Refusal(messages.wrong_argument(value.at, name, "text", value.type))
    return value


def _sees(_name: str, node: ast.Call, scope: Scope) -> Node:
    return sees(scope.value(node.args[0]), node, scope)


def _aggregate(name: str, node: ast.Call, scope: Scope) -> Node:
    loops, value = _values(name, node.args[0], scope)
    at = scope.place(node)
    if name == "count":
        if value is not None and value.type.base == "yesno":
            raise Refusal(messages.counted_conditions(value.at))
        is_record = value is None or (isinstance(value, Variable) and value.name == loops[-1].variable.name)
        return Aggregate(Type("number"), at, "count", loops, None if is_record else value)
    if value is None or value.type.base not in _AGGREGATED[name]:
        kind = value.type if value is not None else loops[-1].source.type
        raise Refusal(messages.wrong_argument(scope.place(node.args[0]), name, _NEEDS[name], kind))
    kind = replace(value.type, many=False)
    return Aggregate(kind, at, cast("Literal['sum', 'avg', 'min', 'max']", name), loops, value)


_AGGREGATED = {
    "sum": ("number", "duration"),
    "avg": ("number", "duration"),
    "min": ("number", "date", "datetime", "time", "duration"),
    "max": ("number", "date", "datetime", "time", "duration"),
}
_NEEDS = {"sum": "numbers", "avg": "numbers", "min": "numbers or dates", "max": "numbers or dates"}


def _quantified(name: str, node: ast.Call, scope: Scope) -> Node:
    at = scope.place(node)
    function = cast("Literal['any', 'all']", name)
    argument = node.args[0]
    if isinstance(argument, ast.GeneratorExp):
        loops, inner = _loops(argument, scope)
        return Quantified(YES_NO, at, function, loops, inner.condition(argument.elt))
    found = scope.value(argument)
    if isinstance(found, Each):
        return Quantified(YES_NO, at, function, found.loops, as_condition(found.value))
    if is_set_of_records(found) and name == "any":
        return Not(YES_NO, at, Missing(YES_NO, at, found))
    raise Refusal(messages.wrong_argument(at, name, "'… for x in …', or a set of yes and no", found.type))


def _values(name: str, argument: ast.expr, scope: Scope) -> tuple[tuple[Loop, ...], Node | None]:
    """What an aggregate runs through; the value is None where the records themselves are meant."""
    if isinstance(argument, ast.GeneratorExp):
        loops, inner = _loops(argument, scope)
        return loops, inner.value(argument.elt)
    found = scope.value(argument)
    if isinstance(found, Each) and not found.value.type.many:
        return found.loops, found.value
    if isinstance(found, Reach):
        return (Loop(loop_variable(found, scope), found),), None
    raise Refusal(messages.wrong_argument(found.at, name, _A_SET, found.type))


def _loops(generator: ast.GeneratorExp, scope: Scope) -> tuple[tuple[Loop, ...], Scope]:
    """The loops of a generator, and the scope of its value."""
    loops: list[Loop] = []
    for clause in generator.generators:
        source = scope.value(clause.iter)
        if not isinstance(source, Reach):
            raise Refusal(messages.not_records(source.at, source.type))
        variable = _loop_name(clause.target, source, scope)
        scope = scope.with_variable(variable)
        loops.append(Loop(variable, source, tuple(scope.condition(test) for test in clause.ifs)))
    return tuple(loops), scope


def _loop_name(target: ast.expr, source: Reach, scope: Scope) -> Variable:
    at = scope.place(target)
    if not isinstance(target, ast.Name):
        raise Refusal(
            messages.not_allowed(at, f"'{scope.syntax.typed(target)}' after 'for'", "a single name stands there")
        )
    if target.id in SPECIAL or target.id in scope.variables or target.id in FUNCTIONS:
        raise Refusal(messages.name_taken(at, target.id))
    return Variable(Type("link", record=source.type.record), at, target.id)


Function = Callable[[str, ast.Call, Scope], Node]

FUNCTIONS: dict[str, tuple[Function, int, int, str]] = {
    **dict.fromkeys(("sum", "avg", "count", "min", "max"), (_aggregate, 1, 1, _A_SET)),
    **dict.fromkeys(("any", "all"), (_quantified, 1, 1, "'… for x in …', or a set of yes and no")),
    **dict.fromkeys(("days", "hours"), (_duration, 1, 1, "one number")),
    **dict.fromkeys(("later", "earlier"), (_extreme, 2, 9, "two dates or more")),
    **dict.fromkeys(("year", "month"), (_calendar, 1, 1, "one date")),
    **dict.fromkeys(("starts_with", "ends_with", "contains"), (_matches, 2, 2, "two texts")),
    **dict.fromkeys(("lower", "length"), (_text_function, 1, 1, "one text")),
    "sees": (_sees, 1, 1, "one link"),
}
"""What a name does, how many arguments it takes at least and at most, and how that is said."""
