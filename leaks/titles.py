"""Titles as a reader sees them: the words of the template, those of fields that are missing or hidden left out."""

from __future__ import annotations

import re
from collections.abc import Callable

from generator.app import Field
from leaks.world import Cell

DEPTH = 3
"""How many links a title may lead through, the one it stands for included."""
_PLACE = re.compile(r"\{([^{}]*)\}")


def names_in(template: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_PLACE.findall(template)))


def compose(template: str, word: Callable[[str], str], fallback: str) -> str:
    """`word` gives the text of a field, "" where there is none."""
    words = {name: word(name) for name in names_in(template)}
    if words and not any(words.values()):
        return fallback
    text = _PLACE.sub(lambda found: words[found[1]], template)
    return " ".join(text.replace("()", "").split()).strip(" ,;:·|/-–—") or fallback


def plain_word(field: Field | None, value: Cell) -> str:
    """A value that is no link."""
    labels = dict(field.choices.options) if field is not None and field.choices is not None else {}
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ", ".join(labels.get(each, each) for each in value if isinstance(each, str))
    return labels.get(value, value) if isinstance(value, str) else str(value)
