"""`portal test`: the portals of these specs, tried on a scratch database. Nothing of the site's own data is touched."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click

from portal.check import run
from portal.folders import Folders, say, stop
from portal.serve import current_generation
from runtime.settings import Settings, StartError, read_settings

if TYPE_CHECKING:
    from leaks.report import Report
    from leaks.run import Wanted

WHAT_THERE_IS = """Name what to test:
  --leaks    whether anybody receives what the specs do not let them see (portal test --leaks --help)"""


@click.command(epilog="Example: portal test --leaks --requests 10000 --pairs 5000 --prove")
@click.option("--leaks", is_flag=True, help="Ask for everything as everybody, and look for what they may not see.")
@click.option("--requests", type=click.IntRange(min=1), default=2000, help="How many requests to send [2000].")
@click.option("--pairs", type=click.IntRange(min=0), default=1000, help="Before and after a hidden change [1000].")
@click.option("--seed", type=int, default=1, help="Another seed makes other records and another choice [1].")
@click.option("--prove", is_flag=True, help="Then seed bugs, one by one, and tell whether each is found.")
@click.option("--database", default=None, help="The address of an empty database [a new SQLite file].")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to report [text].")
@click.pass_obj
def command(
    folders: Folders, *, leaks: bool, requests: int, pairs: int, seed: int, prove: bool, database: str | None, form: str
) -> None:
    """Try the portals of these specs on a scratch database.

    Exits with 1 if anything was found that should not be, or a seeded bug was not found.
    """
    if not leaks:
        click.echo(WHAT_THERE_IS)
        return
    from leaks.run import Wanted

    with tempfile.TemporaryDirectory(prefix="portal-test-") as folder:
        try:
            report = _find_leaks(folders, Path(folder), database, Wanted(requests, pairs, seed, prove))
        except StartError as error:
            stop(error.words)
    _tell(report, form)
    if report.failed:
        sys.exit(1)


def _find_leaks(folders: Folders, scratch: Path, database: str | None, wanted: Wanted) -> Report:
    """Applies a copy of the specs, as `portal apply` does, and looks for leaks in what comes of it."""
    from leaks.routes import UnknownRouteError
    from leaks.run import find_leaks
    from portal.rollout import roll_out

    generation = run(folders)
    if generation.app is None:
        stop("the specs have problems; run: portal check")
    settings = _settings(scratch, database)
    shutil.copytree(folders.specs, scratch / "specs")
    roll_out(Folders(scratch / "specs", scratch / "generated", folders.extensions, settings.var), settings)
    try:
        return find_leaks(generation.app, settings, current_generation(settings), wanted, say)
    except UnknownRouteError as error:
        stop(f"{error.words}. Teach leaks/routes.py and leaks/plan.py what to ask of it.")


def _settings(scratch: Path, database: str | None) -> Settings:
    """Of the scratch folder alone, whatever the environment says. Raises StartError for a database with tables."""
    from sqlalchemy import inspect

    from runtime.site import open_database

    environment = {"DATABASE_URL": database} if database else {}
    settings = read_settings(environment, var=scratch / "var")
    settings.var.mkdir()
    if database:
        engines = open_database(settings).made_by("operator")
        tables = inspect(engines.read).get_table_names()
        engines.dispose()
        if tables:
            raise StartError(f"--database must name an empty database; this one has {len(tables)} tables.")
    return settings


def _tell(report: Report, form: str) -> None:
    from leaks.report import as_json, as_text

    if form == "json":
        click.echo(as_json(report))
        return
    for line in as_text(report):
        click.echo(line)
