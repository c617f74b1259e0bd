"""Problems found in specs: values with a place, a stable code and words for an analyst. Nothing is printed here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """A stretch of one line of a spec file; `line` and `column` count from 1, `length` is in characters."""

    file: str
    line: int
    column: int
    length: int = 1


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong. `code` is stable (`portal explain S210` tells more); `hint` says what to do and may be empty."""

    code: str
    message: str
    position: Position
    hint: str = ""
    severity: Severity = "error"


class Text(str):
    """Text of a spec as it was typed, with its place. Everything an analyst wrote stays a Text until it is resolved."""

    __slots__ = ("at",)
    at: Position

    def __new__(cls, value: str, at: Position) -> Text:
        text = super().__new__(cls, value)
        text.at = at
        return text

    def __reduce__(self) -> tuple[type[Text], tuple[str, Position]]:
        return type(self), (str(self), self.at)


def errors(problems: Iterable[Problem]) -> list[Problem]:
    """Those that stop a generation; warnings do not."""
    return [problem for problem in problems if problem.severity == "error"]
