"""A gate before workers that are ready: they wait until the servers before them are gone and rows are taken over.

Only where older and newer servers must not answer at the same time; where there is no gate, nobody waits. The gate is a
file in memory, open in the process that keeps the servers and in each worker. Should the former be killed, it stays
shut.
"""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Callable

from runtime.telling import GATE

SHUT, TAKING_OVER, OPEN = b"-", b"t", b"o"
LOOK = 0.03
"""Seconds between two looks."""


def make_gate() -> int:
    """The number of an open file, which is shut. The caller closes it."""
    gate = os.memfd_create("portal-gate")
    turn_gate(gate, SHUT)
    return gate


def turn_gate(gate: int, state: bytes) -> None:
    os.pwrite(gate, state, 0)


def pass_gate(is_wanted: Callable[[], bool], take_over: Callable[[], None]) -> bool:
    """Waits until it is open; False where nobody wants this worker any more before that. When the gate says so, one
    worker takes over, once; if that one dies, another does.

    `is_wanted` is asked again and again meanwhile, so that nobody takes the worker for dead.
    """
    found = os.environ.get(GATE)
    if found is None:
        return True
    gate, done = int(found), False
    while (state := os.pread(gate, 1, 0)) != OPEN:
        if not is_wanted():
            return False
        if state == TAKING_OVER and not done and _is_mine(gate):
            take_over()
            done = True
        time.sleep(LOOK)
    return True


def _is_mine(gate: int) -> bool:
    """A lock of this process, which ends with it."""
    try:
        fcntl.lockf(gate, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
