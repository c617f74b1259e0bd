"""Something done in a fork: what it prints comes back, and nothing of it stays."""

from __future__ import annotations

import fcntl
import os
import sys
import time
from pathlib import Path
from subprocess import TimeoutExpired

import pytest

from portal.forked import run_forked


def test_what_it_prints_comes_back_and_what_it_changes_does_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORTAL_OURS", "here")
    changed: list[str] = []

    def work() -> None:
        changed.append("there")
        sys.stdout.write(f"{os.environ.get('PORTAL_THEIRS')} {os.environ.get('PORTAL_OURS')} {sys.stdin.read()!r}")
        sys.stderr.write("said")

    done = run_forked(work, {"PORTAL_THEIRS": "there"}, 30)
    assert (done.returncode, done.stdout, done.stderr) == (0, "there None ''", "said")
    assert changed == []
    assert os.environ["PORTAL_OURS"] == "here"


def test_a_fault_is_told() -> None:
    def work() -> None:
        raise LookupError("gone")

    done = run_forked(work, {}, 30)
    assert done.returncode == 1
    assert done.stderr.endswith("LookupError: gone\n")


def test_what_takes_too_long_is_ended() -> None:
    def work() -> None:
        os.write(1, str(os.getpid()).encode())
        time.sleep(60)

    with pytest.raises(TimeoutExpired) as caught:
        run_forked(work, {}, 0.5)
    with pytest.raises(ProcessLookupError):
        os.kill(int(str(caught.value.output)), 0)


def test_it_holds_no_lock_of_ours(tmp_path: Path) -> None:
    """A lock belongs to all who have the open file: one that lives on would keep it."""
    file = (tmp_path / "lock").open("w")
    fcntl.flock(file, fcntl.LOCK_EX)
    number = file.fileno()

    def work() -> None:
        try:
            os.fstat(number)
        except OSError:
            sys.stdout.write("closed")

    assert run_forked(work, {}, 30).stdout == "closed"
    file.close()
