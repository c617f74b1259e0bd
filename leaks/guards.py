"""What must be so of records for a move to be open, and to be made: as conditions, like any rule of the specs."""

from __future__ import annotations

from generator.app import App, Record
from generator.expressions.tree import (
    All,
    Choose,
    Compare,
    Constant,
    Fixed,
    Get,
    Holds,
    Items,
    Loop,
    Missing,
    Moment,
    Node,
    Not,
    Quantified,
    Reach,
    Some,
    Variable,
    Within,
)
from generator.expressions.types import BackShape, Type
from generator.workflow import Do, Move

STATE, SINCE = "state", "state_since"


def guard_of(app: App, record: Record, move: Move) -> Node:
    """The record is in one of the states, for not too long, and the rule `when` holds. Who may is another question."""
    parts = [from_state(app, record, move)]
    if move.within is not None:
        parts.append(in_time(app, record, move))
    if move.when is not None:
        parts.append(next(rule.expression.tree for rule in record.rules if rule.name == move.when))
    return All(Type("yesno"), move.at, tuple(parts))


def from_state(app: App, record: Record, move: Move) -> Node:
    states = tuple(Constant(Type("text"), move.at, state) for state in move.source)
    here = _get(app, record, move, STATE)
    return Within(Type("yesno"), move.at, here, Items(Type("text", many=True), move.at, states))


def in_time(app: App, record: Record, move: Move) -> Node:
    """Rows from before there was a workflow are in their state since they were changed."""
    if move.within is None:
        return Fixed(Type("yesno"), move.at, holds=True)
    since = _get(app, record, move, SINCE)
    unknown = Missing(Type("yesno"), move.at, since)
    known = Choose(Type("datetime"), move.at, unknown, _get(app, record, move, "updated"), since)
    first = Moment(Type("datetime"), move.at, "now", -round(move.within.total_seconds()))
    return Compare(Type("yesno"), move.at, ">=", known, first)


def _get(app: App, record: Record, move: Move, name: str) -> Node:
    shape = app.vocabulary.records[record.key].fields[name]
    this = Variable(Type("link", record=record.key), move.at, "this")
    return Get(shape.type, move.at, this, shape)


def follows_of(app: App, record: Record, move: Move) -> Node:
    """Something follows from the move: another move of some record that it reaches."""
    reached = (_reached(app, record, each, Fixed(Type("yesno"), move.at, holds=True)) for each in _moved_by(move))
    return Some(Type("yesno"), move.at, tuple(reached))


def unready_of(app: App, record: Record, move: Move) -> Node:
    """Something that would follow from the move is not ready for it, so that the move cannot be made."""
    return Some(Type("yesno"), move.at, tuple(_unready(app, record, each) for each in _moved_by(move)))


def _moved_by(move: Move) -> list[Do]:
    return [each for each in move.then if isinstance(each, Do)]


def _unready(app: App, record: Record, consequence: Do) -> Node:
    target = app.records[consequence.record]
    assert target.workflow is not None
    move = next(each for each in target.workflow.moves if each.name == consequence.move)
    it, this = (Variable(Type("link", record=target.key), move.at, name) for name in ("it", "this"))
    is_ready = Holds(Type("yesno"), move.at, it, this, guard_of(app, target, move))
    return _reached(app, record, consequence, Not(Type("yesno"), move.at, is_ready))


def _reached(app: App, record: Record, consequence: Do, condition: Node) -> Node:
    """The condition holds for some `it` that the consequence is for."""
    at, shape = consequence.at, app.vocabulary.records[record.key]
    owner: Node = Variable(Type("link", record=record.key), at, "this")
    for name in consequence.through:
        step = shape.backs.get(name) or shape.fields[name]
        there = step.record if isinstance(step, BackShape) else step.type.record or ""
        owner, shape = Reach(Type("link", many=True, record=there), at, owner, step), app.vocabulary.records[there]
    assert isinstance(owner, Reach)
    where = [rule.expression.tree for rule in record.rules if rule.name == consequence.where]
    loop = Loop(Variable(Type("link", record=shape.key), at, "it"), owner, tuple(where))
    return Quantified(Type("yesno"), at, "any", (loop,), condition)
