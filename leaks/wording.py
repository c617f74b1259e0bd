"""Cells as a person's portal calls them: states under one word are one, and the last change is the last that could be
noticed there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from generator.app import Record
from generator.words import AS_EVERYWHERE, Words
from leaks.facts import Here
from leaks.guards import STATE
from leaks.world import Cell

if TYPE_CHECKING:
    from leaks.expectation import Expectation


def words_of(who: Expectation, record: str) -> Words:
    access = who.access(record)
    return AS_EVERYWHERE if access is None else access.words


def told(who: Expectation, here: Here, name: str) -> Cell:
    """What stands for the value of a field, whether or not it is seen."""
    words = words_of(who, here.record)
    kept = {"updated": words.updated, "revision": words.revision}.get(name)
    if kept and (noticed := who.facts.cell(here, kept)) is not None:
        return noticed
    value = who.facts.cell(here, name)
    return words.word_of(value) if name == STATE and isinstance(value, str) else value


def states_told(who: Expectation, record: Record) -> Mapping[str, str]:
    """The states that there are for this person, with their labels."""
    words = words_of(who, record.key)
    return {word.name: word.label for word in words.states} if words.states else record.choices_of(STATE)


def alike(who: Expectation, here: Here, name: str) -> tuple[str, ...]:
    """The states that are one with that of a record, if there are several."""
    if name != STATE:
        return ()
    value = who.facts.rows[here.record][here.id].get(name)
    return next((word.states for word in words_of(who, here.record).joined if value in word.states), ())
