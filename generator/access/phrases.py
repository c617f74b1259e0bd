"""Words put together: lists, conditions joined by "and" and "or", and who is spoken to. Knows no tree."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from typing import Literal

from generator.access.labels import quoted

Joint = Literal["", "and", "or"]
Fixed = str | bool | int | Decimal | date | time | None

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
UNITS = ((604_800, "week"), (86_400, "day"), (3_600, "hour"), (60, "minute"), (1, "second"))


@dataclass(frozen=True, slots=True)
class Voice:
    """The reader as a clause calls them: spoken to, or spoken of."""

    name: str
    own: str
    object: str

    def verb(self, subject: str, verb: str) -> str:
        """`is`, `has` or `includes` for that subject."""
        return {"is": "are", "has": "have"}.get(verb, verb) if subject == self.name else verb


YOU = Voice("you", "your", "you")
THEY = Voice("they", "their", "them")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A condition in words. `joint` is what holds its parts together; with a subject it can be said once for several:
    "state" and "is Open"."""

    text: str
    joint: Joint = ""
    subject: str = ""

    @property
    def predicate(self) -> str:
        return self.text.removeprefix(self.subject).strip()


def said(subject: str, predicate: str) -> Phrase:
    return Phrase(f"{subject} {predicate}", "", subject)


def listed(words: Sequence[str], last: str) -> str:
    """`a, b and c`, with the last word given."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {last} {words[-1]}"


def joined(parts: Sequence[Phrase], joint: Literal["and", "or"]) -> Phrase:
    """The parts as one condition; what is said of the same subject in a row is said of it once."""
    grouped = _by_subject(parts, joint)
    if len(grouped) == 1:
        return grouped[0]
    if joint == "and":
        grouped = sorted(grouped, key=lambda part: part.joint == "or")
    texts = [f"either {part.text}" if joint == "and" and part.joint == "or" else part.text for part in grouped]
    return Phrase(_sequence(texts, joint), joint)


def _by_subject(parts: Sequence[Phrase], joint: Literal["and", "or"]) -> list[Phrase]:
    grouped: list[Phrase] = []
    for part in parts:
        before = grouped[-1] if grouped else None
        if before and part.subject and before.subject == part.subject and before.joint in ("", joint):
            grouped[-1] = Phrase(f"{before.text} {joint} {part.predicate}", joint, part.subject)
        else:
            grouped.append(part)
    return grouped


def _sequence(texts: Sequence[str], joint: Literal["and", "or"]) -> str:
    """With a comma before the last where one of them has words of the other kind within."""
    other = {"and": r" or (?!earlier|later)", "or": " and "}[joint]
    comma = "," if len(texts) > 2 or any(re.search(other, text) for text in texts) else ""
    return f"{', '.join(texts[:-1])}{comma} {joint} {texts[-1]}"


def article(noun: str) -> str:
    return f"an {noun}" if noun[:1].lower() in "aeiou" else f"a {noun}"


def constant(value: Fixed) -> str:
    """A fixed value; a text stands in quotes."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return f"{value.day} {MONTHS[value.month - 1]} {value.year}"
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return quoted(value) if isinstance(value, str) else str(value)


def duration(seconds: int) -> str:
    """`7 days`, `90 minutes`: in the largest unit that fits without a rest, weeks only as such."""
    size, unit = next((size, unit) for size, unit in UNITS[1:] if seconds % size == 0)
    number = abs(seconds) // size
    return f"{number} {unit}{'s' * (number != 1)}"
