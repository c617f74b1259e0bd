"""`portal rename`: a field, record type, choice or rule gets another name wherever the specs name it.

The new specs are generated beside the old ones first, and have to come to the same but for the name. The lock moves in
the same run, so that the database keeps what it holds under the names it has.
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import click

from generator.changes import Lock, read_lock
from generator.changes.lock import FILE as LOCK_FILE
from generator.pipeline import Generation
from generator.problems import Problem, errors
from generator.renaming import (
    Plan,
    RefusedError,
    World,
    edited,
    find_changes,
    find_consequences,
    lines_of,
    lock_moves,
    moved_lock,
    new_problems,
    plan_rename,
    refreshed_lock,
    survey,
)
from generator.report import draw
from generator.sources import Sources
from portal.check import palette, run
from portal.folders import Folders, say, stop
from portal.mentioning import find_words
from portal.pending import read_pending
from portal.scratch import Change, copy_with, replace_all
from runtime.settings import StartError, read_settings

MOST_LINES = 20


@dataclass(frozen=True, slots=True)
class Rename:
    """What is planned, of which specs, and what it makes of their files."""

    plan: Plan
    before: Generation
    world: World
    lock: Lock
    changes: tuple[Change, ...]


@click.command(epilog="Example: portal rename order.subject topic, or order case, or size.large big")
@click.argument("path", metavar="THING")
@click.argument("name", metavar="NAME")
@click.pass_obj
def command(folders: Folders, path: str, name: str) -> None:
    """Call THING otherwise, everywhere in the specs.

    THING is RECORD, RECORD.FIELD, RECORD.FIELD.CHOICE, RECORD.state.STATE, LIST.CHOICE, RECORD.RULE, RECORD.MOVE, LIST,
    MIXIN or MIXIN.FIELD. Comments, layout and quotes stay as they are. The database keeps its names, so no row changes.
    Exits with 1 and writes nothing where something cannot be followed.
    """
    _refuse_half_applied(folders)
    before = run(folders)
    if errors(before.problems):
        _show(before.problems, before.sources)
        stop("the specs have problems; rename when they have none. Nothing was written.")
    try:
        rename = work_out(folders, path, name, before)
        rename, after = prove(folders, rename)
    except RefusedError as reason:
        stop(f"{reason}. Nothing was written.")
    try:
        replace_all(rename.changes)
    except OSError as error:
        stop(f"{error.filename}: {error.strerror}. Nothing was written.")
    _tell(folders, rename, after)


def _refuse_half_applied(folders: Folders) -> None:
    """Ends the command where an apply was killed: the next one finishes it with the lock that it planned."""
    try:
        var = read_settings(var=folders.var).var
    except StartError as error:
        stop(error.words)
    if read_pending(var) is not None:
        stop("an apply was interrupted; finish it first: portal apply. Nothing was written.")


def work_out(folders: Folders, path: str, name: str, before: Generation) -> Rename:
    """Every place that changes; raises RefusedError where there is one that cannot be followed."""
    assert before.spec is not None
    world, lock, sources = survey(before.spec), read_lock(folders.specs), before.sources
    plan = plan_rename(path, name, world, sources, lock)
    for obstacle in plan.obstacles[:MOST_LINES]:
        say(f"{obstacle.at.file}:{obstacle.at.line}:{obstacle.at.column}: {obstacle.words}")
    if plan.obstacles:
        count = _counted(len(plan.obstacles), "place")
        raise RefusedError(f"the {plan.target.title} cannot be renamed because of {count}")
    changes = [_change(file, plan, sources) for file in sorted({*plan.edits, *plan.moves})]
    moved = _moved(folders.specs / LOCK_FILE, dict(lock_moves(plan.target, name)))
    return Rename(plan, before, world, lock, (*changes, *moved))


def _change(file: str, plan: Plan, sources: Sources) -> Change:
    source, target = sources.base / file, sources.base / plan.moves.get(file, file)
    try:
        content = source.read_bytes()
    except OSError as error:
        raise RefusedError(f"{file} cannot be read: {error.strerror}") from None
    if lines_of(content) != list(sources.files[file].lines):
        raise RefusedError(f"{file} was changed just now; run this again")
    if target != source and target.exists():
        raise RefusedError(f"there is a file {plan.moves[file]} already; remove it, or choose another name")
    return Change(source, target, content, edited(content, plan.edits.get(file, ())))


def _moved(path: Path, moves: Mapping[str, str]) -> list[Change]:
    """The lock where there is one; it comes last, since all others lead to it."""
    if not path.exists():
        return []
    content = path.read_bytes()
    return [Change(path, path, content, moved_lock(content.decode("utf-8"), moves).encode("utf-8"))]


def prove(folders: Folders, rename: Rename) -> tuple[Rename, Generation]:
    """The rename with the facts that its lock is to have, and what the new specs come to, made beside the old ones.

    Raises RefusedError where that is not the same.
    """
    after = _tried(folders, rename)
    refreshed = _refreshed(rename, after)
    if refreshed != rename:
        rename = refreshed
        after = _tried(folders, rename)
    plan, before = rename.plan, rename.before
    called = f"with the {plan.target.title} called '{plan.name}' the specs would"
    problems = new_problems(before.problems, after.problems, plan.moves)
    if problems or after.app is None:
        _show(problems or after.problems, after.sources)
        raise RefusedError(f"{called} have these problems")
    if differences := _differences(rename, after):
        for words in differences[:MOST_LINES]:
            say(f"not the same: {words}")
        raise RefusedError(f"{called} mean something else")
    return rename, after


def _tried(folders: Folders, rename: Rename) -> Generation:
    with tempfile.TemporaryDirectory(prefix="portal-rename-") as scratch:
        specs = Path(scratch) / (folders.specs.name or "specs")
        copy_with(folders.specs, specs, rename.changes)
        return run(replace(folders, specs=specs))


def _refreshed(rename: Rename, after: Generation) -> Rename:
    """With the new names in what the lock says of lists and formulas."""
    *files, lock = rename.changes
    before = rename.before.app
    if before is None or after.app is None or lock.source.name != LOCK_FILE:
        return rename
    moves = dict(lock_moves(rename.plan.target, rename.plan.name))
    text = refreshed_lock(lock.after.decode("utf-8"), moves, before, after.app)
    return replace(rename, changes=(*files, replace(lock, after=text.encode("utf-8"))))


def _differences(rename: Rename, after: Generation) -> list[str]:
    before = rename.before
    assert before.app is not None and after.app is not None
    found = find_changes(rename.plan, rename.world, rename.lock, before.app, after.app)
    if Counter(map(type, before.operations)) != Counter(map(type, after.operations)):
        found.append("what the next apply does to the database")
    return found


def _show(problems: Sequence[Problem], sources: Sources) -> None:
    click.echo(draw(problems, sources, palette(sys.stderr)), err=True)


def _tell(folders: Folders, rename: Rename, after: Generation) -> None:
    plan, before = rename.plan, rename.before
    for change in rename.changes:
        if change.before != change.after or change.source != change.target:
            click.echo(_told(change, rename))
    count = _counted(sum(map(len, plan.edits.values())), "place")
    files = _counted(len({*plan.edits, *plan.moves}), "file")
    say(f"The {plan.target.title} is called '{plan.name}' now, in {count} of {files}.")
    if plan.target.note:
        say(plan.target.note)
    assert before.app is not None and after.app is not None
    for words in find_consequences(plan, before.app, after.app):
        say(words)
    _tell_mentions(folders, plan)
    say("Next: portal apply. The database keeps its names, so no row changes.")


def _tell_mentions(folders: Folders, plan: Plan) -> None:
    """Hand-written code is not edited."""
    found = find_words(folders.extensions, plan.target.kind, plan.target.name)
    if found:
        say(f"Not edited: these lines of {folders.extensions}/ mention '{plan.target.name}'; look at them yourself:")
    for line in found[:MOST_LINES]:
        say(f"  {line}")
    if len(found) > MOST_LINES:
        say(f"  … and {len(found) - MOST_LINES} more")


def _told(change: Change, rename: Rename) -> str:
    """The file, and how many places of it, or lines of the lock, are others now."""
    base = rename.before.sources.base
    file, new = (path.relative_to(base).as_posix() for path in (change.source, change.target))
    moved = f" is now {new}" if new != file else ""
    places = rename.plan.edits.get(file)
    if places is None and not moved:
        return f"{file}: the identity moved along"
    count = f": {_counted(len(places), 'place')}" if places else ""
    return f"{file}{moved}{count}"


def _counted(count: int, word: str) -> str:
    return f"{count} {word}{'s' * (count != 1)}"
