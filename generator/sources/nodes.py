"""What stands in a YAML file, with places: texts as typed, mappings and lists. No scalar has a type here but text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from generator.problems import Position, Text


class Table(dict[str, "Node"]):
    """A mapping in the order it was typed. Every key is a Text, so it knows its place; look up by plain text."""

    __slots__ = ("at",)
    at: Position

    def __init__(self, at: Position, entries: Iterable[tuple[Text, Node]] = ()) -> None:
        super().__init__(entries)
        self.at = at

    def entries(self) -> list[tuple[Text, Node]]:
        """Keys and values, the keys with their places."""
        return cast("list[tuple[Text, Node]]", list(self.items()))

    def key(self, name: str) -> Text:
        """The key as it was typed. KeyError if there is none."""
        for key, _ in self.entries():
            if key == name:
                return key
        raise KeyError(name)


class Items(list["Node"]):
    """A list as it was typed."""

    __slots__ = ("at",)
    at: Position

    def __init__(self, at: Position, items: Iterable[Node] = ()) -> None:
        super().__init__(items)
        self.at = at


Node = Text | Table | Items
