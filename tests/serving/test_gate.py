"""The gate before workers that are ready: shut while nobody may serve, and one of them takes over."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from runtime.gate import OPEN, TAKING_OVER, make_gate, pass_gate, turn_gate
from runtime.telling import GATE
from tests.sites.place import ROOT

WORKER = """
import os, pathlib, sys, time
from runtime.gate import pass_gate

def take_over():
    pathlib.Path(f"took-{os.getpid()}").touch()
    if sys.argv[1] == "dies":
        os._exit(1)

print("waits", flush=True)
pass_gate(lambda: True, take_over)
print("serves", flush=True)
"""


@pytest.fixture
def gate() -> Iterator[int]:
    gate = make_gate()
    yield gate
    os.close(gate)


def start(gate: int, folder: Path, how: str = "lives") -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", WORKER, how],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), GATE: str(gate)},
        pass_fds=(gate,),
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None and process.stdout.readline() == "waits\n"
    return process


def wait_for(number: int, folder: Path) -> list[str]:
    """The workers that took over, as soon as there are so many."""
    end = time.monotonic() + 20
    while len(found := sorted(each.name for each in folder.glob("took-*"))) < number:
        assert time.monotonic() < end, f"only {found} took over"
        time.sleep(0.02)
    return found


def test_one_takes_over_and_all_serve_once_it_is_open(gate: int, tmp_path: Path) -> None:
    workers = [start(gate, tmp_path) for _ in range(3)]
    assert not list(tmp_path.iterdir())
    turn_gate(gate, TAKING_OVER)
    took = wait_for(1, tmp_path)
    assert [each.poll() for each in workers] == [None] * 3
    turn_gate(gate, OPEN)
    assert [each.communicate(timeout=20)[0] for each in workers] == ["serves\n"] * 3
    assert wait_for(1, tmp_path) == took and len(took) == 1


def test_another_takes_over_from_one_that_dies(gate: int, tmp_path: Path) -> None:
    dying = start(gate, tmp_path, "dies")
    turn_gate(gate, TAKING_OVER)
    assert dying.wait(timeout=20) == 1
    other = start(gate, tmp_path)
    wait_for(2, tmp_path)
    turn_gate(gate, OPEN)
    assert other.communicate(timeout=20)[0] == "serves\n"


def test_a_worker_that_nobody_wants_waits_no_longer(gate: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(GATE, str(gate))
    asked = iter([True, True, False])
    assert not pass_gate(lambda: next(asked), lambda: pytest.fail("it must not take over"))
    assert next(asked, None) is None


def test_without_a_gate_nobody_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(GATE, raising=False)
    assert pass_gate(lambda: False, lambda: pytest.fail("there is nothing to take over"))
