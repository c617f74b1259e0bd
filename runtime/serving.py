"""The WSGI application of a generation, for whatever server runs it; and how a worker of gunicorn comes to serve it."""

from __future__ import annotations

import gc
import os
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

from werkzeug.test import Client

from runtime import telling
from runtime.declarations.site import Site
from runtime.extending.loading import load_extensions
from runtime.faults import place_of, words_of
from runtime.gate import pass_gate
from runtime.security.letters import claim
from runtime.settings import Settings, StartError, read_settings
from runtime.site import Portals, load_portals, load_site, open_database

Wsgi = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

PAUSE = 1.0
"""Seconds before a worker that cannot start makes room for the next try."""


def load_application(settings: Settings, generation: Path) -> Portals:
    """All portals of the generation in this folder. Raises StartError where they cannot start."""
    site = _site(generation)
    return load_portals(settings, site, generation / "generated", load_extensions(generation))


def _site(generation: Path) -> Site:
    if not generation.is_dir():
        raise StartError(f"the generation {generation.name} is missing; run: portal apply")
    return load_site(generation)


def claim_link(settings: Settings, generation: Path) -> str | None:
    """A one-time link for the first member of the staff; None where somebody has an account already."""
    site = _site(generation)
    engines = open_database(settings).made_by("operator")
    try:
        return claim(engines, site, settings)
    finally:
        engines.dispose()


def make() -> Portals:
    """For gunicorn: `runtime.serving:make()`, settings from the environment. Loaded by the master, before it forks its
    workers, which share what it takes; one that is started later costs next to nothing.

    Where they cannot be loaded, it says why and ends.
    """
    try:
        settings = read_settings()
        with _keeping_all():
            return load_application(settings, _generation(settings))
    except StartError as error:
        _give_up(words_of(error))
    except Exception as error:  # noqa: BLE001 - generated and hand-written code may fail in any way
        traceback.print_exc()
        _give_up(f"{type(error).__name__} {place_of(error)}: {error}")


@contextmanager
def _keeping_all() -> Iterator[None]:
    """What is made during the block stays: nothing of it is looked through for garbage, then or later. The latter
    would write into each object, and so into memory that forked processes share as long as nobody writes."""
    gc.disable()
    try:
        yield
        gc.freeze()
    finally:
        gc.enable()


def present(application: Wsgi, *, first: bool) -> None:
    """Says that this worker is ready, once its start page and the login of each portal answer.

    One that does not get there says why and ends as if all were well: to gunicorn, one that fails to start ends its
    master, and with it the workers that serve.
    """
    settings = read_settings()
    generation = _generation(settings)
    client = Client(application)
    for path in ("/health/ready", "/", *(f"{portal.at}/login" for portal in load_site(generation).portals.values())):
        status = client.get(path, base_url=settings.base_url).status_code
        if status != 200:
            _give_up(f"{path} answers {status}")
    if first and telling.CLAIM in os.environ:
        link = claim_link(settings, generation)
        if link:
            telling.tell(telling.CLAIMED, link)
    telling.tell(telling.READY)


def wait_to_serve(is_wanted: Callable[[], bool]) -> bool:
    """Where rows have to be taken over from the servers before, until that is done; False where this worker is to end
    instead. See `runtime.gate`."""

    def take_over() -> None:
        try:
            with _showing_life(is_wanted):
                telling.tell(telling.TAKEN, _take_over())
        except Exception as error:  # noqa: BLE001 - whatever it is, this generation must not answer
            traceback.print_exc()
            _give_up(f"rows could not be taken over: {type(error).__name__}: {error}")

    return pass_gate(is_wanted, take_over)


@contextmanager
def _showing_life(is_wanted: Callable[[], bool]) -> Iterator[None]:
    """During the block too, in which a single statement may take long, gunicorn hears that this worker lives."""
    over = threading.Event()

    def show() -> None:
        while not over.wait(PAUSE):
            is_wanted()

    showing = threading.Thread(target=show, daemon=True)
    showing.start()
    try:
        yield
    finally:
        over.set()
        showing.join()


def _take_over() -> str:
    """Gives in words which values could not be. Once begun, it is brought to its end."""
    from runtime import upgrade  # here, since Alembic is needed for this only

    settings = read_settings()
    folder, leaving = _generation(settings), os.environ.get(telling.LEAVING)
    if leaving is None:
        outcome = upgrade.hand_over(folder, settings, _quiet)
    else:
        outcome = upgrade.take_back(folder.parent / leaving, folder, folder.name, settings, _quiet)
    return "\n".join(line for finding in outcome.lost for line in finding.lines())


def _quiet(_done: int, _total: int, _words: str) -> None:
    """Whoever waits behind a gate reads no progress."""


def _generation(settings: Settings) -> Path:
    name = os.environ.get(telling.GENERATION) or (settings.var / "current").read_text(encoding="utf-8").strip()
    return settings.var / "generations" / name


def _give_up(words: str) -> NoReturn:
    if not telling.tell(telling.FAILED, words):
        sys.stderr.write(f"portal: {words}\n")
    time.sleep(PAUSE)
    sys.exit(0)
