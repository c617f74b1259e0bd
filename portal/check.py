"""`portal check`: every problem of the specs and of what is written by hand, and whether generated/ is up to date."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from typing import TextIO

import click

from generator.incremental.store import Store
from generator.pipeline import Generation, generate
from generator.problems import errors
from generator.report import COLOURED, PLAIN, Palette, as_json, draw
from generator.write import MANIFEST, compare, find_stale, read_history, stale_problem
from portal.extension_kinds import read_kinds
from portal.extensions import find_breakage, shown_folder, sources_with
from portal.folders import Folders, say, stop


@click.command(epilog="Example: portal check --format json")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to tell them [text].")
@click.pass_obj
def command(folders: Folders, form: str) -> None:
    """Tell every problem of the specs, what of extensions/ they break, and whether generated/ is up to date."""
    generation = run(folders)
    broken = find_breakage(folders, None, generation.app) if generation.app else ()
    problems = [*generation.problems, *broken]
    stale = [] if errors(problems) else find_stale(folders.out, compare(folders.out, generation.files))
    if form == "json":
        click.echo(as_json([*problems, *(stale_problem(folders.out / path) for path in stale)]))
    elif problems:
        click.echo(draw(problems, sources_with(generation.sources, folders, broken), palette(sys.stdout)))
    if errors(problems):
        sys.exit(1)
    _tell_stale(folders, stale)
    assert generation.app is not None
    say(f"No problems in {len(generation.app.records)} record types and {len(generation.app.portals)} portals.")


def _tell_stale(folders: Folders, stale: Sequence[str]) -> None:
    """Ends the command where files are not as they would be generated."""
    if not (folders.out / MANIFEST).exists():
        stop("the specs have no errors, but nothing was generated from them yet; run: portal apply")
    for path in stale[:20]:
        say(f"{folders.out / path} is not what the specs say")
    if stale:
        stop(f"{len(stale)} generated files are out of date; run: portal apply")


def palette(stream: TextIO) -> Palette:
    """Colours for a terminal, unless NO_COLOR is set (https://no-color.org)."""
    return COLOURED if stream.isatty() and not os.environ.get("NO_COLOR") else PLAIN


def run(folders: Folders, store: Store | None = None) -> Generation:
    """The generation of these specs; a missing folder or a broken lock file ends the command.

    `store` keeps what it came to, by which it is found sooner the next time.
    """
    if not folders.specs.is_dir():
        stop(f"there is no folder {folders.specs}; name one with --specs")
    own = read_kinds(folders.extensions, shown_folder(folders))
    try:
        generation = generate(folders.specs, read_history(folders.out), own.kinds, store)
    except ValueError as error:
        stop(str(error))
    if not own.problems:
        return generation
    sources = sources_with(generation.sources, folders, own.problems)
    return replace(generation, app=None, problems=(*own.problems, *generation.problems), sources=sources)
