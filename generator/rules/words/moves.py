"""Moves by which a portal would tell states under one of its words apart: open in some of them only, or going on with
something that is."""

from __future__ import annotations

from collections.abc import Iterator

from generator.app import Record
from generator.problems import Position, Problem
from generator.rules.readers import reader
from generator.rules.words.apart import Apart, has_moves_within
from generator.rules.words.words import in_all, remedy, tells
from generator.words import Word, divides, is_within
from generator.workflow import Do, Move, Update


def telling_moves(record: Record, apart: Apart) -> Iterator[Problem]:
    access = apart.access(record)
    if record.workflow is None or access is None:
        return
    for move in record.workflow.moves:
        if record.parent is None and access.rows is not None and move.open_to(apart.portal, apart.role):
            yield from _of_theirs(move, record, apart)
        for word in access.words.joined:
            if is_within(move, word.states):
                yield from _conditional(move, record, word, apart)


def _of_theirs(move: Move, record: Record, apart: Apart) -> Iterator[Problem]:
    whose = _whose(record, apart)
    for word in apart.joined(record):
        if is_within(move, word.states) and not divides(move.source, word.states):
            message = f"move '{move.name}' of {whose} changes nothing that they see: it stays '{word.name}'"
            yield Problem("S347", message, move.at, remedy(word, f"take '{apart.portal}' out of 'by'"))
    for words, at, word in _guards(move, record, apart):
        message = f"{words}, which {whose} may do, {tells(word)}"
        hint = remedy(word, f"let it be open {in_all(word)}")
        yield Problem("S347", message, at, hint)
    yield from _following(move, record, apart, whose, frozenset())


def _guards(move: Move, record: Record, apart: Apart) -> Iterator[tuple[str, Position, Word]]:
    """What must hold for a move, as far as it tells."""
    for word in apart.joined(record):
        if divides(move.source, word.states):
            yield f"'from' of move '{move.name}'", move.at, word
        elif move.within is not None and set(move.source) & set(word.states) and has_moves_within(record, word):
            yield f"'within' of move '{move.name}'", move.at, word
    if move.when is not None:
        rule = next(each.expression for each in record.rules if each.name == move.when)
        told = apart.told_by(rule.tree)
        if told is not None:
            yield f"'when' of move '{move.name}'", rule.source.at, told


def _following(
    move: Move, record: Record, apart: Apart, whose: str, known: frozenset[tuple[str, str]]
) -> Iterator[Problem]:
    """What a move brings about is refused, or done, by the states of others."""
    if (record.key, move.name) in known:
        return
    for each in move.then:
        if not isinstance(each, Do | Update):
            continue
        other = apart.app.records[each.record]
        found = [*_where(each, record, apart)]
        if isinstance(each, Do) and other.workflow is not None:
            next_move = next(one for one in other.workflow.moves if one.name == each.move)
            found += _guards(next_move, other, apart)
            yield from _following(next_move, other, apart, whose, known | {(record.key, move.name)})
        for words, _, word in found:
            message = f"{words}, which follows from move '{move.name}', {tells(word)} for {whose}"
            hint = remedy(word, f"let it happen {in_all(word)}")
            yield Problem("S348", message, each.at, hint)


def _where(each: Do | Update, record: Record, apart: Apart) -> Iterator[tuple[str, Position, Word]]:
    rule = next((one.expression for one in record.rules if one.name == each.where), None)
    word = apart.told_by(rule.tree) if rule is not None else None
    if rule is not None and word is not None:
        yield "'where'", rule.source.at, word


def _conditional(move: Move, record: Record, word: Word, apart: Apart) -> Iterator[Problem]:
    """A move within a word must not be noticed by what it writes into a field that may not be shown now."""
    access = apart.access(record)
    assert access is not None
    always = {name for grant in access.see if grant.when is None for name in grant.fields}
    seen = {name for grant in access.see for name in grant.fields}
    for name in (*move.needs, *(name for name, _ in move.set)):
        if name in seen - always:
            whose = reader(access)
            message = f"move '{move.name}' within '{word.name}' writes '{name}', which {whose} sees under a condition"
            hint = remedy(word, f"show '{name}' always or never")
            yield Problem("S349", message, move.at, hint)


def _whose(record: Record, apart: Apart) -> str:
    access = apart.access(record)
    assert access is not None
    return reader(access)
