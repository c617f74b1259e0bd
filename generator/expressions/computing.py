"""Arithmetic: numbers, and dates, moments and durations. What is fixed is computed while checking."""

from __future__ import annotations

import ast
from decimal import Decimal
from typing import cast

from generator.expressions import messages
from generator.expressions.messages import Refusal
from generator.expressions.scope import Scope
from generator.expressions.tree import Arithmetic, Call, Constant, Moment, Node, Operator
from generator.expressions.types import Type, Use
from generator.problems import Position

OPERATORS: dict[type[ast.operator], Operator] = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}
DAY = 86_400
HOUR = 3_600
MAX_PLACES = 6
MAX_SECONDS = 1000 * 365 * DAY

_RESULTS: dict[tuple[str, Operator, str], str] = {
    **{("number", operator, "number"): "number" for operator in OPERATORS.values()},
    ("date", "+", "duration"): "date",
    ("date", "-", "duration"): "date",
    ("duration", "+", "date"): "date",
    ("date", "-", "date"): "duration",
    ("datetime", "+", "duration"): "datetime",
    ("datetime", "-", "duration"): "datetime",
    ("duration", "+", "datetime"): "datetime",
    ("datetime", "-", "datetime"): "duration",
    ("duration", "+", "duration"): "duration",
    ("duration", "-", "duration"): "duration",
    ("duration", "*", "number"): "duration",
    ("number", "*", "duration"): "duration",
    ("duration", "/", "number"): "duration",
    ("duration", "/", "duration"): "number",
}


def places_of(number: int | Decimal) -> int:
    """Digits after the point."""
    return 0 if isinstance(number, int) else max(0, -cast("int", number.as_tuple().exponent))


def arithmetic(operator: Operator, left: Node, right: Node, node: ast.expr, scope: Scope) -> Node:
    at = scope.place(node)
    if left.type.many or right.type.many:
        raise Refusal(messages.compared_set(at, operator))
    base = _RESULTS.get((left.type.base, operator, right.type.base))
    if base is None:
        raise Refusal(messages.bad_operands(at, operator, left.type, right.type))
    if base == "date":
        _refuse_part_of_day(left, right)
    fixed = _fixed(operator, left, right, at)
    if fixed is not None:
        return fixed
    if scope.use is Use.ROWS:
        raise Refusal(messages.not_in_visibility(scope.here(node), f"'{operator}'"))
    return Arithmetic(Type(base, places=_places(operator, left.type, right.type)), at, operator, left, right)  # type: ignore[arg-type]


def negative(value: Node, at: Position, scope: Scope) -> Node:
    if (
        isinstance(value, Constant)
        and isinstance(value.value, (int, Decimal))
        and value.type.base in ("number", "duration")
    ):
        return Constant(value.type, at, -value.value)
    if value.type.many or value.type.base not in ("number", "duration"):
        raise Refusal(messages.bad_operands(at, "-", Type("number"), value.type))
    if scope.use is Use.ROWS:
        raise Refusal(messages.not_in_visibility(scope.outside or at, "'-'"))
    return Arithmetic(value.type, at, "-", Constant(Type(value.type.base), at, 0), value)


def duration(name: str, amount: Node, at: Position, scope: Scope, node: ast.expr) -> Node:
    """`days(n)` or `hours(n)`."""
    if amount.type.many or amount.type.base != "number":
        raise Refusal(messages.wrong_argument(amount.at, name, "a number", amount.type))
    if isinstance(amount, Constant):
        seconds = Decimal(cast("int", amount.value)) * (DAY if name == "days" else HOUR)
        if abs(seconds) > MAX_SECONDS or seconds != int(seconds):
            raise Refusal(messages.bad_number(amount.at, str(amount.value)))
        return Constant(Type("duration"), at, int(seconds))
    if scope.use is Use.ROWS:
        raise Refusal(messages.not_in_visibility(scope.here(node), f"{name}() of a field"))
    return Call(Type("duration"), at, name, (amount,))


def _places(operator: Operator, left: Type, right: Type) -> int:
    if operator == "*":
        return left.places + right.places
    return MAX_PLACES if operator == "/" else max(left.places, right.places)


def _refuse_part_of_day(left: Node, right: Node) -> None:
    for side in (left, right):
        if isinstance(side, Constant) and side.type.base == "duration" and cast("int", side.value) % DAY:
            raise Refusal(messages.part_of_day(side.at))
        if isinstance(side, Call) and side.function == "hours":
            raise Refusal(messages.part_of_day(side.at))


def _fixed(operator: Operator, left: Node, right: Node, at: Position) -> Node | None:
    if isinstance(right, Moment):
        left, right = (right, left) if operator == "+" else (left, right)
    sign = -1 if operator == "-" else 1
    if isinstance(left, Moment) and isinstance(right, Constant) and right.type.base == "duration":
        seconds = left.seconds + sign * cast("int", right.value)
        if abs(seconds) > MAX_SECONDS:
            raise Refusal(messages.bad_number(right.at, str(right.value)))
        return Moment(left.type, at, left.base, seconds)
    if not isinstance(left, Constant) or not isinstance(right, Constant) or operator == "/":
        return None
    return _folded(operator, left, right, at)


def _folded(operator: Operator, left: Constant, right: Constant, at: Position) -> Node | None:
    one, other = left.value, right.value
    if not isinstance(one, (int, Decimal)) or not isinstance(other, (int, Decimal)):
        return None
    value = {"+": one + other, "-": one - other, "*": one * other}[operator]
    if "duration" in (left.type.base, right.type.base):
        return Constant(Type("duration"), at, int(value)) if value == int(value) else None
    return Constant(Type("number", places=places_of(value)), at, value)
