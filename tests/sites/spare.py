"""The process that a command needs beside it, as to try a generation: forked before the command loads any of a site.

What runs is the module that was wanted, with words, environment and outputs of its own; what it imports is there
already. That a fresh interpreter does as well is shown where no command is forked: in tests/serving/test_smoke.py.
"""

from __future__ import annotations

import os
import runpy
import signal
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Mapping, Sequence
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path


class Spare:
    """Stands for `subprocess` in a module. What is run first is the process that waits; others are started."""

    DEVNULL = subprocess.DEVNULL
    TimeoutExpired = subprocess.TimeoutExpired

    def __init__(self) -> None:
        self._ours, theirs = Pipe()
        self._process = os.fork()
        if self._process == 0:
            self._ours.close()
            _wait(theirs)
        theirs.close()

    def run(
        self, command: Sequence[str], *, env: Mapping[str, str], timeout: float | None = None, **_as_text: object
    ) -> subprocess.CompletedProcess[str]:
        assert command[:2] == [sys.executable, "-m"], command
        if self._ours.closed:
            return subprocess.run(command, env=env, timeout=timeout, check=False, capture_output=True, text=True)
        with tempfile.TemporaryDirectory(prefix="portal-spare-") as scratch, self._ours:
            outputs = [Path(scratch, name) for name in ("stdout", "stderr")]
            self._ours.send((list(command), dict(env), outputs))
            is_over = self._ours.poll(timeout)
            if not is_over:
                os.kill(self._process, signal.SIGKILL)
            code = os.waitstatus_to_exitcode(os.waitpid(self._process, 0)[1])
            told = [path.read_text() if path.exists() else "" for path in outputs]
        if not is_over:
            raise subprocess.TimeoutExpired(command, timeout or 0, told[0].encode())
        return subprocess.CompletedProcess(command, code, *told)


def _wait(connection: Connection) -> None:
    """Never returns: what the command would do next is not for this process."""
    try:
        _try(*connection.recv())
    except EOFError:  # the command has ended, and nothing was to be tried
        os._exit(0)
    except BaseException:  # noqa: BLE001 - it ends as an interpreter would
        traceback.print_exc()
        os._exit(1)
    sys.stderr.flush()
    os._exit(0)


def _try(command: list[str], environment: dict[str, str], outputs: list[Path]) -> None:
    for stream, path in enumerate(outputs, start=1):
        os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT), stream)
    os.environ.clear()
    os.environ.update(environment)
    sys.argv = command[2:]
    sys.modules.pop(command[2], None)  # else it is said to have been imported before
    runpy.run_module(command[2], run_name="__main__")
