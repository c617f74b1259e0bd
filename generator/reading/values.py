"""Small readings of nodes whose shape is checked already."""

from __future__ import annotations

from generator.problems import Position, Text
from generator.sources import Items, Node, Table

NOWHERE = Table(Position("", 1, 1))


def text(table: Table, key: str) -> Text | None:
    """The text under a key; None where there is none."""
    value = table.get(key)
    return value if isinstance(value, Text) else None


def flag(table: Table, key: str) -> bool:
    return table.get(key) == "true"


def texts(node: Node | None) -> tuple[Text, ...]:
    """One text or a list of texts; empty where there is neither."""
    if isinstance(node, Text):
        return (node,)
    return tuple(item for item in node if isinstance(item, Text)) if isinstance(node, Items) else ()


def optional_texts(table: Table, key: str) -> tuple[Text, ...] | None:
    """As `texts`, None where the key is not written."""
    return texts(table[key]) if key in table else None


def table(parent: Table, key: str) -> Table:
    """The mapping under a key; an empty one where there is none."""
    value = parent.get(key)
    return value if isinstance(value, Table) else NOWHERE


def tables(parent: Table, key: str) -> list[tuple[Text, Table]]:
    """The mappings under the names of a mapping."""
    return [(name, value) for name, value in table(parent, key).entries() if isinstance(value, Table)]


def text_table(parent: Table, key: str) -> dict[Text, Text]:
    """The texts under the names of a mapping."""
    return {name: value for name, value in table(parent, key).entries() if isinstance(value, Text)}
