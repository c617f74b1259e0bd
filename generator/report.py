"""Draws problems for people, and as JSON for programs. Prints nothing."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from generator.problems import Position, Problem
from generator.sources import Sources

MOST_PER_FILE = 20
WIDEST_LINE = 140
BEFORE_CARET = 60


@dataclass(frozen=True, slots=True)
class Palette:
    """What is written before an error, a warning and a frame, and after each."""

    error: str = ""
    warning: str = ""
    frame: str = ""
    end: str = ""


PLAIN = Palette()
COLOURED = Palette(error="\x1b[1;31m", warning="\x1b[1;33m", frame="\x1b[34m", end="\x1b[0m")


def draw(problems: Iterable[Problem], sources: Sources, palette: Palette = PLAIN) -> str:
    """Each problem with its line and a caret, sorted by place, at most 20 of a file; and a count."""
    problems = sorted(problems, key=_order)
    parts: list[str] = []
    for file, group in groupby(problems, key=lambda problem: problem.position.file):
        found = list(group)
        parts += [_draw(problem, sources, palette) for problem in found[:MOST_PER_FILE]]
        if len(found) > MOST_PER_FILE:
            parts.append(f"… and {len(found) - MOST_PER_FILE} more in {_shown_path(file, sources)}")
    return "\n\n".join([*parts, _count(problems)]) if parts else ""


def as_json(problems: Iterable[Problem]) -> str:
    """A JSON list of all problems, sorted by place; lines and columns count from 1."""
    return json.dumps([_plain(problem) for problem in sorted(problems, key=_order)], indent=2, ensure_ascii=False)


def _order(problem: Problem) -> tuple[Position, str, str]:
    return problem.position, problem.code, problem.message


def _plain(problem: Problem) -> dict[str, str | int]:
    at = problem.position
    return {
        "code": problem.code,
        "severity": problem.severity,
        "message": problem.message,
        "hint": problem.hint,
        "file": at.file,
        "line": at.line,
        "column": at.column,
        "length": at.length,
    }


def _draw(problem: Problem, sources: Sources, palette: Palette) -> str:
    at = problem.position
    source = sources.files.get(at.file)
    path = _shown_path(at.file, sources)
    colour = palette.error if problem.severity == "error" else palette.warning
    head = f"{colour}{problem.severity}[{problem.code}]{palette.end}: {_printable(problem.message)}"
    if source is None or not 0 < at.line <= len(source.lines) or not source.lines[at.line - 1].strip():
        return "\n".join([head, f"  --> {path}", *_help(problem, "   ", palette)])
    number = str(at.line)
    gutter = " " * (len(number) + 2)
    line, carets = _line(source.lines[at.line - 1], at)
    return "\n".join(
        [
            head,
            f"{palette.frame}  --> {palette.end}{path}:{at.line}:{at.column}",
            f"{palette.frame}  {number} |{palette.end} {line}".rstrip(),
            f"{palette.frame}{gutter} |{palette.end} {colour}{carets}{palette.end}",
            *_help(problem, gutter, palette),
        ]
    )


def _help(problem: Problem, gutter: str, palette: Palette) -> Sequence[str]:
    return [f"{palette.frame}{gutter} ={palette.end} help: {_printable(problem.hint)}"] if problem.hint else []


def _line(line: str, at: Position) -> tuple[str, str]:
    """The line, cut around the place if it is long, and the carets below it."""
    start = at.column - 1
    first = 0 if len(line) <= WIDEST_LINE else max(0, start - BEFORE_CARET)
    shown = line[first : first + WIDEST_LINE]
    mark = "… " if first else ""
    before = shown[: start - first]
    marked = shown[start - first : start - first + at.length] or " "
    tail = " …" if first + WIDEST_LINE < len(line) else ""
    return _printable(mark + shown + tail), " " * _width(mark + before) + "^" * _width(marked)


def _printable(text: str) -> str:
    """Without anything that a terminal would act on."""
    return "".join(character if character.isprintable() else "\ufffd" for character in text.replace("\t", " "))


def _width(text: str) -> int:
    """Columns on a terminal: wide letters take two, accents of their own none."""
    if text.isascii():
        return len(text)
    wide = sum(unicodedata.east_asian_width(character) in ("W", "F") for character in text)
    return len(text) + wide - sum(unicodedata.combining(character) > 0 for character in text)


def _shown_path(file: str, sources: Sources) -> str:
    """From the current folder where the file lies below it."""
    here = Path.cwd()
    path = sources.base.absolute() / file
    return path.relative_to(here).as_posix() if path.is_relative_to(here) else file


def _count(problems: Sequence[Problem]) -> str:
    errors = sum(problem.severity == "error" for problem in problems)
    counts = [(errors, "error"), (len(problems) - errors, "warning")]
    return " and ".join(f"{count} {word}{'s' * (count != 1)}" for count, word in counts if count)
