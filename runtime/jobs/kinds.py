"""What a kind of job does, and how a try can fail."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

Arguments = Mapping[str, Any]
"""What JSON can hold."""

TRIES = 20
"""With the waits of `runtime.jobs.waits` about two days."""


class FailureError(Exception):
    """A try failed. `words` are for people, who read them beside the job."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


class TryAgainError(FailureError):
    """Another try may come to its end."""


class GiveUpError(FailureError):
    """Another try would fail as well: the job is put aside at once."""


@dataclass(frozen=True, slots=True)
class Kind:
    """`run` may be called again with the same arguments, even if it came to its end. It raises TryAgainError or
    GiveUpError; anything else that it raises counts as the former, in fewer words."""

    run: Callable[[Arguments], None]
    tries: int = TRIES


Kinds = Mapping[str, Kind]
