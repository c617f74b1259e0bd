"""Computed fields: none may need itself, and none may tell what its reader cannot see."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter

from generator.app import Access, App, Field, Record
from generator.expressions.types import Dependency, Expression
from generator.names import BUILT_IN
from generator.problems import Problem
from generator.rules.readers import access_of, reader, visible

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
    for record in app.records.values():
        for field in record.fields:
            if field.formula is not None and not field.reveals:
                yield from _told(record, field, formulas[record.key, field.name], app)


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


def _told(record: Record, field: Field, formula: Expression, app: App) -> Iterator[Problem]:
    for access in record.accesses:
        if field.name not in visible(access):
            continue
        hidden = [name for each in formula.depends for name in _hidden(each, record, access, app)]
        if hidden:
            message = f"{reader(access)} shows '{field.name}', which is computed from what it cannot see: {hidden[0]}"
            hint = "write 'reveals: true' if this is meant, or hide the field there"
            yield Problem("S308", message, field.at, hint)


def _hidden(dependency: Dependency, record: Record, access: Access, app: App) -> Iterator[str]:
    """Inputs that the reader does not see, as `field` or `record.field`."""
    own = not dependency.through and dependency.record == record.key
    other = access if own else access_of(app.records[dependency.record], access.portal, access.role)
    seen = visible(other)
    for name in dependency.fields:
        if name not in seen and (name not in BUILT_IN or other is None or other.rows is None):
            yield name if own else f"{dependency.record}.{name}"
