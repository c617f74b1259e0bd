"""The rights to moves: under which condition each is open, and which others somebody else has to have done."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from generator.app import Access, App, Origin, Record
from generator.expressions.assuming import everything
from generator.expressions.scope import YES_NO
from generator.expressions.tree import Compare, Constant, Get, Items, Moment, Node, Variable, Within
from generator.expressions.types import FieldShape, Type
from generator.workflow import Move

Conditions = Callable[[str], Node]
"""The condition of a rule, judged for the reader."""


def moves_of(record: Record, portal: str, role: str) -> Iterator[Move]:
    """Those that people of this role may do at some time; lines are moved with their record only."""
    for move in record.workflow.moves if record.workflow and record.parent is None else ():
        if move.open_to(portal, role):
            yield move


def told_at(access: Access, record: Record) -> Iterator[Move]:
    """The moves of a portal's people, which are told with the portal's own block."""
    for move in record.workflow.moves if record.workflow and not access.role else ():
        if any(each.partition(".")[0] == access.portal for each in move.by):
            yield move


def by_in(move: Move, portal: str) -> tuple[str, ...]:
    """The roles of the portal, "" for all its people."""
    found = (each.partition(".") for each in move.by)
    return tuple(role for key, _, role in found if key == portal)


def open_while(move: Move, record: Record, condition: Conditions) -> Node:
    """In one of its states, for so long, while its rule holds."""
    parts: list[Node] = [_in_source(move, record)]
    if move.within is not None:
        parts.append(_not_later(move, record))
    if move.when is not None:
        parts.append(condition(move.when))
    return everything(*parts)


def origin_of(move: Move, record: Record) -> Origin:
    rule = next((str(each.expression.source) for each in record.rules if each.name == move.when), "")
    return Origin(move.at, " ".join(rule.split()))


def move_label(record: Record, name: str) -> str:
    move = record.workflow.move(name) if record.workflow else None
    return f"“{move.label if move else name}”"


def needs_of(record: Record, name: str) -> tuple[str, ...]:
    """The fields that somebody enters with a move."""
    move = record.workflow.move(name) if record.workflow else None
    return move.entered if move else ()


def label_in(app: App, record: str, name: str) -> str:
    return move_label(app.records[record], name)


def _in_source(move: Move, record: Record) -> Node:
    kind = Type("choice", options=tuple(record.choices_of("state")))
    states = tuple(Constant(kind, move.at, state) for state in move.source)
    several = Type("choice", many=True, options=kind.options)
    return Within(YES_NO, move.at, _own("state", kind, move, record), Items(several, move.at, states))


def _not_later(move: Move, record: Record) -> Node:
    assert move.within is not None
    since = _own("state_since", Type("datetime"), move, record)
    ago = Moment(Type("datetime"), move.at, "now", -int(move.within.total_seconds()))
    return Compare(YES_NO, move.at, ">=", since, ago)


def _own(name: str, kind: Type, move: Move, record: Record) -> Get:
    this = Variable(Type("link", record=record.key), move.at, "this")
    field = record.field(name)
    assert field is not None
    return Get(kind, move.at, this, FieldShape(name, field.kind, kind, optional=not field.required))
