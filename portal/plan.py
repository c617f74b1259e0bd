"""`portal plan`: what an apply would do, in words, and as a file that an apply carries out only if it still holds."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from generator.problems import Problem
from generator.report import draw
from portal.check import palette
from portal.extensions import sources_with
from portal.folders import Folders, say, stop
from portal.plan_json import as_json
from portal.plan_text import as_lines
from portal.planning import Plan, make_plan
from portal.refusal import RefusalError
from portal.replacing import replace_file
from portal.steps import tell_refusal
from runtime.settings import StartError, read_settings


@click.command(epilog="Example: portal plan --out plan.json && portal apply plan.json")
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), default=None, help="Save the plan to this file."
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to tell it [text].")
@click.pass_obj
def command(folders: Folders, out: Path | None, form: str) -> None:
    """Tell what an apply would do: files, data with row counts, access, what stands in the way. Changes nothing.

    Exits with 1 if the specs have problems or extensions would break, 3 if a generated file was edited by hand, 4 if
    the database stands in the way.
    """
    try:
        plan = make_plan(folders, read_settings(var=folders.var))
    except StartError as error:
        stop(error.words)
    except RefusalError as refusal:
        tell_refusal(form, refusal.told)
        sys.exit(refusal.told.code)
    if form == "json":
        click.echo(as_json(plan))
    else:
        _tell(plan, folders)
    if out is not None:
        replace_file(out, as_json(plan) + "\n")
        say(f"The plan is in {out}; carry it out with: portal apply {out}")
    sys.exit(plan.code)


def _tell(plan: Plan, folders: Folders) -> None:
    sources = sources_with(plan.draft.generation.sources, folders, plan.breakage)

    def drawn(problems: Sequence[Problem]) -> str:
        return draw(problems, sources, palette(sys.stdout))

    if plan.draft.generation.problems:  # warnings: with errors there is no plan
        click.echo(drawn(plan.draft.generation.problems), err=True)
    for line in as_lines(plan, drawn):
        click.echo(line)
