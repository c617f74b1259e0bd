"""`portal user`: who may log in."""

from __future__ import annotations

import click

from portal.folders import Folders, stop
from portal.serve import current_generation
from runtime.security.accounts import AccountError
from runtime.security.letters import invite
from runtime.settings import StartError, read_settings
from runtime.site import load_site, open_checked


@click.group(name="user")
def command() -> None:
    """Invite people."""


@command.command(name="invite", epilog="Example: portal user invite someone@example.com --portal customer")
@click.argument("email")
@click.option("--portal", required=True, help="The portal's key.")
@click.pass_obj
def invite_person(folders: Folders, email: str, portal: str) -> None:
    """Mail a one-time link to EMAIL, a person on record, and print it."""
    try:
        settings = read_settings(var=folders.var)
        site = load_site(current_generation(settings))
        click.echo(invite(open_checked(settings).made_by("operator"), site, settings, email, portal))
    except AccountError as error:
        stop(error.words)
    except StartError as error:
        stop(error.words)
