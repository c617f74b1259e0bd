"""Something done in a fork: what it prints comes back, and nothing of it stays."""

from __future__ import annotations

import fcntl
import os
import signal
import sys
import threading
import time
from pathlib import Path
from subprocess import TimeoutExpired

import pytest

from portal import forked
from portal.forked import run_forked


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """What tests before these have left running holds nothing that a fork needs."""
    left = frozenset(threading.enumerate())
    monkeypatch.setattr(forked, "is_alone", lambda: left.issuperset(threading.enumerate()))


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


def test_one_that_is_killed_is_told() -> None:
    def work() -> None:
        os.write(1, b"begun")
        os.kill(os.getpid(), signal.SIGKILL)

    done = run_forked(work, {}, 30)
    assert (done.returncode, done.stdout) == (-signal.SIGKILL, "begun")


def test_much_output_does_not_stop_it() -> None:
    """More than a pipe holds."""

    def work() -> None:
        sys.stdout.write("y" * 2_000_000)
        sys.stderr.write("z" * 2_000_000)

    done = run_forked(work, {}, 30)
    assert (done.stdout, done.stderr) == ("y" * 2_000_000, "z" * 2_000_000)


def test_it_is_told_where_ends_of_processes_are_ignored() -> None:
    """As whoever started this process may have it."""
    former = signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    try:
        assert run_forked(lambda: sys.exit(3), {}, 30).returncode == 1
        assert signal.getsignal(signal.SIGCHLD) == signal.SIG_IGN
        with pytest.raises(TimeoutExpired):
            run_forked(lambda: time.sleep(60), {}, 0.2)
    finally:
        signal.signal(signal.SIGCHLD, former)


def test_a_process_with_threads_is_not_forked() -> None:
    go_on = threading.Event()
    other = threading.Thread(target=go_on.wait)
    other.start()
    try:
        with pytest.raises(RuntimeError, match="other threads run"):
            run_forked(lambda: None, {}, 30)
    finally:
        go_on.set()
        other.join()
