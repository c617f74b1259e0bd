"""Whether a generation is fit to be served, asked of a process of its own: generated code is loaded once per process.

The process reads the real database and changes nothing: not there, not in the files, not in the var folder.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Mapping, Set
from pathlib import Path

from portal.forked import is_alone, run_forked
from runtime.settings import Settings

Done = subprocess.CompletedProcess[str]

LONGEST = 180.0
"""Seconds after which the process is ended."""
TRYING = 30.0
"""Seconds in which it makes pages; a site with more pages than that has each record type tried, not each role."""
AGAIN = 3.0
"""Of these, for record types that are as they are served now: a page of each in its turn, as far as that goes."""
QUIET = ("PORTAL_PROXIES", "PORTAL_MAIL_URL")


def smoke_test(settings: Settings, folder: Path) -> tuple[str, ...]:
    """What fails in the generation in `folder`, a line each; () where all pages that were tried can be made.

    Tried are the start page, each login, and as somebody of each role the home, the lists, the page of a record and the
    forms. A line names the page and the sort of exception with its line of code, and no value of a record.
    """

    def run(environment: Mapping[str, str]) -> Done:
        command = [sys.executable, "-m", "runtime.smoke", str(folder.resolve()), str(TRYING)]
        return subprocess.run(  # noqa: S603 - our own words, without a shell
            command,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            timeout=LONGEST,
        )

    return _tried(run, settings)


def smoke_test_of_loaded(settings: Settings, folder: Path, known: Set[str]) -> tuple[str, ...]:
    """The same in a fork of this process, where it has loaded the generation: loading takes longer than the rest. No
    connection may be open. `known` are record types that are as in the one that is served.

    A process that has loaded another one, as a purge has, or has threads, cannot be forked for this.
    """
    from runtime.site import can_load
    from runtime.smoke.__main__ import Extent, main

    if not (can_load(folder) and is_alone()):
        return smoke_test(settings, folder)
    extent = Extent(TRYING, known, AGAIN)
    return _tried(
        lambda environment: run_forked(lambda: main(folder.resolve(), extent), environment, LONGEST), settings
    )


def _tried(run: Callable[[Mapping[str, str]], Done], settings: Settings) -> tuple[str, ...]:
    with tempfile.TemporaryDirectory(prefix="portal-smoke-") as scratch:
        try:
            done = run(_environment(settings, Path(scratch)))
        except subprocess.TimeoutExpired as error:
            return (f"{_last_page(error.stdout)}: it took longer than {LONGEST:.0f} seconds, and was ended",)
    return _judge(done)


def _environment(settings: Settings, scratch: Path) -> dict[str, str]:
    """The site's own database; files and secret are the scratch folder's. What `.env` says does not count."""
    chosen = {
        "PORTAL_VAR": str(scratch),
        "PORTAL_SECRET_FILE": str(scratch / "secret"),
        "PORTAL_FILES_URL": str(scratch / "files"),
        "PORTAL_BASE_URL": settings.base_url,
        "DATABASE_URL": settings.database_url,
        "PORT": str(settings.port),
    }
    return os.environ | chosen | dict.fromkeys(QUIET, "")


def _judge(done: Done) -> tuple[str, ...]:
    told = _read(done.stdout)
    failures = tuple(line["failed"] for line in told if "failed" in line)
    if failures or (told and "made" in told[-1]):
        return failures
    last = done.stderr.strip().splitlines()[-1:] or [f"exit {done.returncode}"]
    return (f"{_last_page(done.stdout)}: the process ended: {last[0]}",)


def _last_page(output: str | bytes | None) -> str:
    text = output.decode(errors="replace") if isinstance(output, bytes) else output or ""
    begun = [line["begin"] for line in _read(text) if "begin" in line]
    return begun[-1] if begun else "starting"


def _read(output: str) -> list[dict[str, str]]:
    return [json.loads(line) for line in _whole_lines(output)]


def _whole_lines(output: str) -> Iterable[str]:
    """The last one may be cut off; what a site prints itself is not ours."""
    return (line for line in output.split("\n")[:-1] if line.startswith("{") and line.endswith("}"))
