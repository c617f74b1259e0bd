"""`portal apply`: generated/, the running generation and the database, brought to the specs.

Here: whether there is anything to do, found without importing the generator. `portal.rollout` does it.
"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from portal.fingerprint import read_stamp, state_of_sources, state_of_written
from portal.folders import Folders, stop
from portal.generations import served
from portal.pending import read_pending
from portal.refusal import RefusalError
from portal.schema import look_at
from portal.steps import Tell, tell_end, tell_refusal, teller
from portal.turn import take_turn
from runtime.settings import Settings, StartError, read_settings


@click.command(
    epilog="Example: portal apply && portal serve, or: portal plan --out plan.json && portal apply plan.json"
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to tell it [text].")
@click.argument("file", type=click.Path(path_type=Path), required=False)
@click.option("--who", default=None, help="Who does this, for the history [the user of this process].")
@click.pass_obj
def command(folders: Folders, *, file: Path | None, form: str, who: str | None) -> None:
    """Bring generated/, the database and the running server to the specs; as FILE, a saved plan, says.

    Exits with 1 if the specs have problems, 3 if a generated file was edited by hand, 4 if rows do not fit, tables were
    changed by hand, the new generation does not work, or the plan no longer holds. Then the old one is served on.
    """
    try:
        settings = read_settings(var=folders.var)
        settings.var.mkdir(parents=True, exist_ok=True)
        if file is None and _nothing_to_do(folders, settings):
            tell_end(form, "No changes.", served(settings.var))
            return
        with take_turn(settings.var, "apply"):
            words = _apply(folders, settings, file, teller(form), who)
        tell_end(form, words, served(settings.var))
    except StartError as error:
        stop(error.words)
    except RefusalError as refusal:
        tell_refusal(form, refusal.told)
        sys.exit(refusal.told.code)


def _apply(folders: Folders, settings: Settings, file: Path | None, tell: Tell, who: str | None) -> str:
    from portal.finishing import mend  # here, since a second apply must not wait for the generator
    from portal.plan_json import read_plan
    from portal.rollout import roll_out

    mend(folders, settings, tell, "apply")
    return roll_out(folders, settings, tell, who, read_plan(file) if file else None)


def _nothing_to_do(folders: Folders, settings: Settings) -> bool:
    stamp = read_stamp(settings.var)
    if stamp is None or stamp.generation != served(settings.var) or read_pending(settings.var):
        return False
    if (stamp.sources, stamp.written) != (state_of_sources(folders, settings.database_url), state_of_written(folders)):
        return False
    found = look_at(settings.database_url)
    return (
        found is not None
        and (found.generation, found.mark) == (stamp.generation, stamp.schema)
        and (settings.var / "generations" / stamp.generation).is_dir()
    )
