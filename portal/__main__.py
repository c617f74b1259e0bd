"""`portal`: the verbs, each imported only when it runs."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

import click

from portal.folders import Folders

VERBS = {
    "access": "Say who may see, create, change and delete what.",
    "apply": "Bring generated/ and the database to the specs.",
    "backup": "Make one archive of the whole site, while it serves.",
    "check": "Tell every problem of the specs, and whether generated/ is up to date.",
    "demo": "Load the demo records into an empty database.",
    "docs": "Print the reference of the spec language.",
    "explain": "Say what a problem's code means, where a value comes from, or why somebody can see a record.",
    "extend": "Begin a template of your own in the place of a block of a shipped one.",
    "job": "Run a job of the site's own.",
    "jobs": "List the jobs that wait or failed, and try failed ones again.",
    "plan": "Tell what an apply would do: files, data, access, what stands in the way.",
    "purge": "Drop the values of a retired field or record type for good, after writing them to a file.",
    "rename": "Call a field, record type or choice otherwise, everywhere in the specs.",
    "restore": "Put a retired field or record type back into the specs.",
    "restore-backup": "Put a backup into an empty database and an empty folder.",
    "rollback": "Serve the generation before again; nothing that was written since is lost.",
    "serve": "Serve the portals.",
    "test": "Try the portals on a scratch database: whether anything leaks.",
    "user": "Invite people.",
    "worker": "Run the jobs that changes leave behind, such as mails.",
}


class Verbs(click.Group):
    """Loads a verb's module when it is asked for: `portal check` must not wait for Flask."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in VERBS:
            return None
        command: click.Command = importlib.import_module(f"portal.{cmd_name.replace('-', '_')}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Verbs"):
            formatter.write_dl(list(VERBS.items()))


@click.group(cls=Verbs, epilog="Example: portal --specs shop/specs --out shop/generated --var shop/var apply")
@click.option("--specs", type=click.Path(path_type=Path), default="specs", help="The folder of specs [specs].")
@click.option("--out", type=click.Path(path_type=Path), default="generated", help="Where to generate [generated].")
@click.option(
    "--extensions",
    type=click.Path(path_type=Path),
    default=None,
    help="Hand-written code [extensions, beside the specs].",
)
@click.option("--var", type=click.Path(path_type=Path), default=None, help="Data and state [var, or PORTAL_VAR].")
@click.pass_context
def cli(ctx: click.Context, specs: Path, out: Path, extensions: Path | None, var: Path | None) -> None:
    """Portalwright turns business specs into running portals."""
    ctx.obj = Folders(specs=specs, out=out, extensions=extensions or specs.parent / "extensions", var=var)


def main() -> None:
    """Runs the command line; a mistake of people never shows a traceback."""
    try:
        cli(prog_name="portal")
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
