"""An apply in its order: check, store the generation, migrate the database, write the files, point servers to it.

Nothing is written into the specs, generated/ or the database before everything is known to fit.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

import click

from generator.changes.lock import FILE as LOCK_FILE
from generator.pipeline import Generation
from generator.problems import errors
from generator.reference import FOLDER as SCHEMAS
from generator.report import draw
from generator.write import MANIFEST, find_edits, generation_of, manifest, write
from portal.check import palette, run
from portal.fingerprint import Stamp, take_fingerprint, write_stamp
from portal.folders import Folders, say, stop
from runtime.settings import Settings

EDITED, BLOCKED = 3, 4


def roll_out(folders: Folders, settings: Settings) -> None:
    """Checks, then migrates the database, then writes the files and points the servers to the new generation."""
    generation = run(folders)
    _refuse(folders, generation)
    name = generation_of(generation.files)
    folder = _store(settings.var, name, generation)
    _migrate(folder, name, settings)
    written = write(folders.out, generation.files)
    _replace(folders.specs / LOCK_FILE, generation.lock.text())
    _replace(settings.var / "current", name + "\n")
    _publish_schemas(folders.specs)
    write_stamp(settings.var, Stamp(take_fingerprint(folders.specs, folders.out, settings.database_url), name))
    say(f"Applied generation {name}: {len(written.changed)} files written, {len(written.removed)} removed.")


def _refuse(folders: Folders, generation: Generation) -> None:
    if generation.problems:
        click.echo(draw(generation.problems, generation.sources, palette(sys.stderr)), err=True)
    if errors(generation.problems):
        sys.exit(1)
    edits = find_edits(folders.out, generation.files)
    for edit in edits:
        click.echo(edit.diff)
    if edits:
        stop(
            f"{len(edits)} generated files were edited by hand; move the edits to {folders.extensions}/ "
            "and put the files back (git checkout), then apply again. Nothing was written.",
            EDITED,
        )
    if generation.refusals:
        click.echo(draw(generation.refusals, generation.sources, palette(sys.stderr)), err=True)
        stop("this change would lose data. Nothing was written.", BLOCKED)


def _store(var: Path, name: str, generation: Generation) -> Path:
    """The immutable folder that servers import from; made in one step, so that it is complete or not there."""
    target = var / "generations" / name
    if target.is_dir():
        return target
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix=".new-", dir=target.parent))
    for path, content in {**generation.files, MANIFEST: manifest(generation.files)}.items():
        file = fresh / "generated" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    try:
        fresh.rename(target)
    except OSError:  # another apply was faster; both made the same bytes
        shutil.rmtree(fresh)
    return target


def _migrate(folder: Path, name: str, settings: Settings) -> None:
    from runtime.upgrade import bring_up_to_date  # here, since Flask and SQLAlchemy are needed from here on only

    refusals = bring_up_to_date(folder, name, settings, say)
    if refusals:
        for words in refusals:
            say(f"  {words}")
        stop("the tables differ from the specs in a way that this version cannot mend. Nothing was written.", BLOCKED)


def _publish_schemas(specs: Path) -> None:
    """Schemas for editors, beside the specs: `# yaml-language-server: $schema=../../.portal/record.schema.json`."""
    target = specs.resolve().parent / ".portal"
    target.mkdir(exist_ok=True)
    for schema in SCHEMAS.glob("*.schema.json"):
        _replace(target / schema.name, schema.read_text(encoding="utf-8"))


def _replace(target: Path, text: str) -> None:
    if target.exists() and target.read_text(encoding="utf-8") == text:
        return
    fresh = target.with_name(f".{target.name}.new")
    fresh.write_text(text, encoding="utf-8")
    fresh.replace(target)
