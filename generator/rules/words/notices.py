"""Notices by which people would learn of moves within one of their words, or of the state under it."""

from __future__ import annotations

from collections.abc import Iterator

from generator.app import Record
from generator.notices import CREATED, Notice
from generator.problems import Problem
from generator.rules.readers import reader
from generator.rules.words.apart import Apart
from generator.rules.words.words import remedy, tells
from generator.words import Word, is_within
from generator.workflow import Move


def telling_notices(record: Record, apart: Apart) -> Iterator[Problem]:
    """A notice after a move from one word to another says no more than the record does."""
    access, who = apart.access(record), apart.app.portals[apart.portal].who
    if access is None or access.rows is None:
        return
    for notice in record.notices:
        word = _told_by(notice, record, apart) if notice.people == who else None
        if word is not None:
            message = f"a notice to '{who}' {tells(word)} for {reader(access)}"
            hint = remedy(word, "tell them after moves alone that lead to another word, and by no such condition")
            yield Problem("S348", message, notice.at, hint)


def _leaves(move: Move, word: Word) -> bool:
    """From some of its states, so that who is told knows that it was one of them."""
    return not set(word.states).isdisjoint(move.source)


def _told_by(notice: Notice, record: Record, apart: Apart) -> Word | None:
    moves = record.workflow.moves if record.workflow is not None else ()
    access = apart.access(record)
    for word in apart.joined(record):
        for move in moves:
            is_untold = access is not None and move.name in access.words.untold and _leaves(move, word)
            if move.name in notice.after and (is_untold or is_within(move, word.states)):
                return word
    steps = set(notice.after) - {CREATED, *(move.name for move in moves)}
    told = apart.told_by_field(record, notice.before or ("due_by" if steps else "")) if notice.before or steps else None
    if told is not None:
        return told
    for rule in (rule.expression for rule in record.rules if rule.name in (notice.when, notice.where)):
        if (told := apart.told_by(rule.tree)) is not None:
            return told
    return None
