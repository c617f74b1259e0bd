"""`portal serve`: all portals of the current generation, by gunicorn; the next one takes over without a pause."""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Mapping
from pathlib import Path

import click

from portal.folders import Folders, say, stop
from portal.keeper import SIGNALS, Keeper, Orders
from portal.master import Master, Shared, Wanted
from portal.pending import note_hand_over, read_pending
from portal.served import Claim
from portal.wakening import Wakening, wakening
from runtime.settings import EXTENSIONS, OUT, SPECS, Settings, StartError, read_settings

BACKLOG = 2048
"""Connections that may wait while one generation takes over from another."""

PATIENCE = 40.0
"""Seconds that a server waits for the port which those of a killed one may still have: they answer what they began."""


@click.command(epilog="Example: portal serve --workers 4")
@click.option("--workers", type=click.IntRange(1, 64), default=1, help="Processes that answer, of 8 threads each [1].")
@click.option("--host", default="127.0.0.1", help="The address to listen on [127.0.0.1].")
@click.pass_obj
def command(folders: Folders, workers: int, host: str) -> None:
    """Serve the portals.

    USR2 to this process swaps to the generation that var/current names; `portal apply` sends it.
    """
    try:
        settings = read_settings(var=folders.var)
        current_generation(settings)
        with wakening(SIGNALS) as signals, Claim(settings.var) as claim:
            listener = _listen(host, settings.port, PATIENCE if claim.after_a_kill else 0)
            _serve(settings, listener, workers, claim, signals, folders=_named(folders))
    except StartError as error:
        stop(error.words)


def current_generation(settings: Settings) -> Path:
    """The folder of the generation that the last apply made; StartError if there was none."""
    try:
        name = (settings.var / "current").read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        raise StartError("nothing was generated yet; run: portal apply") from None
    return settings.var / "generations" / name


def _listen(host: str, port: int, patience: float) -> socket.socket:
    listener = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    end = time.monotonic() + patience
    while True:
        try:
            listener.bind((host, port))
        except OSError as error:
            if time.monotonic() > end:
                words = f"cannot listen on {host}:{port}: {error.strerror}; choose another one with PORT"
                raise StartError(words) from None
            time.sleep(0.1)
        else:
            listener.listen(BACKLOG)
            return listener


def _serve(
    settings: Settings,
    listener: socket.socket,
    workers: int,
    claim: Claim,
    signals: Wakening,
    *,
    folders: Mapping[str, str],
) -> None:
    lifeline, _held_until_the_end = os.pipe()
    environment = {**os.environ, "PORTAL_VAR": str(settings.var), "PORT": str(settings.port), **folders}
    shared = Shared(listener.fileno(), lifeline, workers)

    orders = Orders(lambda: wanted(settings), lambda generation: note_hand_over(settings.var, generation))
    keeper = Keeper(shared, environment, orders, claim, say)
    keeper.run(signals, lambda first: _welcome(settings, first))


def wanted(settings: Settings) -> Wanted:
    """What `var/current` names; behind a gate while a change to it is under way that rewrites rows."""
    name = current_generation(settings).name
    begun = read_pending(settings.var)
    if begun is None or begun.generation != name or not begun.is_apart or begun.handed_over is not None:
        return Wanted(name)
    return Wanted(name, is_apart=True, leaving=begun.before if begun.did == "rollback" else None)


def _named(folders: Folders) -> dict[str, str]:
    """The folders that the site comes from, for the page that changes it."""
    found = {SPECS: folders.specs, OUT: folders.out, EXTENSIONS: folders.extensions}
    return {name: str(folder.resolve()) for name, folder in found.items()}


def _welcome(settings: Settings, first: Master) -> None:
    """Where nobody has an account yet, the first member of the staff gets in by a one-time link on this console."""
    if first.claim:
        say(f"Nobody can log in yet. The first member of the staff starts here, once, within 30 minutes: {first.claim}")
    say(f"The portals are at {settings.base_url}/ (Ctrl-C stops them).")
