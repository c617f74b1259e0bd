"""Lines of CSV from columns of text, as `csv.writer` makes them, in a small part of its time: most columns need no
quotes, and one look at all texts of a column tells.
"""

from __future__ import annotations

from collections.abc import Sequence

END = "\r\n"
MARKS = '",\r\n'
"""A text with one of these stands in quotes."""


def lines_of(columns: Sequence[Sequence[str]]) -> str:
    """Of columns of one length; as CSV has it, with an end after each line."""
    quoted = [_quoted(texts) for texts in columns]
    if len(quoted) == 1:  # nothing at all would be no line
        quoted = [[text or '""' for text in quoted[0]]]
    return "".join(f"{line}{END}" for line in map(",".join, zip(*quoted, strict=True)))


def _quoted(texts: Sequence[str]) -> Sequence[str]:
    together = " ".join(texts)
    if not any(mark in together for mark in MARKS):
        return texts
    return [_quote(text) if any(mark in text for mark in MARKS) else text for text in texts]


def _quote(text: str) -> str:
    doubled = text.replace('"', '""')
    return f'"{doubled}"'
