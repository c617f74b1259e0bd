"""Calendars and what is promised by them, resolved: every state, choice and calendar in them is there. Part of
`generator.app`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from generator.problems import Position

if TYPE_CHECKING:
    from generator.app import Value

ALWAYS = "always"
"""The calendar of every site: around the clock."""
LEVEL_FIELDS = ("respond_by", "resolve_by", "due_by", "service_course")
"""The fields that a service level brings."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """`days` of the week from 0, Monday; hours are counted from midnight; `holidays` is a country or a part of one."""

    name: str
    days: tuple[int, ...]
    opens: timedelta
    closes: timedelta
    holidays: str


@dataclass(frozen=True, slots=True)
class Promise:
    calendar: str
    respond: timedelta | None
    resolve: timedelta | None


@dataclass(frozen=True, slots=True)
class Step:
    """`of` is "respond" or "resolve"."""

    of: str
    percent: int
    set: tuple[tuple[str, Value], ...]
    at: Position


@dataclass(frozen=True, slots=True)
class ServiceLevel:
    """`promises` by the choices of the field `by`; `otherwise` is what holds for all others."""

    pause: tuple[str, ...]
    answered: tuple[str, ...]
    done: tuple[str, ...]
    by: str
    promises: tuple[tuple[str, Promise], ...]
    otherwise: Promise | None
    escalate: tuple[Step, ...]
    at: Position
