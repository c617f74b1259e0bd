"""When the answer and the end of a record are due, after each thing that happens to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from runtime.calendars import WorkingTime
from runtime.clocks.course import Course
from runtime.declarations.service_level import Promise, ServiceLevel, Step


@dataclass(frozen=True, slots=True)
class Clocks:
    """`due_by` is what is due next. All are None where nothing is promised, or while the clocks stand."""

    course: Course
    respond_by: datetime | None = None
    resolve_by: datetime | None = None
    due_by: datetime | None = None


@dataclass(frozen=True, slots=True)
class Judge:
    """Sets the clocks of the records under one service level."""

    level: ServiceLevel
    times: Mapping[str, WorkingTime]

    def begun(self, state: str, choice: str | None, moment: datetime) -> Clocks:
        return self.after(Clocks(Course(moment)), state, choice, moment)

    def after(self, before: Clocks, state: str, choice: str | None, moment: datetime) -> Clocks:
        """After a move to this state, or a change of the choice that promises go by.

        What was answered or done before keeps the moment at which it was due.
        """
        course, was = self._followed(before.course, state, moment), before.course
        promise = self._promise(choice)
        respond, resolve = before.respond_by, before.resolve_by
        if not was.answered:
            respond = self._due(course, promise.calendar, promise.respond, moment, over=course.answered)
        if not (was.done and course.done):
            resolve = self._due(course, promise.calendar, promise.resolve, moment, over=course.done)
        waiting = (None if course.answered else respond, None if course.done else resolve)
        return Clocks(course, respond, resolve, min((each for each in waiting if each), default=None))

    def ahead(self, course: Course, choice: str | None, now: datetime) -> Sequence[tuple[datetime, Step]]:
        """The steps that are not taken yet, the next one first, each with its moment, which may be past.

        None of an answer or an end that has come; while the clocks stand, only what is late already.
        """
        promise = self._promise(choice)
        spans = {"respond": None if course.answered else promise.respond, "resolve": promise.resolve}
        if course.done:
            spans["resolve"] = None
        left = [(step, spans[step.of]) for step in self.level.escalate if step.name not in course.steps]
        moments = [
            (self._due(course, promise.calendar, span and span * step.percent / 100, now, over=None), step)
            for step, span in left
        ]
        return sorted(((at, step) for at, step in moments if at is not None), key=lambda pair: pair[0])

    def _promise(self, choice: str | None) -> Promise:
        return self.level.promises.get(choice or "", self.level.otherwise) or Promise("")

    def _followed(self, course: Course, state: str, moment: datetime) -> Course:
        """The end is an answer too."""
        level, done = self.level, state in self.level.done
        stands = done or state in level.pause
        course = course.stopped(moment) if stands else course.resumed(moment)
        answered = course.answered or (moment if done or state in level.answered else None)
        return replace(course, answered=answered, done=(course.done or moment) if done else None)

    def _due(
        self, course: Course, calendar: str, span: timedelta | None, now: datetime, *, over: datetime | None
    ) -> datetime | None:
        """Where the clocks stand, nobody knows when what is not late yet will be due; unless it is over."""
        if span is None:
            return None
        found = due(course, self.times[calendar], span, now)
        return found if over or found <= now or not course.stands else None


def due(course: Course, time: WorkingTime, span: timedelta, now: datetime) -> datetime:
    """When the span is, or was, used up, if the clocks run from now on."""
    left = span
    for start, end in course.runs(now):
        worked = time.between(start, end)
        if worked >= left:
            return time.after(start, left)
        left -= worked
    return time.after(now, left)
