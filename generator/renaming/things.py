"""What can be named in specs, and the places that name it. Values only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from generator.problems import Position, Text

Kind = Literal["record", "field", "rule", "back", "list", "choice", "mixin", "move"]


@dataclass(frozen=True, slots=True, order=True)
class Thing:
    """Something that has a name. `owner` is the record type of a field, a rule, a move or a set of records that link
    here (`back`), the list of a choice (`choices.size`, `records.order.state`, `mixins.stock.place`), else ""."""

    kind: Kind
    owner: str
    name: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of a text of the specs that names something: `length` characters from `start`.

    `at` is the place of the whole text. `plural`: it is the plural of the name that stands there.
    """

    text: Text
    at: Position
    start: int
    length: int
    plural: bool = False

    @property
    def name(self) -> str:
        return self.text[self.start : self.start + self.length]


@dataclass(frozen=True, slots=True)
class Mix:
    """A place where choices of two lists are compared or copied: a choice of both must be called the same in both."""

    at: Position
    lists: tuple[str, str]


class Mentions:
    """All places of the specs that name something. One place may name several things: what stands in a mixin, or in a
    rule that several portals use."""

    def __init__(self) -> None:
        self.things: dict[Mention, set[Thing]] = {}
        self.mixes: set[Mix] = set()

    def whole(self, text: Text, *things: Thing) -> None:
        """The whole text is the name."""
        self.part(text, 0, len(text), *things)

    def part(self, text: Text, start: int, length: int, *things: Thing, plural: bool = False) -> None:
        if things:
            self.things.setdefault(Mention(text, text.at, start, length, plural), set()).update(things)
