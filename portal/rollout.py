"""A generation on its way to people: checked, the database made ready, tried; then `portal.finishing` brings it there.

Until `pending.begin` all can be left as it is: the generation that is served goes on, whatever ends this process.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from generator.changes.lock import FILE as LOCK_FILE
from portal import pending
from portal.basis import Basis, differences, take_basis
from portal.draft import Draft, make_draft, refuse_breakage, refuse_edits
from portal.findings import tell_lost
from portal.fingerprint import state_of_sources
from portal.finishing import finish, stamp
from portal.folders import Folders
from portal.generations import Event, folder_of, keep_specs, now, remember, served, store, whoever
from portal.pending import Pending, Preparing
from portal.refusal import BLOCKED, RefusalError
from portal.steps import Tell, tell_people
from portal.undoing import undo
from runtime.settings import Settings

if TYPE_CHECKING:
    from runtime.migrations.results import DatabasePlan


@dataclass(frozen=True, slots=True)
class Ready:
    """A stored generation, with a database that is ready for it. `rewrites`: see `DatabasePlan`."""

    folder: Path
    rewrites: bool


def roll_out(
    folders: Folders,
    settings: Settings,
    tell: Tell = tell_people,
    who: str | None = None,
    planned: Basis | None = None,
) -> str:
    """Checks, then does it all; gives what was done in words. Raises RefusalError, and then nothing was changed.

    `planned` is what a saved plan was made from: it must still hold.
    """
    before, name = served(settings.var), ""
    sources = state_of_sources(folders, settings.database_url)
    try:
        draft = make_draft(folders, settings.var)
        name = draft.name
        _refuse(draft, folders, settings, planned)
        _take_back_others(draft.name, settings, tell)
        ready = _prepare(draft, folders, settings, tell)
    except RefusalError as refusal:
        remember(settings.var, Event(now(), "apply", "refused", name, before, whoever(who), refusal.told.words))
        raise
    if ready is None:
        stamp(folders, settings, draft.name, sources)
        return "No changes."
    lock = draft.generation.lock.text()
    keep_specs(ready.folder, folders.specs, LOCK_FILE, lock)
    found = _text(folders.specs / LOCK_FILE)
    begun = Pending("apply", draft.name, before, whoever(who), lock, found, is_apart=ready.rewrites, sources=sources)
    pending.begin(settings.var, begun)
    return finish(folders, settings, begun, tell)


def _refuse(draft: Draft, folders: Folders, settings: Settings, planned: Basis | None) -> None:
    """What can be told without the database's rows."""
    if planned is not None:
        words = differences(planned, take_basis(folders, settings, draft.name), folders)
        if words:
            details = tuple(f"  {each}" for each in words)
            raise RefusalError(
                "the plan no longer holds; make a new one. Nothing was written.", BLOCKED, details=details
            )
    refuse_edits(draft.edits, folders)
    refuse_breakage(draft, folders, settings.var)


def _prepare(draft: Draft, folders: Folders, settings: Settings, tell: Tell) -> Ready | None:
    """None where it is served already."""
    from portal.database import plan_database  # here, since Flask and SQLAlchemy are needed from here on only

    before = served(settings.var)
    is_new = not folder_of(settings.var, draft.name).exists()
    folder = store(settings.var, draft.name, draft.contents)
    try:
        plan = plan_database(folder, settings)
        _refuse_findings(plan)
        if plan.is_current and before == draft.name and not _is_unwritten(draft, folders):
            return None
    except RefusalError:
        if is_new:
            shutil.rmtree(folder)
        raise
    if not (plan.empty or plan.is_current):
        back_up(settings, tell)
    make_ready(folder, before, settings, tell)
    return Ready(folder, plan.rewrites)


def _take_back_others(name: str, settings: Settings, tell: Tell) -> None:
    """What an interrupted apply of other specs has prepared and nobody met."""
    preparing = pending.read_preparing(settings.var)
    if preparing is not None and preparing.generation != name:
        tell("take_back", f"Taking back what was prepared for generation {preparing.generation}.")
        undo(preparing, settings, tell)


def make_ready(folder: Path, before: str | None, settings: Settings, tell: Tell) -> None:
    """Brings the database to the generation in `folder` and tries it. Raises RefusalError: then all goes on."""
    from portal.database import bring

    other = before if before != folder.name else None
    if other is not None:
        pending.prepare(settings.var, Preparing(folder.name, other))
    tell("database", "Bringing the database up to date.")
    tell_lost(bring(folder, settings, tell).lost, "database", tell)
    if other is not None:
        _try_out(folder, other, settings, tell)


def _refuse_findings(plan: DatabasePlan) -> None:
    details = [f"  {line}" for finding in plan.findings for line in finding.lines()]
    details += [f"  {each}" for each in plan.drift]
    if plan.findings:
        raise RefusalError("the database stands in the way. Nothing was written.", BLOCKED, details=tuple(details))
    if plan.drift:
        words = (
            "tables were changed by hand; put them back as they were, or say in the specs what they are to be. "
            "Nothing was written."
        )
        raise RefusalError(words, BLOCKED, details=tuple(details))


def _is_unwritten(draft: Draft, folders: Folders) -> bool:
    """Whether generated/ or the lock is not as it would be."""
    return bool(draft.files.count) or _text(folders.specs / LOCK_FILE) != draft.generation.lock.text()


def back_up(settings: Settings, tell: Tell) -> None:
    """Before tables or rows change."""
    from runtime.backup import BackupError, take_backup

    if not settings.database_url.startswith("sqlite"):
        tell("backup", "No copy is made of PostgreSQL: tables change in one transaction, and nothing is dropped.")
        return
    tell("backup", "Copying the database.")
    try:
        path = take_backup(settings, datetime.now(UTC))
    except BackupError as error:
        raise RefusalError(f"the database could not be copied: {error}. Nothing was written.", BLOCKED) from None
    if path:
        tell("backup", f"  The database as it was is in {path}.")


def _try_out(folder: Path, before: str, settings: Settings, tell: Tell) -> None:
    from portal.smoke import smoke_test_of_loaded
    from portal.unchanged import find_unchanged

    tell("smoke", "Trying the new generation in a process of its own.")
    known = find_unchanged(settings.var, folder, folder_of(settings.var, before))
    failures = smoke_test_of_loaded(settings, folder, known)
    if failures:
        undo(Preparing(folder.name, before), settings, tell)
        words = "the new generation does not work; the one before is served on. No file was written."
        raise RefusalError(words, BLOCKED, details=tuple(f"  {each}" for each in failures))


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""
