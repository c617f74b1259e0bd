"""Takes back what an apply did to the database before its generation proved unfit, in a process of its own.

The process of the apply has loaded the newer generation, and code is loaded once a process: hence
`python -m portal.undoing LEAVING FOLDER`, with the site in its environment.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from portal.generations import folder_of
from portal.pending import Preparing, forget_preparing
from portal.steps import Tell
from runtime.settings import Settings

ROOT = Path(__file__).parent.parent


def undo(preparing: Preparing, settings: Settings, tell: Tell) -> None:
    """Says so where it fails: what is left does not disturb the older generation, and the next apply tries again."""
    leaving, folder = folder_of(settings.var, preparing.generation), folder_of(settings.var, preparing.before)
    fault = run_apart("portal.undoing", settings, leaving, folder)
    if fault:
        tell("take_back", f"The database keeps what was prepared for the new generation ({fault}).")
        return
    forget_preparing(settings.var)


def run_apart(module: str, settings: Settings, *folders: Path) -> str:
    """Runs a module of this folder in a process of its own; gives the last line of what went wrong, "" if all went
    well."""
    environment = {
        **os.environ,
        "PORTAL_VAR": str(settings.var),
        "DATABASE_URL": settings.database_url,
        "PYTHONPATH": os.pathsep.join([str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]),
    }
    command = [sys.executable, "-m", module, *map(str, folders)]
    done = subprocess.run(command, env=environment, check=False, capture_output=True, text=True)  # noqa: S603 - itself
    if done.returncode == 0:
        return ""
    return (done.stderr.strip().splitlines() or ["no reason given"])[-1]


def main() -> None:
    from portal.database import take_back
    from portal.steps import tell_people
    from runtime.settings import read_settings

    leaving, folder = map(Path, sys.argv[1:])
    take_back(leaving, folder, read_settings(), tell_people)


if __name__ == "__main__":
    main()
