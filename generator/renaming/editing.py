"""Names in the bytes of a file replaced: everything else stays as it was typed, line breaks and all."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from generator.problems import Position

MARK = "\ufeff"
"""What some editors put before the text of a file."""
BREAKS = re.compile(r"(\r\n|\r|\n)")


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """The name at a place, and what stands there instead."""

    at: Position
    name: str


def edited(content: bytes, edits: Iterable[Edit]) -> bytes:
    """The file's bytes with all edits made, which do not overlap."""
    text = content.decode("utf-8")
    mark = MARK if text.startswith(MARK) else ""
    parts = BREAKS.split(text.removeprefix(MARK))  # every second is a line break
    for edit in sorted(edits, reverse=True):
        index, start = 2 * (edit.at.line - 1), edit.at.column - 1
        line = parts[index]
        parts[index] = line[:start] + edit.name + line[start + edit.at.length :]
    return (mark + "".join(parts)).encode("utf-8")


def lines_of(content: bytes) -> list[str]:
    """As places count them."""
    return BREAKS.sub("\n", content.decode("utf-8").removeprefix(MARK)).split("\n")
