"""`portal serve`: all portals of the current generation, by threads of one process or by gunicorn's workers."""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path

import click

from portal.folders import Folders, say, stop
from runtime.settings import Settings, StartError, read_settings


@click.command(epilog="Example: portal serve --workers 4")
@click.option("--workers", type=click.IntRange(1, 64), default=None, help="Serve by gunicorn with so many workers.")
@click.option("--host", default="127.0.0.1", help="The address to listen on [127.0.0.1].")
@click.pass_obj
def command(folders: Folders, workers: int | None, host: str) -> None:
    """Serve the portals."""
    try:
        settings = read_settings(var=folders.var)
        listener = _listen(host, settings.port)
        _offer_claim(settings)
        if workers is None:
            _serve_here(settings, listener)
        else:
            _serve_by_gunicorn(settings, listener, workers)
    except StartError as error:
        stop(error.words)


def current_generation(settings: Settings) -> Path:
    """The folder of the generation that the last apply made; StartError if there was none."""
    try:
        name = (settings.var / "current").read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        raise StartError("nothing was generated yet; run: portal apply") from None
    return settings.var / "generations" / name


def _offer_claim(settings: Settings) -> None:
    """Where nobody has an account yet, the first member of the staff gets in by a one-time link on this console."""
    from runtime.serving import claim_link

    link = claim_link(settings, current_generation(settings))
    if link:
        say(f"Nobody can log in yet. The first member of the staff starts here, once, within 30 minutes: {link}")


def _listen(host: str, port: int) -> socket.socket:
    listener = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        raise StartError(f"cannot listen on {host}:{port}: {error.strerror}; choose another one with PORT") from None
    listener.listen(128)
    return listener


def _serve_here(settings: Settings, listener: socket.socket) -> None:
    from werkzeug.serving import make_server

    from runtime.serving import load_application

    application = load_application(settings, current_generation(settings))
    host, port = listener.getsockname()[:2]
    server = make_server(host, port, application, threaded=True, fd=listener.fileno())
    say(f"The portals are at {settings.base_url}/ (Ctrl-C stops them).")
    server.serve_forever()


def _serve_by_gunicorn(settings: Settings, listener: socket.socket, workers: int) -> None:
    from runtime.serving import load_application

    load_application(settings, current_generation(settings))  # says what is wrong before any worker starts
    listener.set_inheritable(inheritable=True)
    environment = {**os.environ, "PORTAL_VAR": str(settings.var), "PORT": str(settings.port)}
    arguments = ["--workers", str(workers), "--threads", "4", "--bind", f"fd://{listener.fileno()}"]
    say(f"The portals are at {settings.base_url}/ (Ctrl-C stops them).")
    os.execve(  # noqa: S606 - the server takes this process's place, without a shell
        sys.executable,
        [sys.executable, "-m", "gunicorn", *arguments, "--log-level", "warning", "runtime.serving:make()"],
        environment,
    )
