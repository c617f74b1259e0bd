"""Starts the process that does a job. It lives on when this worker ends: an apply replaces the workers."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Mapping
from pathlib import Path

from runtime import telling
from runtime.changing.rooms import Deed, Job, Room
from runtime.changing.workplace import Workplace

ROOT = Path(__file__).parents[2]


def start(
    place: Workplace, room: Room, deed: Deed, *, who: str, account_id: int, about: Mapping[str, str] | None = None
) -> Job:
    """Raises BusyError where something is under way in this room already."""
    with room.taken(deed, who, account_id, about or {}) as (job, lock):
        command = [sys.executable, "-m", "runtime.changing", deed, *map(str, _folders(place))]
        with (room.folder / "errors.log").open("w", encoding="utf-8") as errors:
            process = subprocess.Popen(  # noqa: S603 - our own words, without a shell
                command,
                env=environment(),
                pass_fds=(lock,),
                stdin=subprocess.DEVNULL,
                stdout=errors,
                stderr=errors,
                start_new_session=True,
            )
    threading.Thread(target=process.wait, daemon=True).start()  # else it would stay as a zombie
    return job


def environment() -> dict[str, str]:
    """This process's own, without what is between servers, and so that `portal` is found."""
    kept = {name: value for name, value in os.environ.items() if name not in telling.OF_SERVERS}
    paths = [str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    return kept | {"PYTHONPATH": os.pathsep.join(paths), "NO_COLOR": "1"}


def _folders(place: Workplace) -> tuple[Path, ...]:
    return place.specs, place.out, place.extensions, place.var
