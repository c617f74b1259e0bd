"""The worker beside the servers: a process that runs jobs, of the generation that serves; started anew if it ends.

There is one at a time. Which generation it is of, and when it must be gone, is for the keeper to say.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import suppress

from portal.master import END_SECONDS, LAST_SECONDS
from runtime import telling

PAUSES = (1.0, 2.0, 5.0, 15.0, 30.0)
"""Seconds before it is started anew, the longer the more often it has ended by itself."""
STEADY = 60.0
"""Seconds after which a worker counts as one that works."""


class Labour:
    """`lifeline` is the pipe that ends with this process; workers get `environment`."""

    def __init__(self, lifeline: int, environment: Mapping[str, str]) -> None:
        self._lifeline, self._environment = lifeline, environment
        self._process: subprocess.Popen[bytes] | None = None
        self._generation = ""
        self._wanted: str | None = None
        self._began = self._asked = 0.0
        self._patience = END_SECONDS
        self._falls = 0

    @property
    def is_gone(self) -> bool:
        return self._process is None

    def follow(self, generation: str) -> None:
        """Jobs are run by this generation from now on: one of another is ended first."""
        self._wanted, self._falls = generation, 0
        self.step()

    def end(self, patience: float = END_SECONDS) -> None:
        """What it has begun is ended, if that takes no longer than `patience`; else others run it again."""
        self._wanted = None
        self._patience = min(self._patience, patience) if self._asked else patience
        self._ask()

    def kill(self) -> None:
        self._patience = 0.0
        self.end(0.0)

    def step(self) -> None:
        """To be called again and again: lets go of one that has ended, insists, and starts the one that is wanted."""
        if self._process is not None and self._process.poll() is not None:
            self._let_go()
        if self._process is None:
            if self._wanted is not None and time.monotonic() >= self._began + self._pause():
                self._start(self._wanted)
        elif self._asked or self._generation != self._wanted:
            self._ask()
            self._insist(self._process)

    def _pause(self) -> float:
        return PAUSES[min(self._falls, len(PAUSES)) - 1] if self._falls else 0.0

    def _start(self, generation: str) -> None:
        """A machine that cannot start a process now may do so later: the servers go on meanwhile."""
        own = {telling.LIFELINE: str(self._lifeline), telling.GENERATION: generation}
        self._generation, self._began, self._asked, self._patience = generation, time.monotonic(), 0.0, END_SECONDS
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "portal", "worker"],
                env={**self._environment, **own},
                pass_fds=[self._lifeline],
                stdin=subprocess.DEVNULL,
                start_new_session=True,
            )
        except OSError:
            self._falls += 1

    def _ask(self) -> None:
        if self._process is not None and not self._asked:
            self._asked = time.monotonic()
            self._process.send_signal(signal.SIGTERM)

    def _insist(self, process: subprocess.Popen[bytes]) -> None:
        if time.monotonic() > self._asked + self._patience + LAST_SECONDS:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)

    def _let_go(self) -> None:
        is_fall = not self._asked
        steady = time.monotonic() > self._began + STEADY
        self._falls = (1 if steady else self._falls + 1) if is_fall else 0
        self._process = None
        self._began = time.monotonic() if is_fall else 0.0
