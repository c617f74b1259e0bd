"""`portal purge`: the one way by which values leave the database: of a retired field or record type, by name.

They are written to a file first. Every other command keeps what was ever entered.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import click

from generator.changes.lock import FILE as LOCK_FILE
from generator.changes.lock import Entry, Lock
from portal import pending
from portal.draft import Draft, make_draft, refuse_edits
from portal.finishing import finish, mend
from portal.folders import Folders, say, stop
from portal.generations import folder_of, keep_specs, served, store, whoever
from portal.refusal import BLOCKED, RefusalError
from portal.restore import lock_of, retired_entry
from portal.rollout import back_up, make_ready
from portal.schema import has
from portal.steps import Tell, tell_end, tell_refusal, teller
from portal.turn import take_turn
from runtime.settings import Settings, StartError, read_settings

Drop = tuple[str, str | None, str]


@click.command(epilog="Example: portal purge order.fax --yes")
@click.argument("name", metavar="RECORD.FIELD")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to tell it [text].")
@click.option("--who", default=None, help="Who does this, for the history [the user of this process].")
@click.pass_obj
def command(folders: Folders, *, name: str, yes: bool, form: str, who: str | None) -> None:
    """Drop the values of RECORD.FIELD, or of a whole RECORD, that is retired, for good.

    They are written to a file below var/exports/ first. Each database of a site is purged by itself. There is no way
    back over a purge by portal rollback.
    """
    try:
        settings = read_settings(var=folders.var)
        with take_turn(settings.var, "purge"):
            words = mend(folders, settings, teller(form), "purge")
            words = words or _purge(folders, settings, name, teller(form), who=whoever(who), sure=yes)
        tell_end(form, words, served(settings.var))
    except StartError as error:
        stop(error.words)
    except RefusalError as refusal:
        tell_refusal(form, refusal.told)
        sys.exit(refusal.told.code)


def _purge(folders: Folders, settings: Settings, name: str, tell: Tell, *, who: str, sure: bool) -> str:
    lock = lock_of(folders)
    gone = lock.gone(f"records.{name}") or (retired_entry(lock, name),)
    before = _settled(folders, settings)
    entry, drops = _what(lock, gone, settings)
    purged = _without(lock, entry)
    draft = _draft_with(purged, folders, settings.var)
    _confirm(name, drops, settings, sure=sure)
    folder = store(settings.var, draft.name, draft.contents)
    back_up(settings, tell)
    make_ready(folder, before, settings, tell)
    text = draft.generation.lock.text()
    keep_specs(folder, folders.specs, LOCK_FILE, text)
    begun = pending.Pending("purge", draft.name, before, who, text, lock.text(), drops)
    pending.begin(settings.var, begun)
    return finish(folders, settings, begun, tell)


def _what(lock: Lock, gone: Sequence[Entry], settings: Settings) -> tuple[Entry, tuple[Drop, ...]]:
    """Which of the things that had the name, and what this database has of it: one that is purged in the lock may have
    been so on another database. Raises RefusalError where there is nothing to purge."""
    for entry in (*(each for each in gone[::-1] if each.status == "retired"), *gone[::-1]):
        drops = tuple(drop for drop in _drops(lock, entry, settings) if has(settings.database_url, *drop[:2]))
        if drops:
            return entry, drops
    name = gone[-1].path.removeprefix("records.")
    was = "was purged, and nothing of it is left" if gone[-1].status == "purged" else "is retired, and nothing of it is"
    raise RefusalError(f"{name} {was} in this database", BLOCKED)


def _settled(folders: Folders, settings: Settings) -> str:
    """The generation that is served. Raises RefusalError where it is not that of the specs."""
    draft = make_draft(folders, settings.var)
    refuse_edits(draft.edits, folders)
    if draft.name != served(settings.var) or draft.files.count:
        raise RefusalError("the specs are not what is served; run first: portal apply", BLOCKED)
    return draft.name


def _without(lock: Lock, entry: Entry) -> Lock:
    """The lock with this thing purged, and with all that it held."""
    return replace(lock, entries=tuple(_purged(each) if _is_of(each, entry) else each for each in lock.entries))


def _purged(entry: Entry) -> Entry:
    return replace(entry, status="purged")


def _is_of(each: Entry, entry: Entry) -> bool:
    return each.id == entry.id or (each.status == "retired" and each.path.startswith(f"{entry.path}."))


def _draft_with(lock: Lock, folders: Folders, var: Path) -> Draft:
    """What the specs come to with another lock; the folder of specs is not touched."""
    with tempfile.TemporaryDirectory(prefix="portal-purge-") as scratch:
        specs = Path(scratch) / folders.specs.resolve().name
        shutil.copytree(folders.specs, specs)
        (specs / LOCK_FILE).write_text(lock.text(), encoding="utf-8")
        return make_draft(replace(folders, specs=specs), var)


def _drops(lock: Lock, entry: Entry, settings: Settings) -> Iterator[Drop]:
    exports = settings.var / "exports"
    at = datetime.now(UTC).strftime("%Y-%m-%dT%H-%M-%SZ")
    if entry.kind == "record":
        held = [each for each in lock.under(entry.path) if each.status != "active" and _kind(each) == "links"]
        yield from ((f"{entry.stored}_{each.stored}", None, _file(exports, each, at)) for each in held)
        yield entry.stored, None, _file(exports, entry, at)
        return
    table = _table(lock, entry)
    if _kind(entry) == "lines":
        return  # they are records of another type, which is there or is purged by itself
    if _kind(entry) == "links":
        yield f"{table}_{entry.stored}", None, _file(exports, entry, at)
    elif _kind(entry) in ("file", "files", "image"):
        raise RefusalError(f"{entry.path.removeprefix('records.')} holds files; they cannot be purged yet", BLOCKED)
    else:
        column = f"{entry.stored}_id" if _kind(entry) == "link" else entry.stored
        yield table, column, _file(exports, entry, at)


def _kind(entry: Entry) -> str:
    return entry.kind.partition(" ")[0]


def _table(lock: Lock, entry: Entry) -> str:
    """Of the record type that has the field: it is called so today, or was when it was retired."""
    holder = lock.active(entry.parent) or lock.gone(entry.parent)[-1]
    return holder.stored


def _file(exports: Path, entry: Entry, at: str) -> str:
    return str(exports / f"{entry.path.removeprefix('records.')}-{at}.csv")


def _confirm(name: str, drops: tuple[Drop, ...], settings: Settings, *, sure: bool) -> None:
    from portal.database import count_values

    folder = folder_of(settings.var, served(settings.var) or "")
    count = sum(count_values(folder, settings, table, column) for table, column, _path in drops)
    values = "1 value leaves" if count == 1 else f"{count:,} values leave"
    say(f"Of {name}, {values} the database for good, after being written to a file.")
    if not sure and _typed(f"Type {name} to go on") != name:
        raise RefusalError("nothing was purged", BLOCKED)


def _typed(question: str) -> str:
    try:
        return str(click.prompt(question, default="", show_default=False, err=True))
    except click.Abort:  # nobody is there to type
        return ""
