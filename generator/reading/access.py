"""The block of a portal or role in a record type."""

from __future__ import annotations

from generator.problems import Text
from generator.reading.values import flag, optional_texts, table, tables, text, text_table, texts
from generator.sources import Items, Node, Table
from generator.spec import Access, Group, Override
from generator.worded import MoveWords, Word


def read_access(name: Text, block: Table) -> Access:
    """`name` is the portal or the role. Keys that are not written are None."""
    return Access(
        at=name.at,
        like=text(block, "like"),
        rows=text(block, "rows"),
        create=optional_texts(block, "create"),
        preset=text_table(block, "preset") if "preset" in block else None,
        see=_groups(block, "see"),
        edit=_groups(block, "edit"),
        hide=optional_texts(block, "hide"),
        delete=text(block, "delete"),
        list=optional_texts(block, "list"),
        history=flag(block, "history") if "history" in block else None,
        title=text(block, "title"),
        afterwards=text(block, "afterwards"),
        ask=optional_texts(block, "ask"),
        fields=_overrides(block) if "fields" in block else None,
        states=_words(block) if "states" in block else None,
        moves=_move_words(block) if "moves" in block else None,
        roles={role: read_access(role, inner) for role, inner in tables(block, "roles")},
    )


def _groups(block: Table, key: str) -> tuple[Group, ...] | None:
    """`all`, names, or groups; names beside groups are a group of their own."""
    if key not in block:
        return None
    node = block[key]
    plain = texts(node)
    names = (Group(plain[0].at, plain),) if plain else ()
    groups = node if isinstance(node, Items) else ()
    return names + tuple(_group(item) for item in groups if isinstance(item, Table))


def _group(item: Table) -> Group:
    return Group(item.at, texts(item.get("fields")), text(item, "when"))


def _overrides(block: Table) -> dict[Text, Override]:
    return {name: _override(name, field) for name, field in tables(block, "fields")}


def _override(name: Text, field: Table) -> Override:
    return Override(
        at=name.at,
        label=text(field, "label"),
        hint=text(field, "hint"),
        where=text(field, "where"),
        require=text(field, "require"),
        default=text(field, "default"),
    )


def _words(block: Table) -> dict[Text, Word]:
    """A label, or the long form."""
    return {name: _word(name, value) for name, value in table(block, "states").entries()}


def _word(name: Text, value: Node) -> Word:
    if not isinstance(value, Table):
        return Word(name, name.at, value if isinstance(value, Text) else None)
    return Word(name, name.at, text(value, "label"), texts(value.get("of")))


def _move_words(block: Table) -> dict[Text, MoveWords]:
    return {name: _move(name, value) for name, value in table(block, "moves").entries()}


def _move(name: Text, value: Node) -> MoveWords:
    if not isinstance(value, Table):
        return MoveWords(name.at, value if isinstance(value, Text) else None)
    return MoveWords(name.at, text(value, "label"), text(value, "say"))
