"""Of a record type that the product puts in: that its records are comments on others, as the specs come to say it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Thread:
    """`about` is the link to what they are about. `internal`: for those inside alone."""

    about: str
    internal: bool
