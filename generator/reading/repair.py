"""What of a file can be used although it violates its schema, so that the rest is judged in the same run."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, cast

from generator.problems import Text
from generator.reading.places import Path
from generator.reading.shapes import properties_of
from generator.sources import Items, Node, Table
from generator.suggestion import closest

if TYPE_CHECKING:
    from jsonschema import ValidationError

MOST_GUESSES = 50


def as_meant(tree: Node, violations: Iterable[ValidationError]) -> Node | None:
    """A copy in which misspelt keys, and misspelt words of a fixed list, are those that were meant; None if no word
    is known to be meant."""
    keys: dict[Path, str] = {}
    words: dict[Path, str] = {}
    for violation in violations:
        path = tuple(violation.absolute_path)
        if violation.validator == "additionalProperties":
            keys.update({(*path, typed): better for typed, better in meant_keys(violation).items()})
        elif violation.validator == "enum" and isinstance(violation.instance, Text):
            better = closest(violation.instance, cast(list[str], violation.validator_value))
            words.update({path: better} if better else {})
    return _respell(tree, (), keys, words) if keys or words else None


def without(tree: Node, violations: Iterable[ValidationError]) -> Node | None:
    """A copy without what violates; None where that is everything."""
    bad: set[Path] = set()
    for violation in violations:
        path = tuple(violation.absolute_path)
        if violation.validator == "additionalProperties":
            bad.update((*path, key) for key in unknown_keys(violation))
        elif "propertyNames" in violation.absolute_schema_path:
            bad.add((*path, str(violation.instance)))
        elif violation.validator not in ("required", "oneOf"):
            bad.add(path)
    return _drop(tree, (), bad)


def unknown_keys(violation: ValidationError) -> list[Text]:
    """The keys that made a violation of `additionalProperties`, with their places."""
    known = properties_of(violation)
    return [key for key, _ in cast(Table, violation.instance).entries() if key not in known]


def meant_keys(violation: ValidationError) -> dict[Text, str]:
    """For unknown keys the known ones that were meant, where these are not there as well."""
    known = properties_of(violation)
    table = cast(Table, violation.instance)
    meant: dict[Text, str] = {}
    for typed in unknown_keys(violation)[:MOST_GUESSES]:
        better = closest(typed, known)
        if better is not None and better not in table and better not in meant.values():
            meant[typed] = better
    return meant


def _respell(node: Node, path: Path, keys: Mapping[Path, str], words: Mapping[Path, str]) -> Node:
    if isinstance(node, Text):
        return Text(words[path], node.at) if path in words else node
    if isinstance(node, Items):
        return Items(node.at, (_respell(item, (*path, index), keys, words) for index, item in enumerate(node)))
    entries: list[tuple[Text, Node]] = []
    for key, value in node.entries():
        inner = (*path, str(key))
        respelt = Text(keys[inner], key.at) if inner in keys else key
        entries.append((respelt, _respell(value, inner, keys, words)))
    return Table(node.at, entries)


def _drop(node: Node, path: Path, bad: set[Path]) -> Node | None:
    if path in bad:
        return None
    if isinstance(node, Table):
        entries = ((key, _drop(value, (*path, str(key)), bad)) for key, value in node.entries())
        return Table(node.at, ((key, value) for key, value in entries if value is not None))
    if isinstance(node, Items):
        items = (_drop(item, (*path, index), bad) for index, item in enumerate(node))
        return Items(node.at, (item for item in items if item is not None))
    return node
