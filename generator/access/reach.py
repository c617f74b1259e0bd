"""In which states of a record type a change of access makes a difference, so that its records can be counted."""

from __future__ import annotations

from generator.access.difference import Change
from generator.access.matrix import STATE, State, states_of
from generator.access.partial import Known, judged
from generator.access.rights import Right
from generator.app import App
from generator.expressions.tree import Fixed
from generator.expressions.walking import meaning


def states_reached(change: Change, before: App, after: App) -> tuple[str, ...]:
    """Keys of the states, "" for having none; nothing where every state or none makes a difference."""
    app = after if change.record in after.records else before
    states = states_of(app.records[change.record])
    reached = [state.key for state in states if _matters(change, state)]
    return tuple(reached) if len(reached) < len(states) else ()


def _matters(change: Change, state: State) -> bool:
    return _left(change.before, state) != _left(change.after, state)


def _left(right: Right | None, state: State) -> object:
    """What is left to ask there; nothing where there is no such right."""
    left = judged(right.condition, Known(fields={STATE: state.key or None})) if right else None
    return None if left is None or (isinstance(left, Fixed) and not left.holds) else meaning(left)
