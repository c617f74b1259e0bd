"""What is kept of a generation that had no errors. Values only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.expressions.types import BackShape
from generator.incremental.digests import LockDigests
from generator.problems import Position, Problem, Text
from generator.render import Rendered
from generator.resolve.blocks import Roles
from generator.resolve.rulebook import RuleWords, Telling
from generator.resolve.workflow.mentions import Mention
from generator.rules import Chains, Formulas, Offers
from generator.traces import Look


@dataclass(frozen=True, slots=True)
class Face:
    """What counts of a record type where all are looked at together."""

    links: tuple[tuple[str, BackShape], ...]  # the sets that its links make, each after the record type that has it
    names: frozenset[str]  # of its fields and rules
    words: RuleWords
    offers: Offers
    formulas: Formulas
    chains: Chains
    mails: frozenset[str]  # that it sends
    mentions: frozenset[Mention]  # of moves, at the end of paths
    asked: Mapping[Position, str | None]
    plural: str
    address: str
    class_name: str
    was: Text | None


@dataclass(frozen=True, slots=True)
class KeptRecord:
    """One record type. `file` and `rows` are digests; `shape` is what expressions see of it, `record` the resolved one,
    `stored` the same with the names that the database has, all three pickled. `looks` and `judging` are what it asked
    of others until it was resolved, and then until it was judged and rendered."""

    file: str
    rows: str
    shape: bytes
    record: bytes
    stored: bytes
    face: Face
    looks: frozenset[Look]
    judging: frozenset[Look]
    warnings: tuple[Problem, ...]
    rendered: Rendered


@dataclass(frozen=True, slots=True)
class Kept:
    """`basis` is a digest of everything that record types share; `spec` are those files, pickled without record types.
    `mentions` are those of moves in all specs, at the end of paths. `lock` is of the lock as it was to be, `retired`
    and `purged` are what it says of what is gone."""

    basis: str
    spec: bytes
    told: Telling
    mentions: frozenset[Mention]
    roles: Roles
    lock: LockDigests
    retired: Mapping[str, tuple[str, ...]]
    purged: Mapping[str, tuple[str, ...]]
    demo: Mapping[str, bytes]
    records: Mapping[str, KeptRecord]
