"""Values that occur nowhere else, and the texts by which they are told again in whatever was received.

A canary is a word of its own (`CNRYABCDEF`), a prime of seven digits, an id, or a number made by a pattern.
"""

from __future__ import annotations

import random
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from decimal import Decimal
from math import isqrt

from generator.app import App
from leaks.world import Cell, Rows, StoredFile, files_of

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
LENGTH = 6
WORD = re.compile(r"CNRY[A-Z]{6}|cnry[a-z]{6}")
NUMBERS = re.compile(r"\d{1,3}(?:,\d{3})+|\d{7,}")
DIGITS = re.compile(r"\d{7,}")
GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+")
SMALLEST, LARGEST = 10**6, 10**16
"""A number that is smaller tells nothing; one that is larger is not a record's but the id of something."""
SHORTEST = 7
"""A text that is no word of ours is told by so many characters at least."""

Place = tuple[str, int, str]


class Mint:
    """Makes words and numbers, each once and none of those taken."""

    def __init__(self, chance: random.Random, taken: Collection[str] = ()) -> None:
        self._chance, self._taken = chance, taken
        self._next = chance.randrange(len(LETTERS) ** LENGTH)
        self._numbers: set[int] = set()

    def word(self) -> str:
        word = self._word()
        return word if word not in self._taken and word.lower() not in self._taken else self.word()

    def _word(self) -> str:
        self._next = (self._next + 95_479_067) % len(LETTERS) ** LENGTH  # without a common divisor, so none comes twice
        rest, letters = self._next, ""
        for _ in range(LENGTH):
            rest, letter = divmod(rest, len(LETTERS))
            letters += LETTERS[letter]
        return f"CNRY{letters}"

    def number(self) -> int:
        """A prime of seven digits."""
        while True:
            found = self._chance.randrange(1_000_001, 9_999_999, 2)
            if found not in self._numbers and str(found) not in self._taken and _is_prime(found):
                self._numbers.add(found)
                return found


def find_canaries(app: App, rows: Rows) -> Mapping[str, Place]:
    """Every text that tells one value for certain, with the first cell that holds it."""
    found: dict[str, Place] = {}
    for record, of_type in rows.items():
        for key, row in of_type.items():
            for name, value in row.items():
                for text in _texts(value, name):
                    found.setdefault(text, (record, key, name))
    for text, place in _patterned(app, rows):
        found.setdefault(text, place)
    return found


def found_in(text: str, canaries: Iterable[str]) -> frozenset[str]:
    """Those of the canaries that a text holds, as whole words and whole numbers."""
    words = {*WORD.findall(text), *DIGITS.findall(text), *GROUPED.findall(text)}
    return frozenset(each for each in canaries if each in words or (not _is_word(each) and each in text))


def texts_of(value: Cell) -> Iterator[str]:
    """A value in the forms in which it may appear."""
    if isinstance(value, tuple):
        for each in value:
            if isinstance(each, StoredFile):
                yield str(each.id)
                yield each.name
                yield each.content.decode("latin-1")
            else:
                yield str(each)
    elif isinstance(value, bool) or value is None:
        return
    elif isinstance(value, str):
        yield value
    elif hasattr(value, "as_tuple") or isinstance(value, int):
        yield str(value)
        yield f"{value:,}"
    else:
        yield str(value)


def _is_word(canary: str) -> bool:
    return bool(WORD.fullmatch(canary) or NUMBERS.fullmatch(canary))


def _texts(value: Cell, name: str) -> Iterator[str]:
    if isinstance(value, str):
        yield from WORD.findall(value)
        yield from DIGITS.findall(value)
    elif isinstance(value, (int, Decimal)) and not isinstance(value, bool):
        whole = abs(int(value))
        if whole < SMALLEST:
            return
        if name == "id":
            yield str(whole)
        elif whole < LARGEST:
            yield str(whole)
            yield f"{whole:,}"
    elif isinstance(value, tuple):
        for file in files_of(value):
            yield str(file.id)
            yield from WORD.findall(file.name)
            yield from WORD.findall(file.content.decode("latin-1"))


def _patterned(app: App, rows: Rows) -> Iterator[tuple[str, Place]]:
    """Texts of patterns of their own and numbers of records, where no other value holds the same text."""
    for record in app.records.values():
        for field in record.fields:
            if not field.pattern and not (field.name == "number" and record.number):
                continue
            texts = {key: str(row[field.name] or "") for key, row in rows[record.key].items()}
            joined = "\n".join(texts.values())
            for key, text in texts.items():
                told = len(text) >= SHORTEST and joined.count(text) == 1
                if told and not WORD.search(text) and not NUMBERS.fullmatch(text):
                    yield text, (record.key, key, field.name)


def _is_prime(number: int) -> bool:
    return all(number % divisor for divisor in range(3, isqrt(number) + 1, 2))
