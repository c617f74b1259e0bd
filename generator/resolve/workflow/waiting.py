"""What moves wait for that happen by themselves, but for time in a state: kept in fields that nobody sees.

They are computed values, so that they are worked out again whenever something of which they are made changes,
in whatever record.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.naming import label
from generator.problems import Text
from generator.spec import Field, Move

WAITS = ("due", "ready", "holds")
"""The ends of the names of these fields."""


def waiting_fields(move: Move) -> Iterator[Field]:
    """The moment that it waits for, and what must hold then."""
    if move.moment is not None:
        yield _kept(move, "due", "datetime", move.moment)
    if move.as_soon_as is not None:
        yield _kept(move, "ready", "yesno", move.as_soon_as)
    if move.by_itself and move.when is not None:
        yield _kept(move, "holds", "yesno", move.when)


def _kept(move: Move, part: str, kind: str, formula: Text) -> Field:
    at, was = formula.at, Text(f"{move.was}_{part}", move.was.at) if move.was is not None else None
    words = Text(f"{move.label or label(move.name)}: {part}", at)
    return Field(
        Text(f"{move.name}_{part}", move.at),
        Text(kind, at),
        move.at,
        label=words,
        formula=formula,
        private=True,
        was=was,
        kept=True,
    )


def move_waiting(field: Field) -> str:
    """The move that waits for what the field has; "" for any other field."""
    move, _, part = field.name.rpartition("_")
    return move if field.kept and field.formula is not None and part in WAITS else ""
