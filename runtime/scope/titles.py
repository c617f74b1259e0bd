"""Titles of records: templates such as `{number} {subject}`, read once; and the words that a value is in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from string import Formatter

from runtime.declarations.fields import Field
from runtime.scope.results import Linked, NotShown, Value


@dataclass(frozen=True, slots=True)
class Title:
    """`pieces` are pairs of literal text and the name of the field that follows it ("" at the end)."""

    pieces: tuple[tuple[str, str], ...]
    names: tuple[str, ...]

    def compose(self, words: Mapping[str, str], fallback: str) -> str:
        """The title; `fallback` where all its fields are missing or hidden."""
        if self.names and not any(words.values()):
            return fallback
        return tidy("".join([literal + words.get(name, "") for literal, name in self.pieces])) or fallback

    @property
    def is_one_field(self) -> bool:
        return len(self.names) == 1 and not any(literal for literal, _name in self.pieces)


@lru_cache(maxsize=16384)
def tidy(text: str) -> str:
    """Without what missing parts leave. Kept: the same few products stand in each row of a list."""
    return " ".join(text.replace("()", "").split()).strip(" ,;:·|/-–—")


@lru_cache(maxsize=4096)
def read_title(template: str) -> Title:
    pieces = tuple((literal, name or "") for literal, name, _, _ in Formatter().parse(template))
    return Title(pieces, tuple(dict.fromkeys(name for _, name in pieces if name)))


def words_of(field: Field, value: Value) -> str:
    """A value as a part of a title."""
    if isinstance(value, str):
        return field.choices.get(value, value)
    if value is None or isinstance(value, NotShown):
        return ""
    if isinstance(value, Linked):
        return value.title
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ", ".join(words_of(field, each) for each in value if isinstance(each, str | Linked))
    return str(value)
