"""Definitions of fields as they are typed in YAML: cut out of one text, put into another, all else kept to the letter.

Text in, text out; knows neither lock nor files.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import yaml


@dataclass(frozen=True, slots=True)
class Definition:
    """The lines of a field without their indentation, comments above it included. `flow`: it stood in braces."""

    lines: tuple[str, ...]
    flow: bool = False


class UnfitError(Exception):
    """Why a text cannot be changed by itself, in words."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


def find_definition(text: str, name: str) -> Definition | None:
    """The definition of the field of this name below `fields:`; None where there is none."""
    fields = _value(_root(text), "fields")
    pair = _pair(fields, name)
    if fields is None or pair is None:
        return None
    key, value = pair
    lines = text.split("\n")
    if fields.flow_style:
        return Definition((_slice(lines, key.start_mark, value.end_mark),), flow=True)
    first, last = _above(lines, key.start_mark.line, key.start_mark.column), _last(lines, key, value)
    return Definition(tuple(_unindented(lines[first : last + 1], key.start_mark.column)))


def add_definition(text: str, definition: Definition) -> str:
    """The text with the field at the end of its `fields:`. Raises UnfitError where braces leave no room for it."""
    fields = _value(_root(text), "fields")
    lines = text.split("\n")
    if fields is None or not fields.value:
        if fields is not None:
            raise UnfitError("its fields: is empty; write a line below it first")
        return "\n".join([*_without_end(lines), "", "fields:", *_indented(definition.lines, 2), ""])
    key, value = fields.value[-1]
    if fields.flow_style:
        if len(definition.lines) > 1:
            raise UnfitError("its fields: stands in braces")
        end = value.end_mark
        line = lines[end.line]
        lines[end.line] = f"{line[: end.column]}, {definition.lines[0]}{line[end.column :]}"
        return "\n".join(lines)
    last = _last(lines, key, value)
    return "\n".join([*lines[: last + 1], *_indented(definition.lines, key.start_mark.column), *lines[last + 1 :]])


def without_retired(text: str, name: str) -> str:
    """The text without this name in its list `retired:`; without the list, where it was all there was."""
    root = _root(text)
    pair = _pair(root, "retired")
    if pair is None or name not in [item.value for item in pair[1].value]:
        return text
    key, listed = pair
    kept = [item.value for item in listed.value if item.value != name]
    lines = text.split("\n")
    first, last = key.start_mark.line, _last(lines, key, listed)
    if not kept:
        return "\n".join([*lines[:first], *lines[last + 1 :]])
    if listed.flow_style:
        start, end = listed.start_mark, listed.end_mark
        joined = f"{lines[start.line][: start.column]}[{', '.join(kept)}]{lines[end.line][end.column :]}"
        return "\n".join([*lines[: start.line], joined, *lines[end.line + 1 :]])
    gone = {item.start_mark.line for item in listed.value if item.value == name}
    return "\n".join(line for number, line in enumerate(lines) if number not in gone)


def _root(text: str) -> Any:
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    if not isinstance(root, yaml.MappingNode):
        raise UnfitError("it is no mapping")
    return root


def _pair(mapping: Any, name: str) -> tuple[Any, Any] | None:
    if not isinstance(mapping, yaml.MappingNode):
        return None
    return next(((key, value) for key, value in mapping.value if key.value == name), None)


def _value(mapping: Any, name: str) -> Any:
    pair = _pair(mapping, name)
    return pair[1] if pair and isinstance(pair[1], yaml.MappingNode) else None


def _above(lines: Sequence[str], line: int, column: int) -> int:
    """The first of the comments that stand right above a line, indented alike."""
    while line > 0 and lines[line - 1].startswith(" " * column + "#"):
        line -= 1
    return line


def _last(lines: Sequence[str], key: Any, value: Any) -> int:
    """The last line of an entry: PyYAML ends a block where the next thing begins, beyond blank lines and comments."""
    first: int = key.start_mark.line
    end = value.end_mark
    last: int = end.line if end.column > 0 and lines[end.line][: end.column].strip() else end.line - 1
    last = max(first, min(last, len(lines) - 1))
    while last > first and (not lines[last].strip() or _is_comment_of_another(lines[last], key)):
        last -= 1
    return last


def _is_comment_of_another(line: str, key: Any) -> bool:
    indent = len(line) - len(line.lstrip())
    return line.lstrip().startswith("#") and indent <= key.start_mark.column


def _slice(lines: Sequence[str], start: Any, end: Any) -> str:
    if start.line == end.line:
        found: str = lines[start.line][start.column : end.column]
        return found
    parts = [lines[start.line][start.column :], *lines[start.line + 1 : end.line], lines[end.line][: end.column]]
    return " ".join(part.strip() for part in parts)


def _unindented(lines: Sequence[str], column: int) -> list[str]:
    return [line[column:] if line[:column].isspace() or column == 0 else line.lstrip() for line in lines]


def _indented(lines: Sequence[str], column: int) -> list[str]:
    return [f"{' ' * column}{line}" if line.strip() else "" for line in lines]


def _without_end(lines: Sequence[str]) -> list[str]:
    kept = list(lines)
    while kept and not kept[-1].strip():
        kept.pop()
    return kept
