"""How far a record is: its states as steps, and the moves that are open to this person, as pages show them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from runtime.declarations.access import RecordType
from runtime.declarations.workflow import SINCE, STATE, Move, Timer
from runtime.records import fields_of
from runtime.scope import Row
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
    choices = ctx.reader.states(record.key) if ctx.reader.state_in_words(record.key, row) else {}
    return Progress(
        steps=tuple(Step(label, name == state) for name, label in choices.items()),
        moves=tuple(
            OpenMove(moves[name].label, ctx.to.move(record, row.id, name), _asks(moves[name])) for name in row.may_move
        ),
        revision=row.revision,
        coming=_coming(ctx, record, row),
    )


def _asks(move: Move) -> bool:
    return bool(move.needs or move.comment)


def _coming(ctx: Context, record: RecordType, row: Row) -> str:
    """The next move that nothing but time is needed for. What goes by a rule, or by what is hidden, is not told."""
    if not ctx.reader.state_in_words(record.key, row):
        return ""
    words, labels = ctx.access(record).words, ctx.reader.states(record.key)
    here = {state for state in fields_of(record.model)[STATE].choices if words.word(state) == row.values[STATE]}
    ahead = [
        (at, said, words.word(move.target))
        for move, timer in timed_moves(record)
        if here.issubset(move.source) and words.word(move.target) != row.values[STATE] and not timer.holds
        for at, said in _moments(ctx, timer, row)
        if at > datetime.now(UTC)
    ]
    if not ahead:
        return ""
    _, said, state = min(ahead, key=lambda each: each[0])
    return f"If nothing happens before, it will be “{labels[state]}” by itself on {said}."


def _moments(ctx: Context, timer: Timer, row: Row) -> Iterator[tuple[datetime, str]]:
    """When, and how that is said."""
    formats, since, value = ctx.printer.formats, row.values.get(SINCE), row.values.get(timer.field)
    if timer.after is not None and isinstance(since, datetime):
        yield since + timer.after, formats.moment(since + timer.after)
    elif isinstance(value, datetime):
        yield value, formats.moment(value)
    elif isinstance(value, date):
        yield datetime.combine(value, time(), formats.zone), formats.day(value)
