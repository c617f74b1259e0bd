"""`portal backup`: one archive of a whole site, taken while it serves, and put back once before it counts as done."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import click

from portal.folders import Folders, say, stop
from portal.smoke import smoke_test
from runtime.backup.archive import publish
from runtime.backup.databases import database_at
from runtime.backup.errors import BackupError
from runtime.backup.manifest import Manifest
from runtime.backup.restoring import restore_site
from runtime.backup.taking import Site, archive_site, remove_abandoned, working_folder
from runtime.settings import Settings, StartError, read_settings

NAMED = 20
Failures = tuple[str, ...]
"""The pages that could not be made of the restored site."""


@click.command(epilog="Example: portal backup --to /backups/monday.tar.gz")
@click.option("--to", "target", type=click.Path(path_type=Path), default=None, help="The archive [var/backups/TIME].")
@click.option(
    "--with-secret",
    is_flag=True,
    help="Put the site's secret in too. Whoever has it can forge sessions, and an archive is copied to places where "
    "that is not thought of; without it, people log in once again after a restore, and nothing else is lost.",
)
@click.option("--scratch", default=None, help="An empty PostgreSQL database to try the archive in [one is made].")
@click.pass_obj
def command(folders: Folders, *, target: Path | None, with_secret: bool, scratch: str | None) -> None:
    """Make one archive of the site, while it serves.

    It holds the database as it is at one moment, the files of its records, the specs with their lock, the extensions
    and the generation that is served. Then it is restored to a scratch place: rows and files are compared, and the
    portals' pages are made there. Only after that it has its name.

    Exits with 1 if there is no backup, or if there is a good one from which not all pages can be made.
    """
    try:
        settings = read_settings(var=folders.var)
        site = Site(settings, folders.specs, folders.extensions, folders.out)
        moment = datetime.now(UTC)
        named = target or settings.var / "backups" / f"{moment:%Y-%m-%dT%H-%M-%SZ}.tar.gz"
        manifest, failures = _make(site, named, moment, with_secret=with_secret, scratch=scratch)
    except (BackupError, StartError) as error:
        stop(error.words)
    _tell_absent(manifest)
    say(f"The backup is in {named} ({named.stat().st_size / 1_000_000:,.1f} MB).")
    if failures:
        for words in failures:
            say(f"  {words}")
        stop("rows and files of the backup are the same, but these pages cannot be made from it")


def _make(
    site: Site, target: Path, moment: datetime, *, with_secret: bool, scratch: str | None
) -> tuple[Manifest, Failures]:
    if target.exists():
        raise BackupError(f"{target} is there already; name another file by --to")
    remove_abandoned(site.settings, moment)
    fresh = target.with_name(f".{target.name}.new")
    try:
        manifest = archive_site(site, fresh, moment, with_secret=with_secret)
        say(f"Packed {_amount(manifest)}. Trying it out.")
        failures = _verify(fresh, site.settings, scratch)
        publish(fresh, target)
    finally:
        fresh.unlink(missing_ok=True)
    working = "" if failures else ", and the portals' pages can be made from it"
    say(f"Restored it to a scratch place: every row and file is the same{working}.")
    return manifest, failures


def _verify(archive: Path, settings: Settings, scratch: str | None) -> Failures:
    with working_folder(settings, "checking") as folder:
        if scratch is not None:
            return _restore_there(archive, settings, folder, scratch)
        with database_at(settings.database_url).scratch(folder / "var") as database:
            return _restore_there(archive, settings, folder, database.address)


def _restore_there(archive: Path, settings: Settings, folder: Path, address: str) -> Failures:
    var = folder / "var"
    elsewhere = replace(
        settings, var=var, database_url=address, files_url=str(var / "files"), secret_file=var / "secret"
    )
    there = Site(elsewhere, folder / "specs", folder / "extensions", folder / "generated")
    manifest, _ = restore_site(archive, there)
    return smoke_test(elsewhere, var / "generations" / manifest.generation)


def _amount(manifest: Manifest) -> str:
    files = sum(path.startswith("files/") for path in manifest.members)
    contents = manifest.contents
    return f"{contents.rows:,} rows of {len(contents.tables)} tables, {files:,} files, generation {manifest.generation}"


def _tell_absent(manifest: Manifest) -> None:
    if manifest.absent:
        say(
            f"{len(manifest.absent)} files that records have were not in the store, or not with the bytes they came "
            "with, so that the backup lacks them (they may have been deleted while it was made):"
        )
        for stored in manifest.absent[:NAMED]:
            say(f"  {stored}")
