"""What those who bring a database to a generation are told: plans, findings, outcomes. Values only."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

Progress = Callable[[int, int, str], None]
"""progress(done, total, words): rows (or steps) of one piece of work, after each batch. `total` may be an estimate."""

MOST_SAMPLES = 5


@dataclass(frozen=True, slots=True)
class Sample:
    """A record that stands in the way: its id, its value in short (at most 60 characters), and why."""

    id: int
    value: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """What blocks a change: `count` records of `table`, five of them as samples. `at` is a line of the specs."""

    at: str
    table: str
    words: str
    remedy: str
    count: int
    samples: tuple[Sample, ...] = ()

    def lines(self) -> Iterator[str]:
        """For people: why some rows do not fit, up to five of them, and what to do."""
        yield self.words
        for sample in self.samples:
            value = f": {sample.value}" if sample.value else ""
            why = f" ({sample.why})" if sample.why else ""
            yield f"    record {sample.id}{value}{why}"
        if self.count > len(self.samples) > 0:
            yield f"    … and {self.count - len(self.samples):,} more"
        if self.at:
            yield f"    {self.at}"
        if self.remedy:
            yield f"    help: {self.remedy}"


@dataclass(frozen=True, slots=True)
class TableTouched:
    """A table that the change writes to: how many rows it has, what is done to them in words, measured time."""

    table: str
    rows: int
    words: str
    seconds: float


@dataclass(frozen=True, slots=True)
class DatabasePlan:
    """What it takes to bring a database to a generation. Nothing was changed to find it.

    `revisions` are those to be carried out, in order; `steps` are tables, columns and indexes to be made, in words;
    `touched` are the tables whose rows are worked on; `findings` block; `drift` is what differs and belongs to nobody.
    `unsettled`: a revision carried out before has work left for `settle`. `rewrites`: rows that older servers write may
    mean something else to newer ones until they were looked at, so that the two do not answer at the same time.
    `schema` stands for the schema as it is.
    """

    empty: bool
    revisions: tuple[str, ...]
    steps: tuple[str, ...]
    touched: tuple[TableTouched, ...]
    findings: tuple[Finding, ...]
    drift: tuple[str, ...]
    unsettled: tuple[str, ...]
    rewrites: bool
    schema: str

    @property
    def seconds(self) -> float:
        """An estimate by constants that were measured, for work on rows and indexes; see `estimates`."""
        return sum(each.seconds for each in self.touched)

    @property
    def is_current(self) -> bool:
        """Nothing is to be done."""
        return not (self.empty or self.revisions or self.steps or self.findings or self.unsettled)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was done. `rows` by table and words; `lost` are values that could not be taken over (they stay where
    they were), counted and named as findings; `revisions` those carried out, settled or taken back."""

    revisions: tuple[str, ...]
    rows: tuple[tuple[str, str, int], ...] = ()
    lost: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Purged:
    """What a purge took away after it was written to `path`."""

    table: str
    column: str | None
    rows: int
    path: str


class BlockedError(Exception):
    """Findings stand in the way; nothing was changed."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__("; ".join(each.words for each in findings))
        self.findings = findings


class PurgeRefusedError(Exception):
    """`words` say why a column or table may not go."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words
