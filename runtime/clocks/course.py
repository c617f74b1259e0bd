"""What happened to the clocks of a record, and the text that it is kept as in its row.

Not what is due: that follows from it, also under a promise that is made later.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import NamedTuple

ANSWERED, DONE, STEP = "answered", "done", "step"


class Stop(NamedTuple):
    """The clocks stood; `until` is None while they do."""

    since: datetime
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Course:
    """When the clocks began, when they stood, and when the answer came; `done` is None again after it was reopened.

    `steps` are the names of those steps of escalation that were taken.
    """

    start: datetime
    stops: tuple[Stop, ...] = ()
    answered: datetime | None = None
    done: datetime | None = None
    steps: tuple[str, ...] = ()

    @property
    def stands(self) -> bool:
        return bool(self.stops) and self.stops[-1].until is None

    def stopped(self, moment: datetime) -> Course:
        return self if self.stands else replace(self, stops=(*self.stops, Stop(moment)))

    def resumed(self, moment: datetime) -> Course:
        return replace(self, stops=(*self.stops[:-1], Stop(self.stops[-1].since, moment))) if self.stands else self

    def runs(self, now: datetime) -> Iterator[tuple[datetime, datetime]]:
        """The spans until now in which the clocks ran; the last one ends now, and is empty where they stand."""
        start = self.start
        for since, until in self.stops:
            yield start, since
            start = until or now
        yield start, now


def written(course: Course) -> str:
    """`2026-03-02T08:00:00+00:00 answered=<moment> step=<name> <since>/<until> <since>/`."""
    marks = ((ANSWERED, course.answered), (DONE, course.done))
    stops = (f"{_text(since)}/{_text(until) if until else ''}" for since, until in course.stops)
    known = (f"{name}={_text(at)}" for name, at in marks if at)
    return " ".join([_text(course.start), *known, *(f"{STEP}={name}" for name in course.steps), *stops])


def read_course(text: str) -> Course:
    """Of what `written` gave."""
    start, *rest = text.split()
    named = [part.split("=") for part in rest if "=" in part]
    marks = dict(named)
    steps = tuple(name for mark, name in named if mark == STEP)
    pairs = (part.split("/") for part in rest if "/" in part)
    stops = tuple(Stop(_moment(since), _moment(until) if until else None) for since, until in pairs)
    answered, done = (_moment(marks[name]) if name in marks else None for name in (ANSWERED, DONE))
    return Course(_moment(start), stops, answered, done, steps)


def _text(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat()


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)
