"""Titles of records: templates such as `{number} {subject}`, read once; and the words that a value is in them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import starmap
from string import Formatter
from typing import Any

from runtime.declarations.fields import Field
from runtime.scope.results import Linked, NotShown, Value


@dataclass(frozen=True, slots=True)
class Title:
    """`pieces` are pairs of literal text and the name of the field that follows it ("" at the end)."""

    pieces: tuple[tuple[str, str], ...]
    names: tuple[str, ...]

    def compose(self, words: Mapping[str, str], fallback: str) -> str:
        """The title; `fallback` where all its fields are missing or hidden."""
        return self.composer(tuple(words), fallback)([tuple(words.values())])[0]

    def composer(self, seen: Sequence[str], fallback: str) -> Callable[[Iterable[Sequence[str]]], list[str]]:
        """What makes titles of many records, each of the words of the fields `seen`, in their order."""
        places = {name: f"{{{place}}}" for place, name in enumerate(seen)}
        pattern = "".join([f"{_literally(literal)}{places.get(name, '')}" for literal, name in self.pieces])
        blank = pattern.format(*[""] * len(seen))
        wordless = fallback if self.names else tidy(blank) or fallback

        def compose(rows: Iterable[Sequence[str]]) -> list[str]:
            texts = starmap(pattern.format, rows)
            return [wordless if text == blank else tidy(text) or fallback for text in texts]

        return compose


def _literally(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")


@lru_cache(maxsize=16384)
def tidy(text: str) -> str:
    """Without what missing parts leave. Kept: the same few products stand in each row of a list."""
    return " ".join(text.replace("()", "").split()).strip(" ,;:·|/-–—")


@lru_cache(maxsize=4096)
def read_title(template: str) -> Title:
    pieces = tuple((literal, name or "") for literal, name, _, _ in Formatter().parse(template))
    return Title(pieces, tuple(dict.fromkeys(name for _, name in pieces if name)))


def words_by(field: Field) -> Callable[[Sequence[Value]], list[str]]:
    """How the values of a field are written as parts of titles, many at once."""
    if field.kind == "text" and not field.choices and field.own is None:
        return _texts
    return lambda values: [words_of(field, value) for value in values]


def _texts(values: Sequence[Any]) -> list[str]:
    return [text or "" for text in values]


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
