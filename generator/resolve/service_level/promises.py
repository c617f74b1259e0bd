"""What is promised: `hours`, `respond` and `resolve` say one thing for all, or one for each choice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from generator.problems import Problem, Text
from generator.promised import PerChoice, ServiceLevel
from generator.resolve.problems import missing
from generator.resolve.service_level.spans import span_in
from generator.service_level import ALWAYS, Calendar, Promise

ELSE = "else"


@dataclass(frozen=True, slots=True)
class Promises:
    """`choices` are those of the field `by`; none where nothing differs."""

    level: ServiceLevel
    choices: Sequence[str]
    calendars: Mapping[str, Calendar]
    problems: list[Problem]

    def of_each(self) -> tuple[tuple[str, Promise], ...]:
        self._look_at_all()
        found = ((choice, self._promise(choice)) for choice in self.choices)
        return tuple((choice, promise) for choice, promise in found if promise)

    def otherwise(self) -> Promise | None:
        """What holds where the field says nothing; None where that is not said."""
        return self._promise(ELSE)

    def _promise(self, choice: str) -> Promise | None:
        calendar = _of(self.level.hours, choice)
        respond, resolve = (self._span(each, choice, calendar) for each in (self.level.respond, self.level.resolve))
        if calendar is None or (respond is None and resolve is None):
            return None
        return Promise(str(calendar), respond, resolve)

    def _span(self, promised: PerChoice | None, choice: str, calendar: Text | None) -> timedelta | None:
        text = None if promised is None else _of(promised, choice)
        if text is None:
            return None
        try:
            return span_in(self.calendars.get(calendar or ""), text)
        except ValueError as error:
            self.problems.append(Problem("S215", str(error), text.at))
            return None

    def _look_at_all(self) -> None:
        for key in ("hours", "respond", "resolve"):
            said: PerChoice | None = getattr(self.level, key)
            if isinstance(said, Mapping):
                self._look_at_choices(key, said)
        hours = self.level.hours
        for name in hours.values() if isinstance(hours, Mapping) else (hours,):
            if name != ALWAYS and name not in self.calendars:
                self.problems.append(missing("'hours'", "calendar", name, [*self.calendars, ALWAYS]))

    def _look_at_choices(self, key: str, said: Mapping[Text, Text]) -> None:
        if self.level.by is None:
            message = f"'{key}' differs by choice, and nothing says of which field"
            self.problems.append(Problem("S273", message, next(iter(said)).at, "add 'by' with a field of type choice"))
            return
        for choice in said:
            if choice != ELSE and self.choices and choice not in self.choices:
                self.problems.append(missing(f"'{key}'", "choice", choice, self.choices))
        left = [] if ELSE in said else [choice for choice in self.choices if choice not in said]
        if left:
            message = f"'{key}' says nothing for {', '.join(map(repr, left))} of '{self.level.by}'"
            hint = f"add {left[0]}: …, or else: … for all that are not named"
            self.problems.append(Problem("S274", message, self.level.by.at, hint))


def _of(said: PerChoice, choice: str) -> Text | None:
    if not isinstance(said, Mapping):
        return said
    named = {str(each): value for each, value in said.items()}
    return named.get(choice, named.get(ELSE))
