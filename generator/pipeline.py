"""From specs to the bytes of every generated file, in the order in which they happen. Writes nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from generator.app import App
from generator.changes import Changes, Lock, Operation, diff, name_stored, read_lock
from generator.fields.own import NO_KINDS, OwnKinds
from generator.incremental.files import read_files
from generator.incremental.keeping import keep
from generator.incremental.rendering import finish
from generator.incremental.renewal import UnfitError, renew
from generator.incremental.store import Store
from generator.problems import Problem, errors
from generator.reading import Sources, read_spec
from generator.render import render_parts, render_whole
from generator.render.migrations import render_revisions
from generator.resolve import work_out
from generator.spec import Field, Mixin, Record, Spec
from generator.uncollected import uncollected


@dataclass(frozen=True, slots=True)
class Generation:
    """What the specs come to. While there are errors there are no files, and `app` is there only if the errors are
    about what changed.

    `operations` lead from the specs of the last apply to these; `lock` is the lock file to be.
    """

    app: App | None
    files: Mapping[str, bytes]
    lock: Lock
    problems: tuple[Problem, ...]
    sources: Sources
    spec: Spec | None = None
    operations: tuple[Operation, ...] = ()

    def written(self, record: str, field: str) -> Field | None:
        """The field as the file of the record type or of its mixin has it; None for one of the product."""
        found = self.spec.records.get(record) if self.spec else None
        if self.spec is None or found is None:
            return None
        parts: list[Record | Mixin] = [
            found,
            *(self.spec.mixins[name] for name in found.uses if name in self.spec.mixins),
        ]
        return next((each for part in parts for name, each in part.fields.items() if name == field), None)


def generate(
    specs: Path,
    history: Mapping[str, bytes] = MappingProxyType({}),
    kinds: OwnKinds = NO_KINDS,
    store: Store | None = None,
) -> Generation:
    """Reads, checks, resolves and renders the specs below this folder; every problem of every stage is returned.

    `history` are the revisions that are there already, by their paths below generated/: they stay as they are.
    `kinds` are field kinds of the site's own, by name. In `store` it is kept what this came to, and the same is found
    sooner the next time; not where there are such kinds, whose code may do anything.
    """
    with uncollected():
        if store is None or kinds:
            return _generate(specs, history, kinds, None)
        return _renew(specs, history, store) or _generate(specs, history, kinds, store)


def _generate(specs: Path, history: Mapping[str, bytes], kinds: OwnKinds, store: Store | None) -> Generation:
    lock = read_lock(specs)
    spec, problems, sources = read_spec(specs, kinds)
    if spec is None:
        return Generation(None, {}, lock, tuple(problems), sources)
    work = work_out(spec)
    app, clean = work.app, not problems
    problems = [*problems, *work.problems]
    if app is None or errors(problems):
        return Generation(None, {}, lock, tuple(problems), sources)
    changes = diff(lock, app)
    if changes.problems:
        return Generation(app, {}, lock, (*problems, *changes.problems), sources, spec)
    app = name_stored(app, changes.lock)
    parts = render_parts(app, work.context.trace)
    kept = keep(sources, work, app, changes.lock, parts) if store is not None and clean else None
    if store is not None and kept is not None:
        store.write(kept)
    files = render_whole(app, {key: part.rendered for key, part in parts.items()}, specs)
    files = _with_revisions(files, changes, lock, app, history)
    return Generation(app, files, changes.lock, tuple(problems), sources, spec, changes.operations)


def _renew(specs: Path, history: Mapping[str, bytes], store: Store) -> Generation | None:
    """From what was kept; None where that does not do."""
    found, kept = read_files(specs), store.read()
    if found is None or kept is None or found.basis != kept.basis:
        return None
    lock = read_lock(specs, kept.lock.whole)
    try:
        renewed = renew(found, kept)
        done = finish(renewed, lock, specs)
    except UnfitError:
        return None
    if done.kept != kept:
        store.write(done.kept)
    files = _with_revisions(done.files, done.changes, lock, done.app, history)
    spec, sources = renewed.context.spec, found.sources(specs)
    return Generation(done.app, files, done.changes.lock, done.problems, sources, spec, done.changes.operations)


def _with_revisions(
    files: Mapping[str, bytes], changes: Changes, lock: Lock, app: App, history: Mapping[str, bytes]
) -> Mapping[str, bytes]:
    begun = changes.operations
    if begun and not lock.entries:  # in this order: where there is nothing to do, the lock need not be read
        begun = ()  # the tables of a new site are made of its models
    return dict(sorted({**files, **render_revisions(begun, app, history)}.items()))
