"""The process that does a job: `python -m runtime.changing DEED SPECS OUT EXTENSIONS VAR`.

It says how it ended whatever happens, unless it is killed: then its lock is free, and nothing is said.
"""

from __future__ import annotations

import sys
import traceback
from pathlib import Path

from runtime.changing.commands import CommandError
from runtime.changing.doing import apply_plan, go_back, look
from runtime.changing.previewing import show_preview
from runtime.changing.workplace import Workplace

DEEDS = {"look": look, "apply": apply_plan, "back": go_back, "preview": show_preview}


def main(deed: str, folders: list[str]) -> None:
    place = Workplace(*map(Path, folders))
    room = place.preview if deed == "preview" else place.site
    try:
        DEEDS[deed](place)
    except CommandError as error:
        room.end(1, str(error))
    except Exception as error:  # noqa: BLE001 - whoever waits at the page is told that nothing more comes
        traceback.print_exc()
        room.end(1, f"It failed in a way that was not foreseen ({type(error).__name__}); see {room.folder}/errors.log.")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
