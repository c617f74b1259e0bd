"""From specs to the bytes of every generated file, in the order in which they happen. Writes nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from generator.app import App
from generator.changes import Lock, Operation, diff, name_stored, read_lock
from generator.fields.own import NO_KINDS, OwnKinds
from generator.problems import Problem, errors
from generator.reading import Sources, read_spec
from generator.render import render
from generator.render.migrations import render_revisions
from generator.resolve import resolve
from generator.spec import Field, Mixin, Record, Spec


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
    specs: Path, history: Mapping[str, bytes] = MappingProxyType({}), kinds: OwnKinds = NO_KINDS
) -> Generation:
    """Reads, checks, resolves and renders the specs below this folder; every problem of every stage is returned.

    `history` are the revisions that are there already, by their paths below generated/: they stay as they are.
    `kinds` are field kinds of the site's own, by name.
    """
    lock = read_lock(specs)
    spec, problems, sources = read_spec(specs, kinds)
    if spec is None:
        return Generation(None, {}, lock, tuple(problems), sources)
    app, meanings = resolve(spec)
    problems = [*problems, *meanings]
    if app is None or errors(problems):
        return Generation(None, {}, lock, tuple(problems), sources)
    changes = diff(lock, app)
    if changes.problems:
        return Generation(app, {}, lock, (*problems, *changes.problems), sources, spec)
    app = name_stored(app, changes.lock)
    begun = changes.operations if lock.entries else ()  # the tables of a new site are made of its models
    revisions = render_revisions(begun, app, history)
    files = dict(sorted({**render(app, specs), **revisions}.items()))
    return Generation(app, files, changes.lock, tuple(problems), sources, spec, changes.operations)
