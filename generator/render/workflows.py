"""Workflows: `generated/workflows/<record>.py`, the states and moves of a record type."""

from __future__ import annotations

import re

from generator.app import Constant, Record, Value
from generator.python import Call, Code, assign, call, lay_out, literal, mapping, sequence
from generator.render.module import Import, render_module
from generator.workflow import Consequence, Do, Move, Timer, Update, Workflow


def render_workflow(record: Record) -> str | None:
    """The module of a record type's workflow, or None if it has none."""
    if record.workflow is None:
        return None
    block = assign("WORKFLOW", _workflow(record.workflow))
    declared = ("Do", "Make", "Move", "Timer", "Update", "Workflow")
    return render_module(
        source=record.file,
        extension=f"extensions/{record.key}.py",
        doc="The states, and the moves between them.",
        imports=[
            *(Import("runtime.declarations.workflow", name) for name in declared if re.search(rf"\b{name}\(", block)),
            *([Import("generated.rules", record.key, "rules")] if "rules." in block else []),
            *(Import(module) for module in ("datetime", "decimal") if re.search(rf"\b{module}\.\w+\(", block)),
        ],
        blocks=[block],
    )


def _workflow(workflow: Workflow) -> Call:
    return call(
        "Workflow",
        start=literal(workflow.start),
        final=_names(workflow.final),
        moves=mapping({move.name: _move(move) for move in workflow.moves}),
    )


def _move(move: Move) -> Call:
    named: dict[str, Code] = {
        "label": literal(move.label),
        "source": _names(move.source),
        "target": literal(move.target),
    }
    for name in ("by", "not_by", "needs"):
        if getattr(move, name):
            named[name] = _names(getattr(move, name))
    if move.comment:
        named["comment"] = literal(move.comment)
    if move.timer is not None:
        named["timer"] = _timer(move.timer)
    if move.when:
        named["when"] = _rule(move.when)
    if move.within is not None:
        named["within"] = literal(move.within)
    if move.set:
        named["set"] = values_code(move.set)
    if move.say:
        named["say"] = literal(move.say)
    if move.then:
        named["then"] = sequence(map(_consequence, move.then))
    return call("Move", literal(move.name), **named)


def _timer(timer: Timer) -> Call:
    named: dict[str, Code] = {}
    if timer.after is not None:
        named["after"] = literal(timer.after)
    for name in ("due", "field"):
        if getattr(timer, name):
            named[name] = literal(getattr(timer, name))
    if timer.holds:
        named["holds"] = _names(timer.holds)
    return call("Timer", **named)


def _consequence(each: Consequence) -> Call:
    named: dict[str, Code] = {"record": literal(each.record)}
    if isinstance(each, Do | Update):
        named["through"] = _names(each.through)
        if each.where:
            named["where"] = _rule(each.where)
    elif each.times is not None:
        named["times"] = _value(each.times)
    if each.set:
        named["set"] = values_code(each.set)
    if isinstance(each, Do):
        return call("Do", literal(each.move), **named)
    return call("Update" if isinstance(each, Update) else "Make", **named)


def values_code(values: tuple[tuple[str, Value], ...]) -> Call:
    return mapping({name: _value(value) for name, value in values})


def _value(value: Value) -> Code:
    return literal(value.value) if isinstance(value, Constant) else _rule(value.name)


def _rule(name: str) -> str:
    return f"rules.{name}"


def _names(names: tuple[str, ...]) -> str:
    return lay_out(sequence(map(literal, names)))
