"""Calendars and what is promised by them, as generated code states it. When something is due is `runtime.clocks`'
matter.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from runtime.declarations.access import Value

ALWAYS = "always"
"""The calendar of every site: around the clock."""

RESPOND_BY, RESOLVE_BY, DUE_BY, COURSE = "respond_by", "resolve_by", "due_by", "service_course"
"""The fields that a service level brings."""

ESCALATION = "escalation"
"""The kind of the jobs that look for steps of escalation."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """Open from `opens` until `closes`, counted from midnight, on these days of the week (Monday is 0).

    Closed on the public holidays of `holidays`: a country ("DE") or a part of one ("DE-BY"); "" for none.
    """

    days: tuple[int, ...]
    opens: timedelta
    closes: timedelta
    holidays: str = ""


@dataclass(frozen=True, slots=True)
class Promise:
    """How long the first answer and the end may take, counted while `calendar` is open; None: nothing is promised."""

    calendar: str
    respond: timedelta | None = None
    resolve: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """What is set once `percent` of the time for "respond" or "resolve" (`of`) has passed."""

    of: str
    percent: int
    set: Mapping[str, Value]

    @property
    def name(self) -> str:
        """By which a record remembers that it was taken."""
        return f"{self.of}:{self.percent}"


@dataclass(frozen=True, slots=True)
class ServiceLevel:
    """What is promised: for each choice of the field `by`, for any other value `otherwise`.

    The clocks stand in the states `pause` and `done`; the first of the states `answered` or `done` is the answer.
    """

    pause: tuple[str, ...]
    answered: tuple[str, ...]
    done: tuple[str, ...]
    by: str = ""
    promises: Mapping[str, Promise] = field(default_factory=dict)
    otherwise: Promise | None = None
    escalate: tuple[Step, ...] = ()
