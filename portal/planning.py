"""What an apply would do, found without doing it: files, operations with row counts, what stands in the way, access.

Values for `plan_text` and `plan_json`. Nothing of the site is written; the generation is laid out in a scratch folder.
"""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from generator.access.report import Difference, compare
from generator.changes.lock import FILE as LOCK_FILE
from generator.changes.lockfile import read_lock
from generator.changes.operations import (
    Operation,
    RenameChoice,
    RenameField,
    RenameRecord,
    RequireField,
    tables_of,
)
from generator.problems import Problem, errors
from portal.basis import Basis, take_basis
from portal.draft import Draft, make_draft
from portal.extensions import find_breakage
from portal.folders import Folders
from portal.former import Renamed, find_renamed, former_app, served_app
from portal.generations import folder_of, lay_out, read_events, served
from portal.pending import read_pending, read_preparing
from portal.refusal import BLOCKED, EDITED, PROBLEMS, RefusalError
from portal.schema import count_lacking, count_rows, sqlite_file
from portal.walking import walk_problems
from runtime.settings import Settings

if TYPE_CHECKING:
    from generator.app import App
    from portal.timing import AtOnce
    from runtime.migrations.results import DatabasePlan
    from runtime.walks import Walk


@dataclass(frozen=True, slots=True)
class Change:
    """An operation, and how many rows it is about."""

    operation: Operation
    rows: int


@dataclass(frozen=True, slots=True)
class Plan:
    """`before` is the generation that is served. `access` None: nothing to compare with. `lock`: it would change.
    `again`: the generation was served before, and left by a rollback. `renamed`: by `portal rename`, in the lock.
    `moves`: which records will move by themselves. `walks`: lists that go through a whole large table, as warnings."""

    draft: Draft
    before: str | None
    basis: Basis
    changes: tuple[Change, ...]
    database: DatabasePlan
    access: Difference | None
    breakage: tuple[Problem, ...]
    lock: bool
    again: bool
    renamed: tuple[Renamed, ...]
    moves: tuple[AtOnce, ...]
    walks: tuple[Problem, ...]

    @property
    def is_nothing(self) -> bool:
        """Whether an apply would say "No changes."."""
        found = self.draft
        same = found.name == self.before and not (found.files.count or found.edits or self.lock)
        return same and self.database.is_current and not self.database.drift and not errors(self.breakage)

    @property
    def code(self) -> int:
        """The exit code: what an apply would end with."""
        if errors(self.breakage):
            return PROBLEMS
        if self.draft.edits:
            return EDITED
        return BLOCKED if self.database.findings or self.database.drift else 0


def make_plan(folders: Folders, settings: Settings) -> Plan:
    """Raises RefusalError where the specs have problems, StartError where the database cannot be reached."""
    if read_pending(settings.var):
        words = "a change was interrupted on its way; run: portal apply, which brings it to its end first"
        raise RefusalError(words, BLOCKED)
    draft = make_draft(folders, settings.var)
    preparing = read_preparing(settings.var)
    if preparing is not None and preparing.generation != draft.name:
        words = "an apply of other specs was interrupted; take back what it prepared first: portal rollback"
        raise RefusalError(words, BLOCKED)
    before = served(settings.var)
    app = draft.generation.app
    assert app is not None
    kept = folder_of(settings.var, before) if before else None
    former = former_app(kept, draft.generation.lock, folders) if kept else None
    lock = folders.specs / LOCK_FILE
    changed = not lock.exists() or lock.read_text(encoding="utf-8") != draft.generation.lock.text()
    database, walks = _look_at_database(draft, settings)
    return Plan(
        draft=draft,
        before=before,
        basis=take_basis(folders, settings, draft.name),
        changes=_changes(draft, settings.database_url),
        database=database,
        access=compare(former, app) if former else None,
        breakage=find_breakage(folders, served_app(kept) if kept else None, app),
        lock=changed,
        renamed=_renamed(draft, before, settings.var),
        moves=_count_moves(draft, former, settings),
        walks=walk_problems(walks, app),
        again=draft.name != before
        and any(each.generation == draft.name for each in read_events(settings.var) if each.outcome == "done"),
    )


def _renamed(draft: Draft, before: str | None, var: Path) -> tuple[Renamed, ...]:
    """What the operations do not tell, since `portal rename` wrote it into the lock already."""
    kept = folder_of(var, before or "") / "specs"
    if before is None or not (kept / LOCK_FILE).exists():
        return ()
    told = {
        each.at for each in draft.generation.operations if isinstance(each, RenameRecord | RenameField | RenameChoice)
    }
    return () if told else find_renamed(read_lock(kept), draft.generation.lock)


def _changes(draft: Draft, url: str) -> tuple[Change, ...]:
    operations = draft.generation.operations
    rows = count_rows(url, {table for each in operations for table in tables_of(each)})
    return tuple(Change(each, _rows(each, rows, url)) for each in operations)


def _rows(operation: Operation, rows: Mapping[str, int], url: str) -> int:
    if isinstance(operation, RequireField) and operation.column.column:
        return count_lacking(url, operation.table, operation.column.column)
    return sum(rows.get(table, 0) for table in tables_of(operation))


def _look_at_database(draft: Draft, settings: Settings) -> tuple[DatabasePlan, tuple[Walk, ...]]:
    from portal.database import (
        find_walks,
        plan_database,
    )  # here, since Flask and SQLAlchemy are needed from here on only

    with tempfile.TemporaryDirectory(prefix="portal-plan-") as scratch:
        folder = Path(scratch) / draft.name
        lay_out(folder, settings.var, draft.contents)
        untouched = _untouched(settings, Path(scratch))
        plan = plan_database(folder, untouched)
        return plan, () if plan.empty else find_walks(folder, untouched)


def _count_moves(draft: Draft, former: App | None, settings: Settings) -> tuple[AtOnce, ...]:
    from portal.timing import count_at_once  # as above

    app = draft.generation.app
    with tempfile.TemporaryDirectory(prefix="portal-plan-") as scratch:
        return count_at_once(app, former, _untouched(settings, Path(scratch))) if app else ()


def _untouched(settings: Settings, scratch: Path) -> Settings:
    """A SQLite file that is not there yet would be made by looking into it: an empty one stands for it."""
    url = settings.database_url
    if url.startswith("sqlite") and not sqlite_file(url).exists():
        return replace(settings, database_url=f"sqlite:///{scratch / 'empty.db'}")
    return settings
