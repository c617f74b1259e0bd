"""What somebody probably meant where Python cannot read an expression. Only words for people depend on it."""

from __future__ import annotations

import keyword
import re

from generator.expressions import messages
from generator.problems import Position, Problem, Text

OPERATORS = frozenset({"and", "or", "not", "in", "is", "if", "else", "for", "None", "True", "False"})
INSTEAD = {"from": "starts", "class": "kind", "import": "bring_in", "return": "returned", "global": "worldwide"}
MEANT = {"&&": "and", "||": "or", "<>": "!=", "AND": "and", "OR": "or", "NOT": "not", "IN": "in", "IS": "is"}

_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_WORD = re.compile(r"[A-Za-z_]+")
_SLIP = re.compile(r"&&|\|\||<>|\b(?:AND|OR|NOT|IN|IS)\b")
_DAY = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")
_ASSIGNMENT = re.compile(r"(?<![=!<>:])=(?!=)")


def place_in(source: Text, start: int, length: int) -> Position:
    """A stretch of the expression in its file; the beginning of a text that is folded over lines or has escapes."""
    at = source.at
    if "\n" in source or at.length != len(source):
        return at
    return Position(at.file, at.line, at.column + start, length)


def unreadable(source: Text, text: str, error: SyntaxError, shift: int) -> Problem:
    """`text` is the source in one line; `error` counts columns from 1 behind `shift` of them, 0 for the end."""
    outside = _QUOTED.sub(lambda quoted: " " * len(quoted[0]), text)
    for word in _WORD.finditer(outside):
        if keyword.iskeyword(word[0]) and word[0] not in OPERATORS:
            return messages.reserved(place_in(source, *_span(word)), word[0], INSTEAD.get(word[0], ""))
    if day := _DAY.search(outside):
        return messages.not_readable(place_in(source, *_span(day)), "a date stands in quotes", f'write "{day[0]}"')
    if slip := _SLIP.search(outside):
        return messages.not_readable(place_in(source, *_span(slip)), f"'{slip[0]}'", f"write '{MEANT[slip[0]]}'")
    if equals := _ASSIGNMENT.search(outside):
        return messages.not_readable(place_in(source, *_span(equals)), "'=' compares nothing", "write ==")
    if not error.offset:
        end = len(text.rstrip())
        return messages.not_readable(place_in(source, end - 1, 1), "something is missing at the end")
    offset = min(error.offset - 1 + shift, len(text) - 1)
    word_here = _WORD.match(text[offset:])
    return messages.not_readable(place_in(source, offset, len(word_here[0]) if word_here else 1), _reason(error.msg))


def _span(match: re.Match[str]) -> tuple[int, int]:
    return match.start(), len(match[0])


def _reason(message: str) -> str:
    """Python's own words for brackets, ours for the rest."""
    if "was never closed" in message or "unmatched" in message or "does not match" in message:
        return message
    if "unterminated string" in message:
        return "a quote is missing"
    return "something is missing or too much here"
