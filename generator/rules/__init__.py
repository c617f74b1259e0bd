"""What an application means, judged as a whole: one module per subject. Judges what is resolved, changes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from generator.app import App
from generator.expressions.types import Use
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

SUBJECTS = (creation, lines, links, menus, visibility, computed, inputs, uniqueness, numbers)

Sources = Mapping[str, Iterable[tuple[Text, Use]]]
"""Every expression of each record type as typed, wherever it stands."""


def judge(app: App, sources: Sources, named: certainty.NAMED) -> list[Problem]:
    problems = [problem for subject in SUBJECTS for problem in subject.judge(app)]
    return [*problems, *repetition.judge(sources), *certainty.judge(app, named)]
