"""`portal restore`: a retired field or record type put back into the specs, as it was last defined.

Its values never left the database; the next apply shows them again.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from generator.changes.lock import Entry, Lock
from generator.changes.lockfile import read_lock
from generator.problems import errors
from generator.report import draw
from generator.sources import Items, Table, read_sources
from generator.suggestion import did_you_mean
from portal.check import palette, run
from portal.definitions import Definition, UnfitError, add_definition, find_definition, without_retired
from portal.folders import Folders, say, stop
from portal.generations import folder_of, known
from portal.refusal import PROBLEMS, RefusalError
from portal.replacing import replace_file
from portal.steps import tell_refusal
from portal.turn import take_turn
from runtime.settings import StartError, read_settings


@dataclass(frozen=True, slots=True)
class Found:
    """Where a thing was defined last: the kept specs, their generation, and its name there."""

    specs: Path
    generation: str
    record: str
    field: str | None


@click.command(epilog="Example: portal restore order.fax && portal plan")
@click.argument("name", metavar="RECORD.FIELD")
@click.pass_obj
def command(folders: Folders, name: str) -> None:
    """Put RECORD.FIELD, or a whole RECORD, back into the specs as it was defined before it was retired.

    Only its file of specs is changed; the values are there again with the next apply.
    """
    try:
        settings = read_settings(var=folders.var)
        with take_turn(settings.var, "restore"):
            _restore(folders, settings.var, name)
    except StartError as error:
        stop(error.words)
    except RefusalError as refusal:
        tell_refusal("text", refusal.told)
        sys.exit(refusal.told.code)


def _restore(folders: Folders, var: Path, name: str) -> None:
    lock = lock_of(folders)
    entry = retired_entry(lock, name)
    if lock.active(entry.path):
        raise RefusalError(f"{name} is in use; what is retired is an earlier form of it", PROBLEMS)
    found = _find(var, entry)
    if found is None:
        stop(f"no generation below {var / 'generations'} has the definition of {name} any more; write it anew")
    path = folders.specs / "records" / f"{name.partition('.')[0]}.yaml"
    if found.field is None:
        _restore_record(path, found)
    else:
        _restore_field(path, found)
    _tell_problems(folders)


def lock_of(folders: Folders) -> Lock:
    try:
        return read_lock(folders.specs)
    except ValueError as error:
        stop(str(error))


def retired_entry(lock: Lock, name: str) -> Entry:
    """The retired thing of this name. Raises RefusalError where there is none."""
    path = f"records.{name}"
    gone = [entry for entry in lock.gone(path) if entry.status == "retired"]
    if gone:
        return gone[-1]
    raise RefusalError(_why_not(lock, path, name), PROBLEMS)


def _why_not(lock: Lock, path: str, name: str) -> str:
    if lock.active(path):
        return f"{name} is in use: it is not retired"
    if lock.gone(path):
        return f"{name} was purged: its values are gone from the database"
    retired = [each.path.removeprefix("records.") for each in lock.entries if each.status == "retired"]
    listed = [each for each in retired if each.count(".") < 2 and not each.startswith("choices.")]
    hint = did_you_mean(name, listed, "retired things") if listed else "nothing is retired"
    return f"there is no retired '{name}'; {hint}"


def _find(var: Path, entry: Entry) -> Found | None:
    """The latest generation whose lock has the thing as active; there it may have had another name."""
    for generation in known(var):
        specs = folder_of(var, generation) / "specs"
        try:
            then = read_lock(specs).by_id(entry.id)
        except ValueError:
            continue
        if then is not None and then.status == "active":
            record, _, field = then.path.removeprefix("records.").partition(".")
            if (specs / "records" / f"{record}.yaml").exists():
                return Found(specs, generation, record, field or None)
    return None


def _restore_record(path: Path, found: Found) -> None:
    if path.exists():
        stop(f"{path} is there already")
    replace_file(path, (found.specs / "records" / f"{found.record}.yaml").read_text(encoding="utf-8"))
    say(f"{path} is there again, as it was in generation {found.generation}. What shows it in portals and menus is")
    say(f"to be added by hand; the specs of then are in {found.specs}.")


def _restore_field(path: Path, found: Found) -> None:
    assert found.field is not None
    definition = _definition(found)
    if definition is None or not path.exists():
        stop(f"no definition of {found.record}.{found.field} is to be found in {found.specs}; write it anew")
    text = path.read_text(encoding="utf-8")
    try:
        changed = add_definition(without_retired(text, found.field), definition)
    except UnfitError as error:
        stop(f"{path} cannot be changed: {error.words}. Put it there by hand: {' '.join(definition.lines)}")
    replace_file(path, changed)
    say(f"{path}: {found.field} is at the end of fields: again, as it was in generation {found.generation}.")
    grants = list(_grants(found))
    if grants:
        say(f"It was listed in {', '.join(grants)}; list it where people shall have it again.")


def _definition(found: Found) -> Definition | None:
    """In the record type's own file, or in that of a mixin."""
    assert found.field is not None
    paths = [found.specs / "records" / f"{found.record}.yaml", *sorted((found.specs / "mixins").glob("*.yaml"))]
    for path in paths:
        definition = find_definition(path.read_text(encoding="utf-8"), found.field)
        if definition is not None:
            return definition
    return None


def _grants(found: Found) -> Iterator[str]:
    """Where portals listed the field: "borrower.see"."""
    sources, _problems = read_sources(found.specs)
    source = sources.files.get(f"{found.specs.name}/records/{found.record}.yaml")
    portals = source.tree.get("portals") if source and isinstance(source.tree, Table) else None
    for portal, granted in portals.items() if isinstance(portals, Table) else ():
        for key, listed in granted.items() if isinstance(granted, Table) else ():
            if isinstance(listed, Items) and found.field in listed:
                yield f"{portal}.{key}"


def _tell_problems(folders: Folders) -> None:
    generation = run(folders)
    if errors(generation.problems):
        say(draw(generation.problems, generation.sources, palette(sys.stderr)))
        stop("it is put back, and the specs now have these problems")
    say("Next: portal plan")
