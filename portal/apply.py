"""`portal apply`: generated/, the running generation and the database, brought to the specs.

Here: whether there is anything to do, found without importing the generator. `portal.rollout` does it.
"""

from __future__ import annotations

import click

from portal.fingerprint import generation_in, read_stamp, take_fingerprint
from portal.folders import Folders, say, stop
from runtime.settings import Settings, StartError, read_settings


@click.command(epilog="Example: portal apply && portal serve")
@click.pass_obj
def command(folders: Folders) -> None:
    """Bring generated/ and the database to the specs.

    Exits with 1 if the specs have problems, 3 if a generated file was edited by hand, 4 if a change would lose data.
    """
    try:
        settings = read_settings(var=folders.var)
        settings.var.mkdir(parents=True, exist_ok=True)
        if _nothing_to_do(folders, settings):
            say("No changes.")
            return
        from portal.rollout import roll_out  # here, since a second apply must not wait for the generator

        roll_out(folders, settings)
    except StartError as error:
        stop(error.words)


def _nothing_to_do(folders: Folders, settings: Settings) -> bool:
    stamp = read_stamp(settings.var)
    return (
        stamp is not None
        and stamp.fingerprint == take_fingerprint(folders.specs, folders.out, settings.database_url)
        and (settings.var / "generations" / stamp.generation).is_dir()
        and stamp.generation == generation_in(settings.database_url)
    )
