"""That records of a type are comments on records of another one. Who sees and writes them is said as for all others."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Thread:
    """`about` is the link to what they are about, with which they go. `internal`: for those inside alone."""

    about: str
    internal: bool = False
