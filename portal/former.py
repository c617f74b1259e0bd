"""The specs of the generation that is served, called as things are called today: so a rename gains and loses nobody.

Identities in the two locks tell what was renamed, by `portal rename` or by `was:`.
"""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import replace
from pathlib import Path

from generator.app import App
from generator.changes import name_stored
from generator.changes.lock import FILE, Lock
from generator.changes.lockfile import read_lock
from generator.problems import errors
from generator.reading import read_spec
from generator.renaming import RefusedError
from generator.resolve import resolve_unjudged
from portal.check import run
from portal.extension_kinds import read_kinds
from portal.folders import Folders

Renamed = tuple[str, str]
"""The path of a thing in the lock before, and its path today."""


def find_renamed(before: Lock, after: Lock) -> tuple[Renamed, ...]:
    """Fields and choices by the record types that they had, then record types."""
    pairs = [(then, after.by_id(then.id)) for then in before.entries if then.status == "active"]
    found = [
        (then.path, now.path)
        for then, now in pairs
        if now is not None and now.status == "active" and now.name != then.name
    ]
    return tuple(sorted(found, key=lambda each: -each[0].count(".")))


def served_app(generation: Path) -> App | None:
    """What the specs of a generation came to, under the names that they had, with those that the database knows."""
    kept = generation / "specs"
    app = _app(kept, generation) if kept.is_dir() else None
    return name_stored(app, read_lock(kept)) if app else None


def former_app(generation: Path, lock: Lock, folders: Folders) -> App | None:
    """What the specs of a generation came to; None where they are not kept, or of a language that is no longer read."""
    kept = generation / "specs"
    if not kept.is_dir():
        return None
    renamed = find_renamed(read_lock(kept), lock) if (kept / FILE).exists() else ()
    if not renamed:
        return _app(kept, generation)
    with tempfile.TemporaryDirectory(prefix="portal-former-") as scratch:
        specs = Path(scratch) / "specs"
        shutil.copytree(kept, specs)
        return _app(specs if _rename_all(renamed, replace(folders, specs=specs)) else kept, generation)


def _rename_all(renamed: tuple[Renamed, ...], folders: Folders) -> bool:
    """False where one cannot be followed, as when two things changed names with each other."""
    from portal.rename import work_out
    from portal.scratch import replace_all

    for then, now in renamed:
        path, name = then.partition(".")[2], now.rpartition(".")[2]
        before = run(folders)
        if before.spec is None:
            return False
        try:
            replace_all(work_out(folders, path, name, before).changes)
        except (RefusedError, OSError):
            return False
    return True


def _app(specs: Path, generation: Path) -> App | None:
    spec, problems, _sources = read_spec(specs, read_kinds(generation / "extensions").kinds)
    if spec is None or errors(problems):
        return None
    app, found = resolve_unjudged(spec)
    return None if errors(found) else app
