"""Calendars and service levels as written. Part of `generator.spec`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.problems import Position, Text


@dataclass(frozen=True, slots=True)
class Calendar:
    """When people work: days of the week, hours of the day, and the country whose public holidays are free."""

    name: Text
    at: Position
    days: tuple[Text, ...]
    hours: Text
    holidays: Text | None = None


PerChoice = Text | Mapping[Text, Text]
"""One value for all records, or one for each choice of the field `by`; `else` stands for those not named."""


@dataclass(frozen=True, slots=True)
class Step:
    """What is set, and who is told, when so much of a promised time has passed: `moment` is the key `at`, as in "80% of
    resolve"."""

    at: Position
    moment: Text
    set: Mapping[Text, Text]
    notify: Text | None = None
    mail: Text | None = None
    say: Text | None = None


@dataclass(frozen=True, slots=True)
class ServiceLevel:
    """What is promised of the records of a type: the first answer and the end, within so much time of a calendar."""

    at: Position
    hours: PerChoice
    done: tuple[Text, ...]
    pause: tuple[Text, ...] = ()
    answered: tuple[Text, ...] = ()
    by: Text | None = None
    respond: PerChoice | None = None
    resolve: PerChoice | None = None
    escalate: tuple[Step, ...] = ()
