"""Demo records resolved, part of the application: plain values, links to each other by key. Loads nothing."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal


@dataclass(frozen=True, slots=True)
class DemoLink:
    """Another demo record, by its key."""

    record: str
    key: str


@dataclass(frozen=True, slots=True)
class DemoMoment:
    """A date or a time relative to the loading: `today - days(3)`, `now - hours(5)`."""

    base: Literal["today", "now"]
    seconds: int


@dataclass(frozen=True, slots=True)
class DemoFile:
    """A file by its path below `demo/`."""

    path: str


DemoScalar = str | bool | int | Decimal | DemoLink | DemoMoment | DemoFile
"""Dates, datetimes, times are ISO text; a duration is seconds."""


@dataclass(frozen=True, slots=True)
class DemoRecord:
    record: str
    key: str
    values: tuple[tuple[str, DemoScalar | tuple[DemoScalar, ...]], ...]
