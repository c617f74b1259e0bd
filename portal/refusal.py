"""Why a command stops before it changed anything: words for people, problems for programs, and the exit code."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.problems import Problem

PROBLEMS, EDITED, BLOCKED = 1, 3, 4
"""Exit codes: the specs have problems; generated files were edited by hand; the change cannot be made."""


@dataclass(frozen=True, slots=True)
class Refused:
    """`words` in one line; `details` are shown above them: drawn problems, rows, changed files. `diffs` go to standard
    output, since they are data. `problems` are those that `details` draw."""

    words: str
    code: int
    details: tuple[str, ...] = ()
    diffs: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


class RefusalError(Exception):
    """Ends a command. Whoever raises it has left the site as it was."""

    def __init__(
        self,
        words: str,
        code: int,
        *,
        details: tuple[str, ...] = (),
        diffs: tuple[str, ...] = (),
        problems: tuple[Problem, ...] = (),
    ) -> None:
        super().__init__(words)
        self.told = Refused(words, code, details, diffs, problems)
