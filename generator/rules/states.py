"""The states of a workflow: whether something leads to each, and something on from each that is not final."""

from __future__ import annotations

from collections.abc import Iterator

from generator.app import App, Constant, Record
from generator.problems import Problem
from generator.workflow import Workflow


def judge(record: Record, _app: App) -> Iterator[Problem]:
    if record.workflow is not None:
        yield from _beyond_the_end(record.workflow)
        yield from _dead_ends(record, record.workflow)
        yield from _unreached(record, record.workflow)


def _beyond_the_end(workflow: Workflow) -> Iterator[Problem]:
    for move in workflow.moves:
        for state in move.source:
            if state in workflow.final:
                hint = f"take '{state}' out of 'final', or out of 'from' of '{move.name}'"
                yield Problem("S320", f"move '{move.name}' leaves '{state}', which is final", move.at, hint)


def _dead_ends(record: Record, workflow: Workflow) -> Iterator[Problem]:
    left = {state for move in workflow.moves for state in move.source if state != move.target}
    for state in record.choices_of("state"):
        if state not in left and state not in workflow.final:
            hint = f"give it a move, or write final: [{', '.join((*workflow.final, state))}]"
            yield _problem(record, state, "S322", f"nothing leads on from state '{state}', and it is not final", hint)


def _unreached(record: Record, workflow: Workflow) -> Iterator[Problem]:
    presets = {value for access in record.accesses for name, value in access.preset if name == "state"}
    reached = {workflow.start, *(str(value.value) for value in presets if isinstance(value, Constant))}
    while more := {move.target for move in workflow.moves if not reached.isdisjoint(move.source)} - reached:
        reached |= more
    for state in record.choices_of("state"):
        if state not in reached:
            message = f"nothing leads to state '{state}': no move does from where records begin"
            found = _problem(record, state, "S321", message, "give it a move, or remove it")
            yield Problem(found.code, found.message, found.position, found.hint, "warning")


def _problem(record: Record, state: str, code: str, message: str, hint: str) -> Problem:
    field = record.field("state")
    assert field is not None
    assert field.choices is not None
    return Problem(code, message, field.choices.places[state], hint)
