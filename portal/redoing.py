"""Brings the database to a generation once more that a rollback could not leave, in a process of its own.

The process of the rollback has loaded the older generation, and code is loaded once a process: hence
`python -m portal.redoing FOLDER`, with the site in its environment.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

from portal.generations import folder_of
from portal.refusal import BLOCKED, RefusalError
from portal.undoing import run_apart
from runtime.settings import Settings


def redo(generation: str, settings: Settings) -> None:
    """Raises RefusalError where it fails: then the rollback is not over, and the next change takes it up again."""
    fault = run_apart("portal.redoing", settings, folder_of(settings.var, generation))
    if fault:
        words = f"rows were taken back for an older generation, and could not be brought to {generation} again: {fault}"
        raise RefusalError(f"{words}. Run portal rollback once more.", BLOCKED)


def main() -> None:
    from portal.database import bring, settle
    from portal.steps import tell_people
    from runtime.settings import read_settings

    folder, settings = Path(sys.argv[1]), read_settings()
    bring(folder, settings, tell_people)
    settle(folder, settings, datetime.now(UTC), tell_people)


if __name__ == "__main__":
    main()
