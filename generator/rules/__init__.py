"""What an application means, judged as a whole: one module per subject. Judges what is resolved, changes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from generator.app import App, Portal, Record
from generator.expressions.types import Expression, Use
from generator.noticed import Mail
from generator.problems import Problem, Text
from generator.rules import (
    asking,
    certainty,
    computed,
    creation,
    doers,
    inputs,
    lines,
    links,
    making,
    menus,
    notices,
    numbers,
    repetition,
    rounds,
    routing,
    states,
    uniqueness,
    visibility,
    words,
)
from generator.rules import chains as steps
from generator.rules.chains import Chains, chains
from generator.rules.computed import Formulas, formulas
from generator.rules.menus import Offers, offers
from generator.rules.notices import sent

__all__ = [
    "Chains",
    "Formulas",
    "Offers",
    "Typed",
    "Whole",
    "chains",
    "formulas",
    "judge_portals",
    "judge_record",
    "offers",
    "sent",
]

SUBJECTS = (
    *(creation, lines, links, visibility, inputs, uniqueness, numbers),
    *(states, doers, making, rounds, words, routing, notices, asking),
)


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


@dataclass(frozen=True, slots=True)
class Whole:
    """What counts where all record types are looked at together; `offers` are by record type, `sent` the mails that
    some record type sends."""

    offers: Mapping[str, Offers]
    formulas: Formulas
    chains: Chains
    mails: Mapping[str, Mail] = field(default_factory=dict)
    sent: frozenset[str] = frozenset()


def judge_portals(portals: Iterable[Portal], whole: Whole) -> Iterator[Problem]:
    """What is to be said of all record types together: what portals lead to, how values are computed, what moves bring
    about."""
    yield from menus.judge(portals, whole.offers)
    yield from computed.judge(whole.formulas)
    yield from steps.judge(whole.chains, {portal.key: portal.who for portal in portals})
    yield from notices.judge_mails(whole.mails, whole.sent)
