"""`portal worker`: runs the jobs that changes leave behind, such as mails; `portal serve` starts one by itself."""

from __future__ import annotations

import logging
import os
import sys
import threading
from threading import Event

import click

from portal.folders import Folders, stop
from portal.serve import current_generation, wanted
from runtime import telling
from runtime.settings import Settings, StartError, read_settings

LOOK = 1.0
"""Seconds between two looks at whether another generation is served by now."""


@click.command(epilog="Example: portal worker --workers 4")
@click.option("--workers", type=click.IntRange(1, 64), default=2, help="Jobs at once [2].")
@click.pass_obj
def command(folders: Folders, workers: int) -> None:
    """Run jobs until TERM or Ctrl-C; what was begun is ended.

    Several may run, also on several machines that share a PostgreSQL database.
    """
    from runtime.worker import ending  # here: SQLAlchemy is needed now only

    end = ending()
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr, format="portal worker: %(message)s")
    try:
        settings = read_settings(var=folders.var)
        if telling.GENERATION in os.environ:  # of a `portal serve`, which replaces it
            _work(settings, os.environ[telling.GENERATION], workers, end)
        else:
            _work_till_swap(settings, workers, end)
    except StartError as error:
        stop(error.words)


def _work(settings: Settings, generation: str, workers: int, end: Event) -> None:
    from runtime.worker import work

    folder = settings.var / "generations" / generation
    if not folder.is_dir():
        raise StartError(f"the generation {generation} is missing; run: portal apply")
    work(settings, folder, workers, end)


def _work_till_swap(settings: Settings, workers: int, end: Event) -> None:
    """A process loads one generation: for the next one it begins anew. While rows are handed over it does nothing."""
    while wanted(settings).is_apart and not end.wait(LOOK):
        pass
    generation = current_generation(settings).name
    until = Event()
    following = threading.Thread(target=lambda: _follow(settings, generation, end, until), daemon=True)
    following.start()
    try:
        _work(settings, generation, workers, until)
    finally:
        until.set()
    if not end.is_set():
        os.execv(sys.executable, [sys.executable, "-m", "portal", *sys.argv[1:]])  # noqa: S606 - our own words


def _follow(settings: Settings, generation: str, end: Event, until: Event) -> None:
    """Sets `until` once the worker is to end, or another generation is current."""
    while not until.is_set():
        if end.wait(LOOK) or current_generation(settings).name != generation:
            until.set()
