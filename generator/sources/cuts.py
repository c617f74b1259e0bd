"""Places where YAML silently reads less than was meant: text cut at a comma or a #, a value that is missing."""

from __future__ import annotations

import re

from generator.problems import Position, Problem, Text
from generator.sources.nodes import Table

QUOTES = 'put quotes around the text: "…"'
BLOCK_OR_QUOTES = "write this as a block, or put quotes around it"

_COMMENT_WITHOUT_SPACE = re.compile(r"\s+(#[^\s#].*)$")
_JOINED = re.compile(r"([a-z][a-z0-9_]*):\S")


def without_value(key: Text, before: Table) -> Problem:
    """A key inside `{ }` that has no value. `before` holds what stands before it."""
    if joined := _JOINED.match(key):
        return no_space(joined.group(1), key.at)
    if not before:
        hint = "inside { } stands 'key: value'; text with braces needs quotes around it"
        return Problem("S018", f"'{key}' is read as a key inside {{ }} and has no value", key.at, hint)
    name, value = before.entries()[-1]
    if isinstance(value, Text) and value.count("(") > value.count(")"):
        message = f"the call in '{name}' is cut at the comma: '{key}' became a key of its own"
    elif isinstance(value, Text):
        message = f"the text of '{name}' is cut at the comma: '{key}' became a key of its own"
    else:
        message = f"'{key}' has no value"
    return Problem("S012", message, key.at, BLOCK_OR_QUOTES)


def empty(key: Text, line: str) -> Problem:
    """A key of a block that has no value."""
    rest = line[key.at.column - 1 + len(key) :].lstrip(" :\"'")
    if rest.startswith("#") and not rest.startswith("# "):
        at = Position(key.at.file, key.at.line, line.rindex(rest) + 1, len(rest.rstrip()))
        return _hash(f"the value of '{key}' is read as a comment", at)
    return Problem("S014", f"'{key}' has no value", key.at, "write the value, or remove the line")


def at_hash(text: Text, line: str, number: int, end: int) -> Problem | None:
    """Plain text that ends at ` #` although a word follows at once: seldom a comment."""
    found = _COMMENT_WITHOUT_SPACE.match(line, end)
    if found is None:
        return None
    at = Position(text.at.file, number, found.start(1) + 1, len(found.group(1).rstrip()))
    return _hash(f"the text is cut at ' #': only '{text}' is read", at)


def no_space(name: str, at: Position) -> Problem:
    return Problem("S024", f"a space is missing after '{name}:'", at, f"write '{name}: …'")


def _hash(message: str, at: Position) -> Problem:
    return Problem("S016", message, at, "put quotes around the whole text; a comment has a space after its #")
