"""The states and moves of a record type, before and after."""

from __future__ import annotations

from dataclasses import replace

from generator.app import Constant, Value
from generator.naming import label
from generator.renaming.proof.renames import Renames, follows
from generator.renaming.proof.rules import Pair
from generator.renaming.proof.told import Told, tell
from generator.workflow import Consequence, Do, Make, Move, Timer, Update

STATE = "state"
Values = tuple[tuple[str, Value], ...]


def compare_workflows(pair: Pair) -> Told:
    one, other = pair.one.workflow, pair.other.workflow
    if one is None or other is None:
        if one is not other:
            yield f"{pair.one.key}: workflow"
        return
    found = {
        "start": states((one.start,), pair) == (other.start,),
        "final": states(one.final, pair) == other.final,
        "moves": len(one.moves) == len(other.moves),
        "at": True,
    }
    yield from tell(f"{pair.one.key}.workflow", one, other, found)
    for left, right in zip(one.moves, other.moves, strict=False):
        yield from _move(left, right, pair)


def _move(one: Move, other: Move, pair: Pair) -> Told:
    key, new = pair.one.key, pair.renames
    found = {
        "name": new.of("move", key, one.name) == other.name,
        "label": follows(one.label, other.label, label, (one.name, other.name)),
        "source": states(one.source, pair) == other.source,
        "target": states((one.target,), pair) == (other.target,),
        "by": tuple(_actor(each, new) for each in one.by) == other.by,
        "not_by": tuple(new.of("move", key, each) for each in one.not_by) == other.not_by,
        "timer": _timer(one.timer, one, other, pair) == other.timer,
        "when": pair.same_rule(one.when, other.when),
        "comment": (new.record(one.comment) if one.comment else "") == other.comment,
        "needs": pair.fields(one.needs) == other.needs,
        "set": same_values(one.set, other.set, key, pair),
        "then": len(one.then) == len(other.then)
        and all(_same(left, right, pair) for left, right in zip(one.then, other.then, strict=True)),
        "at": True,
    }
    yield from tell(f"{key}.{one.name}", one, other, found)


def _timer(timer: Timer | None, one: Move, other: Move, pair: Pair) -> Timer | None:
    """As it is to be in a move of the other name."""
    if timer is None:
        return None
    due, *holds = (name.replace(one.name, other.name, 1) for name in (timer.due, *timer.holds))
    return replace(timer, due=due, field=pair.fields((timer.field,))[0] if timer.field else "", holds=tuple(holds))


def states(names: tuple[str, ...], pair: Pair) -> tuple[str, ...]:
    of = pair.list_of(STATE)
    return tuple(pair.renames.choice(of, name) for name in names)


def _actor(name: str, new: Renames) -> str:
    portal, dot, role = name.partition(".")
    return portal + dot + (new.role(portal, role) if role else "")


def _same(one: Consequence, other: Consequence, pair: Pair) -> bool:
    if type(one) is not type(other) or pair.renames.record(one.record) != other.record:
        return False
    found = {
        "record": True,
        "set": same_values(one.set, other.set, one.record, pair),
        "at": True,
    }
    if isinstance(one, Do) and isinstance(other, Do):
        found["move"] = pair.renames.of("move", one.record, one.move) == other.move
    if isinstance(one, Do | Update) and isinstance(other, Do | Update):
        found["where"] = pair.same_candidates(one.where, other.where, one.record)
        found["through"] = through(one.through, pair) == other.through
    if isinstance(one, Make) and isinstance(other, Make):
        found["times"] = pair.same_value(one.times, other.times, "")
    return not list(tell("", one, other, found))


def through(steps: tuple[str, ...], pair: Pair) -> tuple[str, ...]:
    record, found, new = pair.one.key, [], pair.renames
    for step in steps:
        shape = new.world.shape(record)
        is_set = step in shape.backs
        found.append(new.back(record, step) if is_set else new.field(record, step))
        record = shape.backs[step].record if is_set else str(shape.fields[step].type.record)
    return tuple(found)


def same_values(one: Values, other: Values, record: str, pair: Pair) -> bool:
    """Of fields of the record type."""
    new = pair.renames
    return len(one) == len(other) and all(
        new.field(record, name) == called and _same_value(value, its, record, name, pair)
        for (name, value), (called, its) in zip(one, other, strict=True)
    )


def _same_value(one: Value, other: Value, record: str, field: str, pair: Pair) -> bool:
    of = pair.renames.world.list_of(record, field)
    if of and isinstance(one, Constant) and isinstance(one.value, str):
        return Constant(pair.renames.choice(of, one.value)) == other
    return pair.same_value(one, other, "")
