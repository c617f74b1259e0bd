"""Something done in a fork of this process, so that what it has loaded need not be loaded again; its output comes back.

The fork has none of the open files, so neither a lock nor a connection of ours. Whoever forks has no other thread:
what one holds would be held in the fork for ever.
"""

from __future__ import annotations

import os
import signal
import sys
import tempfile
import threading
import time
import traceback
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from subprocess import CompletedProcess, TimeoutExpired
from typing import NoReturn

OFTEN = 0.02
"""Seconds between two looks at whether it has ended."""


def is_alone() -> bool:
    """Whether this process has one thread."""
    return threading.active_count() == 1


def run_forked(work: Callable[[], None], environment: Mapping[str, str], seconds: float) -> CompletedProcess[str]:
    """As `subprocess.run` has it; raises TimeoutExpired with what was printed so far, once it is ended. Raises
    RuntimeError where other threads run."""
    if not is_alone():
        raise RuntimeError("other threads run, so that this process cannot be forked")
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors, _told_of_its_end():
        sys.stdout.flush()
        sys.stderr.flush()
        child = os.fork()
        if child == 0:
            _be(work, environment, output.fileno(), errors.fileno())
        code = _end_of(child, seconds)
        printed, wrong = (
            _text(os.pread(file.fileno(), os.fstat(file.fileno()).st_size, 0)) for file in (output, errors)
        )
    if code is None:
        raise TimeoutExpired([], seconds, printed, wrong)
    return CompletedProcess([], code, printed, wrong)


@contextmanager
def _told_of_its_end() -> Iterator[None]:
    """Where whoever started us had ends of processes ignored, the system keeps no exit code."""
    if signal.getsignal(signal.SIGCHLD) != signal.SIG_IGN:
        yield
        return
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    try:
        yield
    finally:
        signal.signal(signal.SIGCHLD, signal.SIG_IGN)


def _text(content: bytes) -> str:
    return content.decode(errors="replace")


def _end_of(child: int, seconds: float) -> int | None:
    """The exit code; None where it had to be ended. It does not outlive an exception of ours."""
    until = time.monotonic() + seconds
    ended = False
    try:
        while time.monotonic() < until:
            found, status = os.waitpid(child, os.WNOHANG)
            ended = found == child
            if ended:
                return os.waitstatus_to_exitcode(status)
            time.sleep(OFTEN)
        return None
    finally:
        if not ended:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)


def _be(work: Callable[[], None], environment: Mapping[str, str], output: int, errors: int) -> NoReturn:
    """The life of the fork."""
    code = 1
    try:
        with open(os.devnull, "rb") as nothing:  # noqa: PTH123 - a name of the system's
            for mine, standard in ((nothing.fileno(), 0), (output, 1), (errors, 2)):
                os.dup2(mine, standard)
        os.closerange(3, os.sysconf("SC_OPEN_MAX"))
        sys.stdin = os.fdopen(0, encoding="utf-8", closefd=False)
        sys.stdout, sys.stderr = (os.fdopen(standard, "w", encoding="utf-8", closefd=False) for standard in (1, 2))
        os.environ.clear()
        os.environ.update(environment)
        work()
        code = 0
    except BaseException:  # noqa: BLE001 - nothing of ours may go on here
        traceback.print_exc()
    finally:
        with suppress(Exception):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(code)
