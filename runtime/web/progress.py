"""How far a record is: its states as steps, and the moves that are open to this person, as pages show them."""

from __future__ import annotations

from dataclasses import dataclass

from runtime.declarations.access import RecordType
from runtime.declarations.workflow import STATE, Move
from runtime.scope import Row
from runtime.web.context import Context


@dataclass(frozen=True, slots=True)
class Step:
    label: str
    is_present: bool


@dataclass(frozen=True, slots=True)
class OpenMove:
    """`asks`: its page asks for something first; else its button makes it."""

    label: str
    href: str
    asks: bool


@dataclass(frozen=True, slots=True)
class Progress:
    """Without steps where the person does not see the state. `revision` is that of the record as it is shown."""

    steps: tuple[Step, ...]
    moves: tuple[OpenMove, ...]
    revision: int


def progress_of(ctx: Context, record: RecordType, row: Row) -> Progress:
    state, moves = row.values.get(STATE), ctx.reader.moves(record.key)
    choices = ctx.reader.states(record.key) if ctx.reader.state_in_words(record.key, row) else {}
    return Progress(
        steps=tuple(Step(label, name == state) for name, label in choices.items()),
        moves=tuple(
            OpenMove(moves[name].label, ctx.to.move(record, row.id, name), _asks(moves[name])) for name in row.may_move
        ),
        revision=row.revision,
    )


def _asks(move: Move) -> bool:
    return bool(move.needs or move.comment)
