"""What an application means, judged as a whole: one module per subject. Judges what is resolved, changes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator.app import App, Portal, Record
from generator.expressions.types import Expression, Use
from generator.problems import Problem, Text
from generator.rules import (
    certainty,
    computed,
    creation,
    inputs,
    lines,
    links,
    menus,
    numbers,
    repetition,
    uniqueness,
    visibility,
)
from generator.rules.computed import Formulas, formulas
from generator.rules.menus import Offers, offers

__all__ = ["Formulas", "Offers", "Typed", "formulas", "judge_portals", "judge_record", "offers"]

SUBJECTS = (creation, lines, links, visibility, inputs, uniqueness, numbers)


@dataclass(frozen=True, slots=True)
class Typed:
    """The expressions of a record type: all as typed, wherever they stand, and its named rules as understood."""

    used: Iterable[tuple[Text, Use]]
    named: Iterable[Expression]


def judge_record(record: Record, typed: Typed, app: App) -> Iterator[Problem]:
    """What is to be said of one record type. It looks at others through `app.records`."""
    for subject in SUBJECTS:
        yield from subject.judge(record, app)
    yield from repetition.judge(record.key, typed.used)
    yield from certainty.judge(record, typed.named, app)


def judge_portals(portals: Iterable[Portal], offered: Mapping[str, Offers], computing: Formulas) -> Iterator[Problem]:
    """What is to be said of all record types together: what portals lead to, and how values are computed."""
    yield from menus.judge(portals, offered)
    yield from computed.judge(computing)
