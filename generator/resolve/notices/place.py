"""Where a notice stands, with all that its keys are read with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.problems import Position, Problem
from generator.resolve.rulebook import RuleBook
from generator.spec import Record

if TYPE_CHECKING:
    from generator.resolve.context import Context


@dataclass(frozen=True, slots=True)
class NoticePlace:
    """`number` is the notice's place in the list, from 1."""

    record: Record
    number: int
    context: Context

    @property
    def book(self) -> RuleBook:
        return self.context.books[self.record.key]

    @property
    def problems(self) -> list[Problem]:
        return self.context.problems

    def report(self, code: str, message: str, at: Position, hint: str = "") -> None:
        self.problems.append(Problem(code, message, at, hint))
