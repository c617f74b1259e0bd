"""Notices by which people would learn of moves within one of their words, or of the state under it."""

from __future__ import annotations

from collections.abc import Iterator

from generator.app import Record
from generator.notices import Notice
from generator.problems import Problem
from generator.rules.readers import reader
from generator.rules.words.apart import Apart
from generator.rules.words.words import remedy, tells
from generator.words import Word, is_within


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


def _told_by(notice: Notice, record: Record, apart: Apart) -> Word | None:
    moves = record.workflow.moves if record.workflow is not None else ()
    for word in apart.joined(record):
        if any(move.name in notice.after and is_within(move, word.states) for move in moves):
            return word
    for rule in (rule.expression for rule in record.rules if rule.name in (notice.when, notice.where)):
        if (told := apart.told_by(rule.tree)) is not None:
            return told
    return None
