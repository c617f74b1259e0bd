"""`portal rollback`: the generation that was served before serves again, with all that was written since.

The specs, generated/ and the lock stay as they are: `portal apply` goes forward again.
"""

from __future__ import annotations

import sys

import click

from portal.folders import Folders, stop
from portal.generations import folder_of, read_events, served, trail, whoever
from portal.refusal import BLOCKED, RefusalError
from portal.steps import Tell, tell_end, tell_refusal, teller
from portal.turn import take_turn
from runtime.settings import Settings, StartError, read_settings


@click.command(epilog="Example: portal rollback, and forward again: portal apply")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to tell it [text].")
@click.option("--who", default=None, help="Who does this, for the history [the user of this process].")
@click.pass_obj
def command(folders: Folders, form: str, who: str | None) -> None:
    """Serve the generation before again; called again, the one before that. Nothing that was written since is lost.

    Specs and generated files are not touched. Exits with 4 if there is no generation to go back to.
    """
    try:
        settings = read_settings(var=folders.var)
        with take_turn(settings.var, "rollback"):
            words = go_back(folders, settings, teller(form), who)
        tell_end(form, words, served(settings.var))
    except StartError as error:
        stop(error.words)
    except RefusalError as refusal:
        tell_refusal(form, refusal.told)
        sys.exit(refusal.told.code)


def go_back(folders: Folders, settings: Settings, tell: Tell, who: str | None) -> str:
    """Gives what was done in words. Raises RefusalError, and then the generation that is served is as it was."""
    from portal import pending
    from portal.finishing import finish, mend
    from portal.undoing import undo

    var = settings.var
    done = mend(folders, settings, tell, "rollback")
    preparing = pending.read_preparing(var)
    if preparing is not None:
        undo(preparing, settings, tell)
        return f"Took back what was prepared for generation {preparing.generation}, which nobody met."
    if done is None:
        begun = pending.Pending("rollback", _target(settings), served(var), whoever(who), is_apart=True)
        pending.begin(var, begun)
        done = finish(folders, settings, begun, tell)
    kept = folder_of(var, served(var) or "") / "specs"
    return f"{done} {folders.specs}/ is not touched; the specs of then are in {kept}. Forward again: portal apply"


def _target(settings: Settings) -> str:
    var = settings.var
    leaving = served(var)
    events = read_events(var)
    ways = trail(events)
    if leaving is None or len(ways) < 2 or ways[-1] != leaving:
        purged = "; a purge cannot be gone back over" if any(each.did == "purge" for each in events) else ""
        raise RefusalError(f"there is no generation to go back to{purged}. Nothing was changed.", BLOCKED)
    target = ways[-2]
    if not (folder_of(var, target) / "generated").is_dir():
        words = f"generation {target} is no longer in {folder_of(var, target).parent}. Nothing was changed."
        raise RefusalError(words, BLOCKED)
    return target
