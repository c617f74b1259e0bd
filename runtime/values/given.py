"""What a request gives to a rule in Python."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any


class _Nobody:
    """Stands for the person's record where nobody in particular acts: all of it is missing."""

    def __getattr__(self, name: str) -> None:
        if name.startswith("__"):
            raise AttributeError(name)


NOBODY = _Nobody()


@dataclass(frozen=True, slots=True)
class Given:
    """`moment` is aware; one for all rules of a request. `zone` is the site's."""

    moment: datetime
    zone: tzinfo
    me: Any = NOBODY
    role: str | None = None
    portal: str | None = None

    def __post_init__(self) -> None:
        if self.me is None:
            object.__setattr__(self, "me", NOBODY)

    def now(self, seconds: int = 0) -> datetime:
        return self.moment + timedelta(seconds=seconds)

    def today(self, days: int = 0) -> date:
        return self.moment.astimezone(self.zone).date() + timedelta(days=days)

    def start(self, day: date | None) -> datetime | None:
        """The moment at which a day begins in the site's zone."""
        return None if day is None else datetime.combine(day, time(), self.zone).astimezone(UTC)

    def local(self, moment: datetime | None) -> datetime | None:
        """A moment in the site's zone."""
        return None if moment is None else moment.astimezone(self.zone)
