"""Computed fields: none may need itself. What they tell is looked at in `inputs`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter

from generator.app import Field, Record
from generator.problems import Position, Problem

Node = tuple[str, str]
"""A record type and its computed field."""


@dataclass(frozen=True, slots=True)
class Formula:
    """Where a computed field says what it is, and the fields that it reads."""

    at: Position
    reads: tuple[Node, ...]


Formulas = Mapping[Node, Formula]


def formulas(record: Record) -> Formulas:
    """Of the computed fields of one record type."""
    return {(record.key, field.name): _formula(record, field) for field in record.fields if field.formula is not None}


def _formula(record: Record, field: Field) -> Formula:
    expression = next(rule.expression for rule in record.rules if rule.name == field.formula)
    reads = ((dependency.record, name) for dependency in expression.depends for name in dependency.fields)
    return Formula(expression.source.at, tuple(dict.fromkeys(reads)))


def judge(formulas: Formulas) -> Iterator[Problem]:
    """A problem for each circle, at its first field. `formulas` are those of all record types."""
    needs = {node: [read for read in each.reads if read in formulas] for node, each in formulas.items()}
    while True:
        try:
            TopologicalSorter(needs).prepare()
        except CycleError as error:
            circle = list(reversed(error.args[1][1:]))
            yield _circle_problem(circle, formulas)
            needs = {node: needed for node, needed in needs.items() if node not in circle}
        else:
            return


def _circle_problem(circle: list[Node], formulas: Formulas) -> Problem:
    first = circle.index(min(circle))
    way = [*circle[first:], *circle[: first + 1]]
    names = " -> ".join(f"{record}.{field}" for record, field in way)
    message = f"'{way[0][1]}' is computed from itself: {names}"
    return Problem("S307", message, formulas[way[0]].at, "compute it from other fields")
