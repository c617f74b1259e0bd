"""Computed fields: none may need itself. What they tell is looked at in `inputs`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter

from generator.app import App, Field, Record
from generator.expressions.types import Expression
from generator.problems import Problem

Node = tuple[str, str]
"""A record type and its computed field."""


def judge(app: App) -> Iterator[Problem]:
    formulas = {
        (record.key, field.name): _formula(record, field)
        for record in app.records.values()
        for field in record.fields
        if field.formula is not None
    }
    yield from _circles(formulas)


def _formula(record: Record, field: Field) -> Expression:
    return next(rule.expression for rule in record.rules if rule.name == field.formula)


def _circles(formulas: Mapping[Node, Expression]) -> Iterator[Problem]:
    """A problem for each circle, at its first field."""
    needs = {node: _needed(expression, formulas) for node, expression in formulas.items()}
    while True:
        try:
            TopologicalSorter(needs).prepare()
        except CycleError as error:
            circle = list(reversed(error.args[1][1:]))
            yield _circle_problem(circle, formulas)
            needs = {node: needed for node, needed in needs.items() if node not in circle}
        else:
            return


def _circle_problem(circle: list[Node], formulas: Mapping[Node, Expression]) -> Problem:
    first = circle.index(min(circle))
    way = [*circle[first:], *circle[: first + 1]]
    names = " -> ".join(f"{record}.{field}" for record, field in way)
    message = f"'{way[0][1]}' is computed from itself: {names}"
    return Problem("S307", message, formulas[way[0]].source.at, "compute it from other fields")


def _needed(expression: Expression, formulas: Mapping[Node, Expression]) -> list[Node]:
    read = [(dependency.record, name) for dependency in expression.depends for name in dependency.fields]
    return [node for node in dict.fromkeys(read) if node in formulas]
