"""A file's nodes without what violates the schema, so that the rest of it is still judged in the same run."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import cast

from jsonschema import ValidationError

from generator.problems import Text
from generator.reading.places import Path
from generator.sources import Items, Node, Table
from generator.suggestion import closest

Repairs = dict[Path, Node | None]


def repair(tree: Node, errors: Iterable[ValidationError]) -> Node | None:
    """A copy in which misspelt keys and words of a fixed list are those that were meant, without other violations."""
    repairs: Repairs = {}
    meant: dict[Path, str] = {}
    for error in errors:
        if error.validator == "additionalProperties":
            _unknown_keys(repairs, meant, error)
        else:
            _add(repairs, error)
    return _copy(tree, (), repairs, meant)


def _unknown_keys(repairs: Repairs, meant: dict[Path, str], error: ValidationError) -> None:
    known = cast(Mapping[str, object], error.schema["properties"])
    table = cast(Table, error.instance)
    for key in [key for key in table if key not in known][:MOST_GUESSES]:
        better = closest(key, known)
        if better is not None and better not in table and better not in meant.values():
            meant[(*error.absolute_path, str(key))] = better
    repairs.update({(*error.absolute_path, str(key)): None for key in table if key not in known})


def _add(repairs: Repairs, error: ValidationError) -> None:
    path = tuple(error.absolute_path)
    if "propertyNames" in error.absolute_schema_path:
        repairs[(*path, str(error.instance))] = None
    elif error.validator == "enum" and isinstance(error.instance, Text):
        better = closest(error.instance, cast(list[str], error.validator_value))
        repairs[path] = Text(better, error.instance.at) if better else None
    elif error.validator not in ("required", "oneOf"):
        repairs[path] = None


def _copy(node: Node, path: Path, repairs: Repairs, meant: Mapping[Path, str]) -> Node | None:
    if path in repairs:
        return repairs[path]
    if isinstance(node, Table):
        entries = ((key, _copy(value, (*path, str(key)), repairs, meant)) for key, value in node.entries())
        return Table(node.at, ((key, value) for key, value in entries if value is not None))
    if isinstance(node, Items):
        items = (_copy(item, (*path, index), repairs, meant) for index, item in enumerate(node))
        return Items(node.at, (item for item in items if item is not None))
    return node
