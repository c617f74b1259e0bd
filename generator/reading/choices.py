"""Lists of choices: files of `choices/`, and lists written at a field."""

from __future__ import annotations

from collections.abc import Iterator

from generator.problems import Position, Text
from generator.reading.values import text
from generator.sources import Items, Node, Table
from generator.spec import Choices


def read_choices(node: Node, key: str | None, at: Position) -> Choices:
    """A mapping of choices to labels or to their long form, or a list of choices that are labelled by their words.

    A choice that `becomes` another one is none of the options.
    """
    if isinstance(node, Items):
        return Choices(at, key, tuple((choice, _label(choice)) for choice in node if isinstance(choice, Text)))
    if not isinstance(node, Table):
        return Choices(at, key, ((node, _label(node)),))
    becomes = dict(_long(node, "becomes"))
    options = [(choice, _label_in(choice, value)) for choice, value in node.entries() if choice not in becomes]
    return Choices(at, key, tuple(options), dict(_long(node, "was")), becomes)


def _long(node: Table, key: str) -> Iterator[tuple[Text, Text]]:
    """What the long forms say under a key, by their choices."""
    for choice, value in node.entries():
        said = text(value, key) if isinstance(value, Table) else None
        if said is not None:
            yield choice, said


def _label_in(choice: Text, value: Node) -> Text:
    written = text(value, "label") if isinstance(value, Table) else value
    return written if isinstance(written, Text) else _label(choice)


def _label(choice: Text) -> Text:
    words = choice.replace("_", " ").strip()
    return Text(words[:1].upper() + words[1:], choice.at)
