"""`portal restore-backup`: an archive of `portal backup`, put into an empty database and an empty folder."""

from __future__ import annotations

from pathlib import Path

import click

from portal.folders import Folders, say, stop
from runtime.backup.errors import BackupError
from runtime.backup.restoring import restore_site
from runtime.backup.taking import Site
from runtime.settings import StartError, read_settings


@click.command(epilog="Example: portal restore-backup monday.tar.gz --to-var /srv/portal/var")
@click.argument("archive", type=click.Path(path_type=Path))
@click.option("--to-var", type=click.Path(path_type=Path), default=None, help="The empty folder to restore to [--var].")
@click.pass_obj
def command(folders: Folders, archive: Path, to_var: Path | None) -> None:
    """Put ARCHIVE into an empty database and an empty folder; nothing that is there is ever replaced.

    Specs, extensions and generated files go where --specs, --extensions and --out say, if nothing is there yet.
    Restore only archives that you trust: they hold code that the portals run.
    """
    try:
        settings = read_settings(var=to_var or folders.var)
        manifest, left = restore_site(archive, Site(settings, folders.specs, folders.extensions, folders.out))
    except (BackupError, StartError) as error:
        stop(error.words)
    contents = manifest.contents
    say(f"Restored {contents.rows:,} rows of {len(contents.tables)} tables, as of {manifest.taken:%d %B %Y %H:%M} UTC.")
    for folder in left:
        say(f"{folder} was not empty and stays as it is.")
    if manifest.absent:
        say(f"{len(manifest.absent)} files of records were not in the backup; it named them when it was made.")
    say(f"Start the portals: portal --var {settings.var} serve")
