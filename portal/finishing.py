"""The second half of a change: from a database that is ready to servers that have the generation, and a settled rest.

Everything here follows from `var/applying.json` and may be done anew: after a kill, the next change begins with it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from generator.changes.lock import ATTRIBUTES
from generator.changes.lock import FILE as LOCK_FILE
from generator.reference import FOLDER as SCHEMAS
from generator.write import MANIFEST, Written, compare, find_edits, write
from portal import pending
from portal.findings import tell_lost
from portal.fingerprint import ATTRIBUTES as ATTRIBUTES_FILE
from portal.fingerprint import Stamp, state_of_written, write_stamp
from portal.folders import Folders
from portal.generations import CURRENT, Deed, Event, files_of, folder_of, now, remember, serve_from
from portal.pending import Pending, Preparing, join_locks
from portal.refusal import BLOCKED, RefusalError
from portal.replacing import replace_file
from portal.schema import NONE, look_at
from portal.steps import Tell
from portal.unchanged import note_program
from runtime.settings import Settings


def mend(folders: Folders, settings: Settings, tell: Tell, verb: Deed) -> str | None:
    """Brings a change that was interrupted to its end; gives it in words where it was a `verb`, None if there was none.

    Otherwise this command begins anew, in a fresh process: code is loaded once.
    """
    begun = pending.read_pending(settings.var)
    if begun is None:
        return None
    tell("finish", f"Finishing what was interrupted: {begun.did} of generation {begun.generation}.")
    if begun.did != "rollback":
        from portal.draft import refuse_edits

        wanted = _without_manifest(files_of(settings.var, begun.generation))
        refuse_edits(find_edits(compare(folders.out, wanted), wanted), folders)
    words = finish(folders, settings, begun, tell)
    if begun.did != verb or verb == "apply":
        tell("finish", words)
        sys.stdout.flush()
        os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])  # noqa: S606 - this very command
    return words


def finish(folders: Folders, settings: Settings, begun: Pending, tell: Tell) -> str:
    """All that is left once the database is ready; gives what was done in words."""
    ways = {"apply": _finish_apply, "rollback": _finish_rollback, "purge": _finish_purge}
    return ways[begun.did](folders, settings, begun, tell)


def _finish_apply(folders: Folders, settings: Settings, begun: Pending, tell: Tell) -> str:
    from portal.database import settle

    var, name = settings.var, begun.generation
    written = _write_files(folders, var, begun, tell)
    _swap(settings, begun, tell)
    outcome = settle(folder_of(var, name), settings, _moment_of_swap(var), tell)
    tell_lost(outcome.lost, "settle", tell)
    _end(folders, settings, begun)
    return f"Applied generation {name}: {len(written.changed)} files written, {len(written.removed)} removed."


def _finish_rollback(folders: Folders, settings: Settings, begun: Pending, tell: Tell) -> str:
    from portal.database import take_back

    assert begun.before is not None
    var, name = settings.var, begun.generation
    _swap(settings, begun, tell)
    tell("take_back", "Taking over what was written since.")
    outcome = take_back(folder_of(var, begun.before), folder_of(var, name), settings, tell)
    tell_lost(outcome.lost, "take_back", tell)
    _end(folders, settings, begun)
    return f"Went back to generation {name}."


def _finish_purge(folders: Folders, settings: Settings, begun: Pending, tell: Tell) -> str:
    from portal.database import drop

    _write_files(folders, settings.var, begun, tell)
    _swap(settings, begun, tell)
    for table, column, export in begun.drops:
        drop(folder_of(settings.var, begun.generation), settings, (table, column, Path(export)), tell)
    _end(folders, settings, begun)
    paths = ", ".join(export for _table, _column, export in begun.drops)
    return f"Purged. The values are in {paths}."


def _write_files(folders: Folders, var: Path, begun: Pending, tell: Tell) -> Written:
    tell("files", f"Writing {folders.out}/ and the lock.")
    written = write(folders.out, _without_manifest(files_of(var, begun.generation)))
    _write_lock(folders.specs, begun)
    publish_schemas(folders.specs)
    return written


def _swap(settings: Settings, begun: Pending, tell: Tell) -> None:
    """Points servers to the generation. Raises RefusalError where a running one cannot come up with it."""
    from portal.swapping import reload

    serve_from(settings.var, begun.generation)
    tell("swap", f"Servers start from generation {begun.generation}.")
    if begun.before == begun.generation:
        return
    swap = reload(settings, begun.generation)
    if swap.state == "swapped":
        tell("reload", "The running server has swapped to it.")
        for line in swap.words.splitlines():
            tell("settle", f"  {line}")
    elif swap.state == "refused":
        _give_up(settings, begun, swap.words, tell)


def _give_up(settings: Settings, begun: Pending, words: str, tell: Tell) -> None:
    var = settings.var
    remember(var, Event(now(), begun.did, "failed", begun.generation, begun.before, begun.who, words))
    if begun.before is not None:
        serve_from(var, begun.before)
    if begun.before is not None and begun.did == "rollback":
        from portal.redoing import redo

        redo(begun.before, settings)
    pending.end(var)
    if begun.before is not None and begun.did == "apply":
        from portal.undoing import undo

        undo(Preparing(begun.generation, begun.before), settings, tell)
    raise RefusalError(f"the server does not come up with it and goes on with the one before: {words}", BLOCKED)


def _end(folders: Folders, settings: Settings, begun: Pending) -> None:
    var = settings.var
    remember(var, Event(now(), begun.did, "done", begun.generation, begun.before, begun.who))
    note_program(var, begun.generation)
    if begun.did != "rollback":
        stamp(folders, settings, begun.generation, begun.sources)
    pending.end(var)


def stamp(folders: Folders, settings: Settings, name: str, sources: str) -> None:
    """Remembers that there is nothing to do while the sources are as they were read, so that the next apply need not
    look."""
    schema = (look_at(settings.database_url) or NONE).mark
    write_stamp(settings.var, Stamp(sources, state_of_written(folders), name, schema))


def _write_lock(specs: Path, begun: Pending) -> None:
    lock = specs / LOCK_FILE
    found = lock.read_text(encoding="utf-8") if lock.exists() else ""
    replace_file(lock, join_locks(begun, found))
    _write_attributes(specs / ATTRIBUTES_FILE)


def _write_attributes(target: Path) -> None:
    """So that version control joins the locks of two branches; what else stands there is the site's own."""
    found = target.read_text(encoding="utf-8") if target.exists() else ""
    if ATTRIBUTES.strip() not in found.splitlines():
        replace_file(target, found + ("" if not found or found.endswith("\n") else "\n") + ATTRIBUTES)


def publish_schemas(specs: Path) -> None:
    """Schemas for editors, beside the specs: `# yaml-language-server: $schema=../../.portal/record.schema.json`."""
    target = specs.resolve().parent / ".portal"
    target.mkdir(exist_ok=True)
    for schema in SCHEMAS.glob("*.schema.json"):
        replace_file(target / schema.name, schema.read_text(encoding="utf-8"))


def _moment_of_swap(var: Path) -> datetime:
    """When the first newer server answered."""
    begun = pending.read_pending(var)
    if begun is not None and begun.handed_over is not None:
        return datetime.fromisoformat(begun.handed_over)
    return datetime.fromtimestamp((var / CURRENT).stat().st_mtime, UTC)


def _without_manifest(files: Mapping[str, bytes]) -> dict[str, bytes]:
    return {path: content for path, content in files.items() if path != MANIFEST}
