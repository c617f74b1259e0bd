"""A workflow, its states and its moves, with every name in them looked up and every value read."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from generator import workflow as resolved
from generator.expressions.types import Use
from generator.fields.reading import duration
from generator.naming import label
from generator.problems import Text
from generator.resolve.context import Context
from generator.resolve.problems import missing
from generator.resolve.workflow.actors import actors_of, spelled
from generator.resolve.workflow.consequences import consequences_of
from generator.resolve.workflow.place import Place
from generator.resolve.workflow.timers import resolve_timer
from generator.resolve.workflow.values import Setting, needed, values_of
from generator.spec import Move, Record


def resolve_workflow(record: Record, context: Context) -> resolved.Workflow | None:
    if record.workflow is None:
        return None
    place = Place(record, record.workflow, context)
    for state in place.workflow.final:
        _state("'final'", state, place)
    return resolved.Workflow(
        start=place.states[0],
        final=tuple(map(str, place.workflow.final)),
        moves=tuple(_move(move, place) for move in place.workflow.moves.values()),
        at=place.workflow.at,
    )


def _move(move: Move, place: Place) -> resolved.Move:
    where = f"move '{move.name}'"
    for state in (*move.source, move.target):
        _state(where, state, place)
    for other in move.not_by:
        if other not in place.workflow.moves:
            place.problems.append(missing(f"'not_by' of {where}", "move", other, place.workflow.moves))
    _check_once(move, place)
    actors = actors_of(move, place.context.roles, place.context.spec.unread, place.problems)
    names = place.names(actors)
    if move.by and not actors:  # what 'me' is in it is not known
        move = replace(move, when=None, set={}, then=())
    link = place.context.vocabulary.records[place.record.key].parent
    setting = Setting(f"'set' of {where}", place.record, f"{move.name}_set", names, link)
    return resolved.Move(
        name=str(move.name),
        label=str(move.label or label(move.name)),
        source=tuple(dict.fromkeys(map(str, move.source))),
        target=str(move.target),
        by=tuple(map(spelled, actors)),
        not_by=tuple(dict.fromkeys(map(str, move.not_by))),
        when=place.book.rule(move.when, Use.GUARD, names, f"{move.name}_when") if move.when is not None else None,
        within=_span(move.within, place),
        needs=needed(move, place),
        set=values_of(move.set, setting, place),
        say=str(move.say or ""),
        then=consequences_of(move, names, place),
        at=move.at,
        comment=move.comment,
        timer=resolve_timer(move, place),
    )


def _check_once(move: Move, place: Place) -> None:
    for name in move.set:
        if name in move.needs:
            message = f"'{name}' of move '{move.name}' is both entered ('needs') and filled in ('set')"
            place.report("S226", message, name, "take it out of one of them")


def _state(where: str, state: Text, place: Place) -> None:
    if state not in place.states:
        place.problems.append(missing(where, "state", state, place.states))


def _span(text: Text | None, place: Place) -> timedelta | None:
    if text is None:
        return None
    try:
        return duration(text)
    except ValueError as error:
        place.report("S215", str(error), text)
        return None
