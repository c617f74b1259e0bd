"""`portal access`: who may do what, in words; what a change of the specs changes in it; the charter to print."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

import click

from generator.access import report, table
from generator.access.charter import render_charters
from generator.access.matrix import build_matrix
from generator.app import App
from generator.problems import errors
from generator.reading import read_spec
from generator.report import draw
from generator.resolve import resolve_unjudged
from portal.check import palette, run
from portal.extension_kinds import read_kinds
from portal.folders import Folders, stop
from portal.revision import RevisionError, extract_specs
from portal.serve import current_generation
from runtime.settings import StartError, read_settings


@click.command(epilog="Example: portal access order --portal customer, or: portal access --diff HEAD")
@click.argument("record", required=False)
@click.option("--portal", "portal_key", default=None, help="Only this portal.")
@click.option("--diff", "revision", default=None, help="Tell what changed since this revision of git.")
@click.option("--count", is_flag=True, help="With --diff: how many people and records of the database it is about.")
@click.option("--charter", type=click.Path(path_type=Path), default=None, help="Write a page to print for each portal.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to tell it [text].")
@click.pass_obj
def command(
    folders: Folders,
    *,
    record: str | None,
    portal_key: str | None,
    revision: str | None,
    count: bool,
    charter: Path | None,
    form: str,
) -> None:
    """Say who may see, create, change and delete what: of RECORD, or of all."""
    app = _app(folders)
    if revision is not None:
        difference = report.compare(_earlier(folders, revision), app)
        tell = report.as_json if form == "json" else report.as_text
        click.echo(tell(difference, revision, _counts(difference, app, folders) if count else report.NOT_COUNTED))
        return
    if charter is not None:
        _write_charters(charter, app)
        return
    portals = _chosen(portal_key, app.portals, "portal")
    matrix = build_matrix(app, portals, _chosen(record, app.records, "record type"))
    click.echo(table.as_json(matrix) if form == "json" else table.as_text(matrix, app))


def _counts(difference: report.Difference, app: App, folders: Folders) -> report.Counts:
    from portal.counting import count_touched  # here, since only who counts waits for SQLAlchemy

    try:
        settings = read_settings(var=folders.var)
        current_generation(settings)
        return count_touched(difference.sentences, app, settings)
    except StartError as error:
        stop(error.words)


def _write_charters(folder: Path, app: App) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, page in render_charters(app).items():
        (folder / name).write_text(page, encoding="utf-8")
        click.echo(folder / name)


def _chosen(key: str | None, known: Mapping[str, object], what: str) -> list[str]:
    if key is not None and key not in known:
        stop(f"there is no {what} '{key}'; there are {', '.join(known)}")
    return list(known) if key is None else [key]


def _app(folders: Folders) -> App:
    generation = run(folders)
    if generation.app is None:
        click.echo(draw(generation.problems, generation.sources, palette(sys.stderr)), err=True)
        stop("the specs have problems, so that it cannot be told who may do what")
    return generation.app


def _earlier(folders: Folders, revision: str) -> App:
    """The application that the specs of this revision come to."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            spec, problems, sources = read_spec(
                extract_specs(folders.specs, revision, Path(folder)), read_kinds(folders.extensions).kinds
            )
        except RevisionError as error:
            stop(str(error))
        app, more = resolve_unjudged(spec) if spec else (None, [])
        found = errors([*problems, *more])
        if app is None or found:
            click.echo(draw(found, sources, palette(sys.stderr)), err=True)
            stop(f"the specs of {revision} have these problems; compare with another revision")
        return app
