"""Lists of choices: files of `choices/`, and lists written at a field."""

from __future__ import annotations

from generator.problems import Position, Text
from generator.sources import Items, Node, Table
from generator.spec import Choices


def read_choices(node: Node, key: str | None, at: Position) -> Choices:
    """A mapping of choices to labels, or a list of choices that are labelled by their own words."""
    if isinstance(node, Table):
        options = tuple((choice, label) for choice, label in node.entries() if isinstance(label, Text))
    elif isinstance(node, Items):
        options = tuple((choice, _label(choice)) for choice in node if isinstance(choice, Text))
    else:
        options = ((node, _label(node)),)
    return Choices(at, key, options)


def _label(choice: Text) -> Text:
    words = choice.replace("_", " ").strip()
    return Text(words[:1].upper() + words[1:], choice.at)
