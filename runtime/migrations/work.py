"""What carrying out needs at hand, and what it keeps: rows by table and words, values that could not be taken over."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from runtime.declarations.access import RecordType
from runtime.declarations.site import Site
from runtime.migrations.goal import Goal
from runtime.migrations.results import MOST_SAMPLES, Finding, Progress, Sample
from runtime.migrations.schema import Schema
from runtime.migrations.vocabulary import Operation

LONGEST_SAMPLE = 60


@dataclass(slots=True)
class Faults:
    """Records that stand in the way of one operation, counted; the first ones by name."""

    count: int = 0
    samples: list[Sample] = field(default_factory=list)

    def add(self, record_id: int, value: object, why: str) -> None:
        self.count += 1
        if len(self.samples) < MOST_SAMPLES:
            self.samples.append(Sample(record_id, _short(value), why))

    def finding(self, at: str, table: str, words: str, remedy: str) -> Finding:
        return Finding(at, table, words, remedy, self.count, tuple(self.samples))


@dataclass(slots=True)
class Work:
    """One bringing up to date, settling or taking back. `connection` writes, outside of a transaction.

    `swapped`: since when servers of this generation answer; None while none does. `since`: what was written before is
    not looked at, where that is known. `lost` values stay where they were; `blocking` is what
    nobody could foresee, such as a value that was written in between. `later`: what the revisions after the one at hand
    do, of those that are carried out or taken back together.
    """

    connection: sa.Connection
    goal: Goal
    progress: Progress
    swapped: datetime | None = None
    since: datetime | None = None
    schema: Schema = field(default_factory=lambda: Schema({}, {}))
    moment: datetime = field(default_factory=lambda: datetime.now(UTC))
    rows: list[tuple[str, str, int]] = field(default_factory=list)
    lost: list[Finding] = field(default_factory=list)
    blocking: list[Finding] = field(default_factory=list)
    later: tuple[Operation, ...] = ()

    @property
    def site(self) -> Site:
        return self.goal.site

    @property
    def zone(self) -> ZoneInfo:
        return self.goal.zone

    def reporter(self, words: str) -> Callable[[int, int], None]:
        """Tells how far a piece of work on rows is."""
        return lambda done, total: self.progress(done, total, words)

    def note(self, table: str, words: str, rows: int) -> None:
        if rows:
            self.rows.append((table, words, rows))


def record_of(site: Site, table: str) -> RecordType | None:
    """The record type that is kept in the table; None where there is none any more."""
    return next((record for record in site.records.values() if record.table == table), None)


def count_rows(connection: sa.Connection, table: str, *where: sa.ColumnElement[bool]) -> int:
    """Ends the transaction that it began, if none was open."""
    open_before = connection.in_transaction()
    asked = sa.select(sa.func.count()).select_from(sa.table(table)).where(*where)
    found: int = connection.execute(asked).scalar_one()
    if not open_before:
        connection.rollback()
    return found


def _short(value: object) -> str:
    text = ", ".join(map(str, value)) if isinstance(value, tuple) else "" if value is None else str(value)
    return text if len(text) <= LONGEST_SAMPLE else f"{text[: LONGEST_SAMPLE - 1]}…"
