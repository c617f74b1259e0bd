"""What the specs come to beside what is there: the generation to be, edits by hand, and files that would change.

Asks no database and writes nothing but what it keeps to be quicker the next time, below var.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.incremental.store import Store
from generator.pipeline import Generation
from generator.problems import errors
from generator.report import draw
from generator.write import (
    MANIFEST,
    Comparison,
    Edit,
    compare,
    digests_of,
    find_edits,
    find_stale,
    generation_of,
    manifest,
)
from portal.check import palette, run
from portal.extensions import find_breakage, read_extensions, sources_with
from portal.folders import Folders
from portal.generations import files_of, folder_of, served
from portal.pending import read_pending
from portal.refusal import EDITED, PROBLEMS, RefusalError

CACHE = "cache"
"""The folder below var of what is only kept to be quicker; it may be deleted."""


@dataclass(frozen=True, slots=True)
class Files:
    """Paths below generated/."""

    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        return len(self.new) + len(self.changed) + len(self.removed)


@dataclass(frozen=True, slots=True)
class Draft:
    """`contents` is all that servers import, by path in the generation's folder. `edits` are of people."""

    generation: Generation
    contents: Mapping[str, bytes]
    name: str
    files: Files
    edits: tuple[Edit, ...]


def make_draft(folders: Folders, var: Path) -> Draft:
    """Raises RefusalError where the specs have problems."""
    pending = read_pending(var)
    written = files_of(var, pending.generation) if pending else {}
    generation = run(folders, Store(var / CACHE))
    problems = generation.problems
    if errors(problems):
        shown = draw(problems, generation.sources, palette(sys.stderr))
        words = "the specs have problems. Nothing was written."
        raise RefusalError(words, PROBLEMS, details=(shown,), problems=tuple(problems))
    compared = compare(folders.out, generation.files)
    edits = find_edits(compared, generation.files)
    extensions = read_extensions(folders.extensions)
    whole = {**generation.files, MANIFEST: manifest(compared.digests)}
    return Draft(
        generation,
        {f"generated/{path}": content for path, content in whole.items()} | dict(extensions),
        generation_of({**compared.digests, **digests_of(extensions)}),
        _files(folders.out, compared),
        tuple(edit for edit in edits if _is_of_people(edit, folders, written)),
    )


def refuse_edits(edits: Sequence[Edit], folders: Folders) -> None:
    """Raises RefusalError where people edited what is generated."""
    if edits:
        words = (
            f"{len(edits)} generated files were edited by hand; move the edits to {folders.extensions}/ "
            "and put the files back (git checkout), then apply again. Nothing was written."
        )
        raise RefusalError(words, EDITED, diffs=tuple(edit.diff for edit in edits))


def _is_of_people(edit: Edit, folders: Folders, written: Mapping[str, bytes]) -> bool:
    """Not if it is just what an interrupted apply has written already."""
    path = folders.out / edit.path
    return not path.exists() or path.read_bytes() != written.get(edit.path)


def refuse_breakage(draft: Draft, folders: Folders, var: Path) -> None:
    """Raises RefusalError where what was written by hand would break."""
    if not folders.extensions.is_dir():
        return
    from portal.former import served_app  # here, since it waits for the renaming of specs

    app, before = draft.generation.app, served(var)
    assert app is not None
    app_before = served_app(folder_of(var, before)) if before else None
    found = find_breakage(folders, app_before, app)
    if errors(found):
        sources = sources_with(draft.generation.sources, folders, found)
        words = "extensions would break. Nothing was written."
        shown = draw(found, sources, palette(sys.stderr))
        raise RefusalError(words, PROBLEMS, details=(shown,), problems=found)


def _files(out: Path, compared: Comparison) -> Files:
    stale, files = [path for path in find_stale(out, compared) if path != MANIFEST], compared.digests
    removed = tuple(path for path in stale if path not in files)
    new = tuple(path for path in stale if path in files and compared.there[path] is None)
    return Files(new, tuple(path for path in stale if path not in {*removed, *new}), removed)
