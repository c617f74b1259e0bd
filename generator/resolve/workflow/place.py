"""Where a workflow stands, with all that its keys are read with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from generator.expressions.types import Names
from generator.problems import Problem, Text
from generator.resolve.context import Context
from generator.resolve.rulebook import RuleBook
from generator.resolve.workflow.actors import Actor
from generator.spec import Record, Workflow


class Standing(Protocol):
    """What values and paths are read with, wherever they stand."""

    @property
    def record(self) -> Record: ...
    @property
    def context(self) -> Context: ...
    @property
    def book(self) -> RuleBook: ...
    @property
    def problems(self) -> list[Problem]: ...
    def report(self, code: str, message: str, at: Text, hint: str = "") -> None: ...


@dataclass(frozen=True, slots=True)
class Place:
    record: Record
    workflow: Workflow
    context: Context

    @property
    def book(self) -> RuleBook:
        return self.context.books[self.record.key]

    @property
    def problems(self) -> list[Problem]:
        return self.context.problems

    @property
    def states(self) -> list[str]:
        return [str(state) for state, _ in self.workflow.states.options]

    def names(self, actors: Sequence[Actor]) -> Sequence[Names]:
        """The names in force for those who do a move; nobody in particular where it is a consequence only."""
        this = str(self.record.key)
        found = (self.context.names_in(portal, role, this) for portal, role in actors)
        return tuple(dict.fromkeys(found)) or (Names(this=this),)

    def report(self, code: str, message: str, at: Text, hint: str = "") -> None:
        self.problems.append(Problem(code, message, at.at, hint))
