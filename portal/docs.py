"""`portal docs`: the reference of the spec language, for docs/reference.md."""

from __future__ import annotations

import click

from generator.reference import render_reference


@click.command(epilog="Example: portal docs > docs/reference.md")
def command() -> None:
    """Print the reference of the spec language, made from the schemas."""
    click.echo(render_reference(), nl=False)
