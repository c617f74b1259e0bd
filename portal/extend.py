"""`portal extend`: begins a template of the site's own, which remembers the block that it replaces."""

from __future__ import annotations

import click

from portal.folders import Folders, say, stop
from runtime.overrides import PREFIX, is_shipped, marks_in, names_of_blocks, shipped_block


@click.command(epilog="Example: portal extend template detail.html main")
@click.argument("what", type=click.Choice(["template"]))
@click.argument("path")
@click.argument("block")
@click.pass_obj
def command(folders: Folders, what: str, path: str, block: str) -> None:
    """Begin a template in extensions/templates that overrides one BLOCK of the shipped template PATH.

    What it prints at first is what the shipped block prints.
    """
    assert what == "template"
    if not is_shipped(path):
        stop(f"there is no shipped template {path}; look into runtime/web/templates")
    found = shipped_block(path, block)
    if found is None:
        stop(f"{path} has no block {block}; its blocks are: {', '.join(names_of_blocks(path))}")
    target = folders.extensions / "templates" / path
    text = target.read_text(encoding="utf-8") if target.exists() else f'{{% extends "{PREFIX}{path}" %}}\n'
    if any(mark.name == block for mark in marks_in(text)):
        stop(f"{target} overrides {block} already")
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(f"{text}\n{found.mark}\n{{% block {block} %}}\n{{{{ super() }}}}\n{{% endblock %}}\n", "utf-8")
    say(f"{target} overrides the block {block}; portal check tells when the shipped one changes.")
