"""What messages say of a word whose states something tells apart."""

from __future__ import annotations

from generator.words import Word


def tells(word: Word) -> str:
    return f"tells the states of '{word.name}' apart"


def remedy(word: Word, other: str) -> str:
    """What to do about it: another way of saying it, and the way that there always is."""
    return f"{other}, or split '{word.name}' ({word.at.file}:{word.at.line})"


def in_all(word: Word) -> str:
    return f"in all of {', '.join(word.states)} or in none"
