"""What must be so of a record for a move to be open, whoever makes it: as one condition, like any rule of the specs."""

from __future__ import annotations

from generator.app import App, Record
from generator.expressions.tree import (
    All,
    Choose,
    Compare,
    Constant,
    Get,
    Items,
    Missing,
    Moment,
    Node,
    Variable,
    Within,
)
from generator.expressions.types import Type
from generator.workflow import Move

STATE, SINCE = "state", "state_since"


def guard_of(app: App, record: Record, move: Move) -> Node:
    """The record is in one of the states, for not too long, and the rule `when` holds. Who may is another question."""
    parts = [from_state(app, record, move)]
    if move.within is not None:
        parts.append(_not_too_late(app, record, move))
    if move.when is not None:
        parts.append(next(rule.expression.tree for rule in record.rules if rule.name == move.when))
    return All(Type("yesno"), move.at, tuple(parts))


def from_state(app: App, record: Record, move: Move) -> Node:
    states = tuple(Constant(Type("text"), move.at, state) for state in move.source)
    here = _get(app, record, move, STATE)
    return Within(Type("yesno"), move.at, here, Items(Type("text", many=True), move.at, states))


def _not_too_late(app: App, record: Record, move: Move) -> Node:
    """Rows from before there was a workflow are in their state since they were changed."""
    assert move.within is not None
    since = _get(app, record, move, SINCE)
    unknown = Missing(Type("yesno"), move.at, since)
    known = Choose(Type("datetime"), move.at, unknown, _get(app, record, move, "updated"), since)
    first = Moment(Type("datetime"), move.at, "now", -round(move.within.total_seconds()))
    return Compare(Type("yesno"), move.at, ">=", known, first)


def _get(app: App, record: Record, move: Move, name: str) -> Node:
    shape = app.vocabulary.records[record.key].fields[name]
    this = Variable(Type("link", record=record.key), move.at, "this")
    return Get(shape.type, move.at, this, shape)
