"""Bytes of a spec file to lines of text. Refuses what no spec needs: other encodings, control characters, tabs."""

from __future__ import annotations

import re
import unicodedata

from generator.problems import Position, Problem

_WRONG_INDENT = re.compile(r"^ *([\u00a0\u2000-\u200a\u3000]+)", re.MULTILINE)
MOST_BYTES = 1_000_000

_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # control characters but tab and line breaks
    "\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff"  # invisible: they hide or reorder what is read
    "\ud800-\udfff\ufffe\uffff]"
)


def decode(content: bytes, file: str) -> tuple[str, list[Problem]]:
    """The text with line breaks as LF, or "" and the one problem that makes it unreadable."""
    if len(content) > MOST_BYTES:
        size = f"{len(content) / 1_000_000:.1f} MB"
        words = f"this file has {size}; a spec has 1 MB at most"
        return "", [Problem("S003", words, Position(file, 1, 1), "describe one thing per file")]
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return "", [_not_utf8(content, error.start, file)]
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    problems = _forbidden(text, file) or _tabs(text, file) or _wrong_spaces(text, file)
    return ("" if problems else text), problems


def find_hidden(text: str) -> str:
    """The first character that cannot be seen, in words; "" if there is none."""
    found = _FORBIDDEN.search(text)
    if found is None:
        return ""
    name = unicodedata.name(found.group(), "a control character")
    return f"U+{ord(found.group()):04X} ({name.lower()})"


def place(text: str, index: int, file: str) -> Position:
    """The place of one character of a text."""
    start = text.rfind("\n", 0, index) + 1
    return Position(file, text.count("\n", 0, index) + 1, index - start + 1)


def _not_utf8(content: bytes, index: int, file: str) -> Problem:
    before = content[:index].decode("utf-8", "replace")
    words = "this file is not UTF-8 text"
    return Problem("S001", words, place(before, len(before), file), "save it with the encoding UTF-8")


def _forbidden(text: str, file: str) -> list[Problem]:
    found = _FORBIDDEN.search(text)
    if found is None:
        return []
    words = f"the character {find_hidden(found.group())} cannot be seen and is not allowed"
    return [Problem("S002", words, place(text, found.start(), file), "delete it")]


def _tabs(text: str, file: str) -> list[Problem]:
    index = text.find("\t")
    if index < 0:
        return []
    return [Problem("S005", "a tab stands here", place(text, index, file), "use spaces, two for each level")]


def _wrong_spaces(text: str, file: str) -> list[Problem]:
    """Spaces that word processors and web pages have instead of plain ones; YAML reads them as letters."""
    found = _WRONG_INDENT.search(text)
    if found is None:
        return []
    words = "this line begins with spaces of another kind (copied from a document?)"
    return [Problem("S005", words, place(text, found.start(1), file), "type plain spaces instead")]
