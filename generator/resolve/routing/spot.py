"""Where a rule of routing stands, with all that its keys are read with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from generator.expressions.types import Names
from generator.problems import Position, Problem, Text
from generator.resolve.context import Context
from generator.resolve.rulebook import RuleBook
from generator.routes import Route
from generator.spec import Record


@dataclass(frozen=True, slots=True)
class Spot:
    """`number` is the rule's place in the list, from 1."""

    record: Record
    context: Context
    route: Route
    number: int

    @property
    def book(self) -> RuleBook:
        return self.context.books[self.record.key]

    @property
    def problems(self) -> list[Problem]:
        return self.context.problems

    @property
    def where(self) -> str:
        """As messages call it."""
        return f"rule {self.number} of 'routing'"

    @property
    def names(self) -> Sequence[Names]:
        """Nobody in particular routes, so there is no `me`."""
        return (Names(this=str(self.record.key)),)

    def about(self, target: str) -> Sequence[Names]:
        """With a candidate."""
        return (Names(this=str(self.record.key), it=target),)

    def rule_name(self, key: str) -> str:
        return f"routing_{self.number}_{key}"

    def report(self, code: str, message: str, at: Text, hint: str = "") -> None:
        self.tell(code, message, at.at, hint)

    def tell(self, code: str, message: str, at: Position, hint: str = "") -> None:
        self.problems.append(Problem(code, message, at, hint))
