"""`portal serve` with all its processes forked from one that has imported what they need, where tests ask for pages and
not for how servers start.

What runs is `portal.__main__.main` and gunicorn, with words, environment, session and outputs of their own. Otherwise
more than half of what a start takes is the import of libraries, in each process anew. How servers start, take turns and
end is tested with `Place.started`.
"""

from __future__ import annotations

import atexit
import os
import runpy
import signal
import subprocess
import sys
import threading
import traceback
from collections.abc import Collection, Mapping, Sequence
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import NoReturn
from unittest.mock import patch

from portal.__main__ import main
from tests.sites.commands import PROCESSES, become, hashing_quickly

OFTEN = 0.2
"""Seconds after which a worker looks for jobs that tests have made due past the portals, of which nothing wakens it."""


def start_server(command: Sequence[str], folder: Path, environment: Mapping[str, str], log: Path) -> ForkServerProcess:
    """What `python -m portal serve` is; `log` has what it and its processes print."""
    process = PROCESSES.Process(target=_serve, args=(list(command), folder, dict(environment), log))
    process.start()
    return process


def _serve(command: list[str], folder: Path, environment: dict[str, str], log: Path) -> None:
    os.setsid()
    become(command, folder, environment, [log, log])
    forks = patch("portal.master.subprocess", Forks), patch("portal.labour.subprocess", Forks)
    with forks[0], forks[1], patch("runtime.jobs.worker.POLL", OFTEN), hashing_quickly():
        main()


class Forked:
    """Stands for `subprocess.Popen` of `python -m …`."""

    def __init__(
        self,
        command: Sequence[str],
        *,
        env: Mapping[str, str],
        pass_fds: Collection[int],
        stdin: int,
        start_new_session: bool,
    ) -> None:
        assert command[:2] == [sys.executable, "-m"], command
        assert (stdin, start_new_session) == (subprocess.DEVNULL, True)
        self.returncode: int | None = None
        sys.stdout.flush()
        sys.stderr.flush()
        self.pid = os.fork()
        if self.pid == 0:
            _be(list(command), env, pass_fds)

    def poll(self) -> int | None:
        if self.returncode is None:
            found, status = os.waitpid(self.pid, os.WNOHANG)
            if found:
                self.returncode = os.waitstatus_to_exitcode(status)
        return self.returncode

    def send_signal(self, number: int) -> None:
        if self.poll() is None:
            os.kill(self.pid, number)


class Forks:
    """Stands for `subprocess` in a module."""

    DEVNULL = subprocess.DEVNULL
    Popen = Forked


def _be(command: list[str], environment: Mapping[str, str], kept: Collection[int]) -> NoReturn:
    """The life of the fork, up to the end of its interpreter; a fork of its own that comes back here ends as well."""
    code = 1
    try:
        _let_go(kept)
        os.environ.clear()
        os.environ.update(environment)
        sys.orig_argv, sys.argv = command, command[2:]
        sys.modules.pop(f"{command[2]}.__main__", None)  # else it is said to have been imported before
        runpy.run_module(command[2], run_name="__main__", alter_sys=True)
        code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:  # noqa: BLE001 - nothing of whoever forked may go on here
        traceback.print_exc()
    try:
        threading._shutdown()  # type: ignore[attr-defined]
        atexit._run_exitfuncs()
        sys.stdout.flush()
        sys.stderr.flush()
    finally:
        os._exit(code)


def _let_go(kept: Collection[int]) -> None:
    """As a fresh process: in a session of its own, without the open files and the signals of whoever forked."""
    os.setsid()
    signal.set_wakeup_fd(-1)
    for each in signal.valid_signals():
        if callable(signal.getsignal(each)):
            signal.signal(each, signal.default_int_handler if each == signal.SIGINT else signal.SIG_DFL)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    lower = 3
    for each in sorted(kept):
        os.closerange(lower, each)
        lower = each + 1
    os.closerange(lower, os.sysconf("SC_OPEN_MAX"))
