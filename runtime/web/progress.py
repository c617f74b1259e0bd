"""How far a record is: its states as steps, and the moves that are open to this person, as pages show them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from runtime.declarations.access import RecordType
from runtime.declarations.workflow import SINCE, STATE, Timer
from runtime.records import fields_of
from runtime.scope import Row
from runtime.scope.moving import state_in_words
from runtime.service.timers import timed_moves
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
    """Without steps where the person does not see the state. `coming` says what happens by itself, as far as the values
    that they see tell. `revision` is that of the record as it is shown."""

    steps: tuple[Step, ...]
    moves: tuple[OpenMove, ...]
    revision: int
    coming: str


def progress_of(ctx: Context, record: RecordType, row: Row) -> Progress:
    state, moves = row.values.get(STATE), ctx.reader.moves(record.key)
    choices = fields_of(record.model)[STATE].choices if state_in_words(record, row) else {}
    return Progress(
        steps=tuple(Step(label, name == state) for name, label in choices.items()),
        moves=tuple(
            OpenMove(moves[name].label, ctx.to.move(record, row.id, name), bool(moves[name].needs))
            for name in row.may_move
        ),
        revision=row.revision,
        coming=_coming(ctx, record, row),
    )


def _coming(ctx: Context, record: RecordType, row: Row) -> str:
    """The next move that nothing but time is needed for. What goes by a rule, or by what is hidden, is not told."""
    if not state_in_words(record, row):
        return ""
    ahead = [
        (at, said, move)
        for move, timer in timed_moves(record)
        if row.values[STATE] in move.source and move.target != row.values[STATE] and not timer.holds
        for at, said in _moments(ctx, timer, row)
        if at > datetime.now(UTC)
    ]
    if not ahead:
        return ""
    _, said, move = min(ahead, key=lambda each: each[0])
    state = fields_of(record.model)[STATE].choices[move.target]
    return f"If nothing happens before, it will be “{state}” by itself on {said}."


def _moments(ctx: Context, timer: Timer, row: Row) -> Iterator[tuple[datetime, str]]:
    """When, and how that is said."""
    formats, since, value = ctx.printer.formats, row.values.get(SINCE), row.values.get(timer.field)
    if timer.after is not None and isinstance(since, datetime):
        yield since + timer.after, formats.moment(since + timer.after)
    elif isinstance(value, datetime):
        yield value, formats.moment(value)
    elif isinstance(value, date):
        yield datetime.combine(value, time(), formats.zone), formats.day(value)
