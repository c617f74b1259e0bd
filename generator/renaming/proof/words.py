"""A portal's own words for states and moves, before and after."""

from __future__ import annotations

from generator.app import Access
from generator.naming import label
from generator.renaming.proof.renames import follows
from generator.renaming.proof.rules import Pair
from generator.renaming.proof.told import tell
from generator.renaming.proof.workflows import states
from generator.words import MoveWords, Word


def same_words(before: Access, after: Access, pair: Pair) -> bool:
    one, other, key = before.words, after.words, pair.one.key
    found = {
        "states": len(one.states) == len(other.states)
        and all(_same_word(left, right, pair) for left, right in zip(one.states, other.states, strict=True)),
        "moves": len(one.moves) == len(other.moves)
        and all(_same_move(left, right, pair) for left, right in zip(one.moves, other.moves, strict=True)),
        "untold": tuple(pair.renames.of("move", key, each) for each in one.untold) == other.untold,
        "updated": pair.renames.own(key, one.updated) == other.updated,
        "revision": pair.renames.own(key, one.revision) == other.revision,
    }
    return not list(tell("", one, other, found))


def _same_word(one: Word, other: Word, pair: Pair) -> bool:
    """One that stands for a state of its name alone is called as that is."""
    called = states((one.name,), pair)[0] if one.states == (one.name,) else one.name
    found = {
        "name": called == other.name,
        "label": follows(one.label, other.label, label, (one.name, other.name)),
        "states": states(one.states, pair) == other.states,
        "at": True,
    }
    return not list(tell("", one, other, found))


def _same_move(one: MoveWords, other: MoveWords, pair: Pair) -> bool:
    found = {"name": pair.renames.of("move", pair.one.key, one.name) == other.name, "at": True}
    return not list(tell("", one, other, found))
