"""From specs to the bytes of every generated file, in the order in which they happen. Writes nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.app import App
from generator.changes import Lock, extend, find_refusals, read_lock
from generator.problems import Problem, errors
from generator.reading import Sources, read_spec
from generator.render import render
from generator.resolve import resolve
from generator.spec import Field, Mixin, Record, Spec


@dataclass(frozen=True, slots=True)
class Generation:
    """What the specs come to. `app` is None while there are errors; then there are no files either.

    `refusals` are changes since the last apply that cannot be carried out; `lock` is the lock file to be.
    """

    app: App | None
    files: Mapping[str, bytes]
    lock: Lock
    problems: tuple[Problem, ...]
    refusals: tuple[Problem, ...]
    sources: Sources
    spec: Spec | None = None

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


def generate(specs: Path) -> Generation:
    """Reads, checks, resolves and renders the specs below this folder; every problem of every stage is returned."""
    lock = read_lock(specs)
    spec, problems, sources = read_spec(specs)
    if spec is None:
        return Generation(None, {}, lock, tuple(problems), (), sources)
    app, meanings = resolve(spec)
    problems = [*problems, *meanings]
    if app is None or errors(problems):
        return Generation(None, {}, lock, tuple(problems), (), sources)
    refusals = find_refusals(lock, app, specs)
    return Generation(app, render(app, specs), extend(lock, app), tuple(problems), tuple(refusals), sources, spec)
