"""Specs renamed in a folder, and read again without the command line: what the tests of renaming share."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

from generator.app import App
from generator.changes import Changes, Lock, diff, name_stored, read_lock
from generator.problems import Problem, errors
from generator.reading import read_spec
from generator.renaming import (
    Plan,
    World,
    edited,
    find_changes,
    lock_moves,
    moved_lock,
    new_problems,
    plan_rename,
    refreshed_lock,
    survey,
)
from generator.resolve import resolve
from generator.sources import Sources

LOCK = "spec.lock.yaml"
HARBOUR = Path(__file__).parent / "harbour"
ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Loaded:
    """Specs without errors."""

    specs: Path
    world: World
    sources: Sources
    lock: Lock
    app: App
    changes: Changes
    problems: tuple[Problem, ...]


def load(specs: Path) -> Loaded:
    lock = read_lock(specs)
    spec, problems, sources = read_spec(specs)
    assert spec is not None
    app, meanings = resolve(spec)
    if app is None or errors([*problems, *meanings]):
        raise NotARenameError([*problems, *meanings])
    changes = diff(lock, app)
    found = (*problems, *meanings, *changes.problems)
    if errors(found):
        raise NotARenameError(found)
    return Loaded(specs, survey(spec), sources, lock, name_stored(app, changes.lock), changes, found)


def apply_lock(specs: Path) -> None:
    """As an apply does it: everything is born under its present name."""
    (specs / LOCK).write_text(load(specs).changes.lock.text())


class NotARenameError(AssertionError):
    """It cannot be done, or the specs mean something else then."""


def rename(before: Loaded, path: str, name: str) -> tuple[Plan, Loaded]:
    """Renames in the folder itself, as the command does it; raises RefusedError, or NotARenameError with the reason."""
    plan = plan_rename(path, name, before.world, before.sources, before.lock)
    if plan.obstacles:
        raise NotARenameError(plan.obstacles)
    write(before, plan)
    after = load(before.specs)
    lock, moves = before.specs / LOCK, dict(lock_moves(plan.target, name))
    if lock.exists():
        lock.write_text(refreshed_lock(lock.read_text(), moves, before.app, after.app))
        after = load(before.specs)
    changed = find_changes(plan, before.world, before.lock, before.app, after.app)
    found = [*new_problems(before.problems, after.problems, plan.moves), *changed]
    if found or [type(each) for each in before.changes.operations] != [type(each) for each in after.changes.operations]:
        raise NotARenameError(found)
    return plan, after


def write(before: Loaded, plan: Plan) -> None:
    base = before.specs.parent
    for file in {*plan.edits, *plan.moves}:
        content = edited((base / file).read_bytes(), plan.edits.get(file, ()))
        (base / file).unlink()
        (base / plan.moves.get(file, file)).write_bytes(content)
    lock = before.specs / LOCK
    if lock.exists():
        lock.write_text(moved_lock(lock.read_text(), dict(lock_moves(plan.target, plan.name))))


def bytes_of(specs: Path) -> dict[str, bytes]:
    """All files by their paths in the folder."""
    return {path.relative_to(specs).as_posix(): path.read_bytes() for path in specs.rglob("*") if path.is_file()}


def replaced_words(before: bytes, after: bytes) -> Iterator[tuple[str, str]]:
    """The words in which two texts differ; everything between words must be the same."""
    ones, others = (re.findall(r"[\w.+-]+|[^\w.+-]", text.decode()) for text in (before, after))
    for one, other in zip_longest(ones, others, fillvalue=""):
        if one != other:
            yield one, other


def paths_of(world: World) -> list[str]:
    """The path of everything that can be renamed."""
    found = [*world.records, *(f"choices.{key}" for key in world.spec.choices)]
    for key, record in world.records.items():
        fields = [name for name, field in record.fields.items() if not field.kept]
        moves = record.workflow.moves if record.workflow else ()
        found += [f"records.{key}.{name}" for name in (*fields, *record.rules, *world.shape(key).backs, *moves)]
    for of, options in world.lists.items():
        found += [f"{of}.{option}" for option in options]
    for key, mixin in world.spec.mixins.items():
        found += [f"mixins.{key}", *(f"mixins.{key}.{name}" for name in (*mixin.fields, *mixin.rules))]
    return sorted(set(found))
