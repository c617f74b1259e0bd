"""One gunicorn: its master process, which serves one generation with its workers, and what they tell.

Several may listen on one socket: each connection goes to whichever takes it first.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field

from runtime import telling
from runtime.gate import TAKING_OVER, make_gate, turn_gate
from runtime.settings import StartError

START_SECONDS = 120.0
"""How long the workers have until they answer."""
END_SECONDS = 35.0
"""How long a master may take to end; a little more than gunicorn gives its workers."""
GAP_SECONDS = 10.0
"""How long it may take where the next one cannot answer before it has ended."""
LAST_SECONDS = 5.0
"""How long it may take when it was told to cut off what it is answering."""
TAKING_SECONDS = 300.0
"""How long rows may take to be taken over, while nobody is answered."""


@dataclass(frozen=True, slots=True)
class Shared:
    """What all masters of a keeper have: the socket `listener`, the pipe `lifeline` that ends with the keeper."""

    listener: int
    lifeline: int
    workers: int


@dataclass(slots=True)
class Master:
    """A gunicorn that was started. `ready` are its workers that answered, `failure` is why one does not.

    `gate`: its workers wait before it, until they may serve; None where they need not. `taken`: in words, which values
    could not be taken over from the servers before; None until that was tried.
    """

    generation: str
    process: subprocess.Popen[bytes]
    pipe: int
    workers: int
    started: float = field(default_factory=time.monotonic)
    asked_to_end: float | None = None
    ready: set[int] = field(default_factory=set)
    failure: str = ""
    claim: str = ""
    gate: int | None = None
    taken: str | None = None
    taking: float | None = None
    patience: float = END_SECONDS
    is_open: bool = True
    _rest: bytes = b""

    @property
    def answers(self) -> bool:
        return len(self.ready) >= self.workers

    @property
    def is_over(self) -> bool:
        return self.process.poll() is not None

    @property
    def is_gone(self) -> bool:
        """With all its workers: none of them answers or writes any more."""
        return self.is_over and not self.is_open

    def listen(self) -> None:
        """Takes in what the workers told; `pipe` does not block."""
        if not self.is_open:
            return
        try:
            found = os.read(self.pipe, 65_536)
        except BlockingIOError:
            return
        self.is_open = bool(found)  # nothing at all: the master and its workers are gone
        *lines, self._rest = (self._rest + found).split(b"\n")
        for line in lines:
            self._take(json.loads(line))

    def _take(self, told: dict[str, object]) -> None:
        match told:
            case {"what": telling.READY, "pid": int(pid)}:
                self.ready.add(pid)
            case {"what": telling.CLAIMED, "words": str(words)}:
                self.claim = words
            case {"what": telling.TAKEN, "words": str(words)}:
                self.taken = words
            case {"what": telling.FAILED, "words": str(words)}:
                self.failure = words

    def end(self, way: signal.Signals = signal.SIGTERM) -> None:
        """TERM: what is being answered is answered. QUIT: at once."""
        if self.asked_to_end is None:
            self.asked_to_end = time.monotonic()
        if not self.is_over:
            self.process.send_signal(way)

    def insist(self) -> None:
        """Ends a master that was asked to end and does not, and workers that outlive it."""
        late = 0.0 if self.asked_to_end is None else time.monotonic() - self.asked_to_end - self.patience
        if self.is_gone or late <= 0:
            return
        if late <= LAST_SECONDS:
            self.process.send_signal(signal.SIGQUIT)
            return
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)  # it leads a group of its own

    def take_over(self) -> None:
        """One of its workers takes over rows; until `taken` says so."""
        if self.gate is not None and self.taking is None:
            self.taking = time.monotonic()
            turn_gate(self.gate, TAKING_OVER)

    def close(self) -> None:
        """Forgets a master that has ended."""
        self.is_open = False
        os.close(self.pipe)
        if self.gate is not None:
            os.close(self.gate)

    def why_not(self) -> str:
        """Why it does not serve, "" while it may come to."""
        if self.failure and self.taken is None:
            return self.failure
        if self.is_over:
            return f"its server ended by itself ({_ending(self.process.returncode)})"
        if not self.answers and time.monotonic() > self.started + START_SECONDS:
            return f"it did not answer within {START_SECONDS:.0f} seconds"
        if self.taking is not None and self.taken is None and time.monotonic() > self.taking + TAKING_SECONDS:
            return f"rows could not be taken over within {TAKING_SECONDS:.0f} seconds"
        return ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """The generation to serve. `is_apart`: it may not answer before what was served is gone and rows are taken over,
    `leaving` names the generation that is left by going back."""

    generation: str
    is_apart: bool = False
    leaving: str | None = None


def start_master(shared: Shared, wanted: Wanted, environment: Mapping[str, str]) -> Master:
    """A gunicorn of this generation. It does not get the terminal's Ctrl-C: its keeper ends it. Raises StartError."""
    try:
        return _start(shared, wanted, environment)
    except OSError as error:
        raise StartError(f"no server could be started: {error.strerror}") from error


def _start(shared: Shared, wanted: Wanted, environment: Mapping[str, str]) -> Master:
    reading, writing = os.pipe()
    gate = make_gate() if wanted.is_apart else None
    os.set_blocking(reading, False)
    own = {
        telling.TOLD: str(writing),
        telling.LIFELINE: str(shared.lifeline),
        telling.GENERATION: wanted.generation,
    }
    own |= {telling.GATE: str(gate)} if gate is not None else {}
    own |= {telling.LEAVING: wanted.leaving} if wanted.leaving is not None else {}
    passed = [shared.listener, shared.lifeline, writing, *([gate] if gate is not None else [])]
    command = [sys.executable, "-m", "gunicorn", "--config", "python:runtime.deploy"]
    command += ["--workers", str(shared.workers), "--bind", f"fd://{shared.listener}", "runtime.serving:make()"]
    try:
        process = subprocess.Popen(  # noqa: S603 - our own words, without a shell
            command,
            env={**environment, **own},
            pass_fds=passed,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )
    finally:
        os.close(writing)
    return Master(wanted.generation, process, reading, shared.workers, gate=gate)


def _ending(code: int) -> str:
    return f"signal {signal.Signals(-code).name}" if code < 0 else f"exit {code}"
