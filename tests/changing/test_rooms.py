"""One job at a time, and whoever is killed is known to be gone."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from runtime.changing.rooms import BusyError, Room

HOLDING = "import sys, time; print('here', flush=True); time.sleep(60)"


def begin(room: Room) -> None:
    with room.taken("look", "mia@ferry.example", 1, {}):
        pass


def test_only_one_at_a_time(tmp_path: Path) -> None:
    room = Room(tmp_path / "room")
    assert not room.is_busy
    with room.taken("look", "mia@ferry.example", 1, {}) as (job, _):
        assert room.is_busy and room.job == job
        with pytest.raises(BusyError):
            begin(room)
        assert room.job == job
    assert not room.is_busy
    begin(room)


def test_the_process_holds_the_lock_on_until_it_is_killed(tmp_path: Path) -> None:
    room = Room(tmp_path)
    with room.taken("look", "mia@ferry.example", 1, {}) as (_, lock):
        process = subprocess.Popen([sys.executable, "-c", HOLDING], pass_fds=(lock,), stdout=subprocess.PIPE)
    assert process.stdout is not None and process.stdout.readline()
    assert room.is_busy
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    for _ in range(50):
        if not room.is_busy:
            break
        time.sleep(0.05)
    assert not room.is_busy and room.outcome is None
    begin(room)


def test_an_outcome_is_of_its_job(tmp_path: Path) -> None:
    room = Room(tmp_path)
    begin(room)
    room.tell("plan", "Planning.")
    room.end(0, "Done.", ("more",))
    assert room.outcome is not None and (room.outcome.words, room.outcome.details) == ("Done.", ("more",))
    assert [line.words for line in room.lines()] == ["Planning."]
    begin(room)
    assert (room.outcome, room.lines()) == (None, [])


def test_a_line_that_is_being_written_is_left_for_later(tmp_path: Path) -> None:
    room = Room(tmp_path)
    begin(room)
    room.tell("plan", "Planning.")
    with (tmp_path / "lines.jsonl").open("a") as file:
        file.write('{"at": "20')
    assert len(room.lines()) == 1
