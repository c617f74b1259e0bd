"""Makes a preview, in a process of its own: copies the database twice, applies the specs to one copy, and serves the
pages of one person from both for a while, for the page of the change to show. The site itself is only read.
"""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from runtime.backup.errors import BackupError
from runtime.changing.commands import CommandError, follow
from runtime.changing.copying import Copies, copied
from runtime.changing.rooms import Job, Room
from runtime.changing.starting import environment
from runtime.changing.workplace import Workplace
from runtime.settings import read_settings

LIFE = 15 * 60
"""Seconds for which a preview is served."""
STARTING = 60.0
"""Seconds that the pages have to come up."""
LOOK = 0.2
TOKEN, ROOT = "X-Preview-Token", "X-Preview-Root"
"""Headers to the pages: the token, and the address below which the person who looks finds them."""
ENDED, OPEN = "end", "open.json"


def show_preview(place: Workplace) -> None:
    """Until its time is over or the file `end` is there. Raises CommandError."""
    room, job = place.preview, place.preview.job
    assert job is not None
    settings = read_settings(var=place.var)
    for left in (ENDED, OPEN):
        (room.folder / left).unlink(missing_ok=True)
    with tempfile.TemporaryDirectory(prefix="scratch-", dir=room.folder) as scratch:
        room.tell("copy", "Copying the database to a scratch place.")
        try:
            with copied(settings.database_url, Path(scratch)) as copies:
                _show(place, job, Path(scratch), copies, settings.files_url)
        except BackupError as error:
            raise CommandError(f"There is no preview: {error.words}.") from None
    (room.folder / OPEN).unlink(missing_ok=True)
    room.end(0, "The preview is over, and its copies of the database are gone.")


def _show(place: Workplace, job: Job, scratch: Path, copies: Copies, files_url: str) -> None:
    room = place.preview
    current = (place.var / "current").read_text(encoding="utf-8").strip()
    after = _apply(place, scratch, copies.after, current)
    room.tell("pages", "Starting the pages before and after.")
    token = secrets.token_hex(32)
    sides = {"before": (place.var / "generations" / current, copies.before), "after": (after, copies.after)}
    with _serving(sides, job, scratch, token, files_url) as ports:
        room.write(OPEN, {"job": job.id, "token": token, "ports": ports, "until": time.time() + LIFE})
        end = time.monotonic() + LIFE
        while time.monotonic() < end and not (room.folder / ENDED).exists():
            time.sleep(LOOK)


def _apply(place: Workplace, scratch: Path, database: str, current: str) -> Path:
    """The generation that the specs come to, applied to the copy. Specs, lock and generated files are copies too."""
    room, var = place.preview, scratch / "var"
    specs, out = scratch / "specs", scratch / "generated"
    shutil.copytree(place.specs, specs)
    if place.out.is_dir():
        shutil.copytree(place.out, out)
    shutil.copytree(place.var / "generations" / current, var / "generations" / current)
    (var / "current").write_text(f"{current}\n", encoding="utf-8")
    there = Workplace(specs, out, place.extensions, var)
    changed = {"DATABASE_URL": database, "PORTAL_FILES_URL": str(var / "files")}
    room.tell("apply", "Applying the specs to the copy.")
    end = follow(there.options, "apply", "--format", "json", tell=partial(_tell, room), changed=changed)
    if end["exit"] != 0:
        details = "; ".join(str(each) for each in end.get("details", ())[:3])
        raise CommandError(f"There is no preview, as there would be no apply: {end['words']} {details}".strip())
    return var / "generations" / (var / "current").read_text(encoding="utf-8").strip()


def _tell(room: Room, step: str, words: str) -> None:
    """Of the steps on the copy those that take long; the rest would look as if the site itself were changed."""
    if step in {"database", "smoke"}:
        room.tell(step, words)


@contextmanager
def _serving(
    sides: dict[str, tuple[Path, str]], job: Job, scratch: Path, token: str, files_url: str
) -> Iterator[dict[str, int]]:
    """A process for each side; gives the ports that they listen on."""
    running: dict[str, subprocess.Popen[str]] = {}
    try:
        for side, (generation, database) in sides.items():
            own = {
                "DATABASE_URL": database,
                "PORTAL_VAR": str(scratch / side),
                "PORTAL_SECRET_FILE": str(scratch / "secret"),
                "PORTAL_FILES_URL": files_url,
                "PREVIEW_TOKEN": token,
            }
            command = [sys.executable, "-m", "runtime.changing.showing", str(generation), side, job.portal, job.email]
            running[side] = subprocess.Popen(  # noqa: S603 - our own words
                command, env=environment() | own, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
            )
        yield {side: _port(process, side) for side, process in running.items()}
    finally:
        for process in running.values():
            process.terminate()
        for process in running.values():
            process.wait(timeout=20)


def _port(process: subprocess.Popen[str], side: str) -> int:
    """The first line that it says, its port or why there is none."""
    assert process.stdout is not None
    os.set_blocking(process.stdout.fileno(), False)
    end = time.monotonic() + STARTING
    while time.monotonic() < end:
        line = process.stdout.readline().strip()
        if line.isdigit():
            return int(line)
        if line:
            raise CommandError(line)
        if process.poll() is not None:
            break
        time.sleep(LOOK)
    raise CommandError(
        f"The pages {side} the change did not come up; errors.log in the folder of the preview says why."
    )


def end_preview(room: Room) -> None:
    """Asks the process to end; it takes its copies along."""
    (room.folder / ENDED).touch()
