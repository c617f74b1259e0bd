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
    environment = {
        **os.environ,
        "PORTAL_VAR": str(settings.var),
        "DATABASE_URL": settings.database_url,
        "PYTHONPATH": os.pathsep.join([str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]),
    }
    command = [sys.executable, "-m", "portal.undoing", str(leaving), str(folder)]
    done = subprocess.run(command, env=environment, check=False, capture_output=True, text=True)  # noqa: S603 - itself
    if done.returncode != 0:
        last = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
        tell("take_back", f"The database keeps what was prepared for the new generation ({last}).")
        return
    forget_preparing(settings.var)


def main() -> None:
    from portal.database import take_back
    from portal.steps import tell_people
    from runtime.settings import read_settings

    leaving, folder = map(Path, sys.argv[1:])
    take_back(leaving, folder, read_settings(), tell_people)


if __name__ == "__main__":
    main()
