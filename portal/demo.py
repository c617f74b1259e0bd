"""`portal demo`: the demo records of the specs, and accounts to try them with, into an empty database.

Here: whether people have accounts already, found without the frameworks. `portal.demo_records` does the rest.
"""

from __future__ import annotations

import click

from portal.folders import Folders, stop
from portal.schema import count_rows
from runtime.settings import StartError, read_settings

ACCOUNTS = "portal_account"


@click.command(epilog="Example: portal apply && portal demo && portal serve")
@click.pass_obj
def command(folders: Folders) -> None:
    """Load the demo records into an empty database, and make accounts to try them with."""
    try:
        settings = read_settings(var=folders.var)
        if count_rows(settings.database_url, [ACCOUNTS])[ACCOUNTS]:
            return
        from portal.demo_records import load  # here, since a second start must not wait for what it does not need

        load(folders, settings)
    except StartError as error:
        stop(error.words)
