"""Workers as processes: several at once, signals, and clocks that are wrong."""

from __future__ import annotations

import signal
import threading
from collections import Counter
from datetime import timedelta

import pytest

from runtime.jobs.wakening import wakening_of
from tests.jobs.conftest import LEASE, Depot, wait_for

DAY = 86_400


def do_each_once(depot: Depot, workers: int, jobs: int) -> None:
    keys = [f"k{number}" for number in range(jobs)]
    with depot.working(workers, "2"):
        for start in range(0, jobs, 10):
            depot.store(*keys[start : start + 10])
        wait_for(lambda: all(row.state == "done" for row in depot.rows()), seconds=300)
    assert Counter(key for key, _ in depot.read_marks()) == dict.fromkeys(keys, 1)


def test_several_at_once_do_each_job_once(depot: Depot) -> None:
    do_each_once(depot, workers=4, jobs=100)


@pytest.mark.soak
@pytest.mark.parametrize("workers", [2, 3, 4, 5, 6, 7, 8])
def test_two_to_eight_at_once_do_each_job_once(depot: Depot, workers: int) -> None:
    do_each_once(depot, workers, jobs=1_000)


def keep_timers(depot: Depot, timers: int, *ahead: int) -> None:
    """By workers whose clocks are wrong by as many seconds."""
    workers = [depot.start("1", str(seconds)) for seconds in ahead]
    try:
        depot.store("ready")
        wait_for(depot.read_marks)
        dues = {f"t{number}": 0.4 * number for number in range(1, timers + 1)}
        dues = {key: depot.store(key, after=timedelta(seconds=wait)).timestamp() for key, wait in dues.items()}
        wait_for(lambda: len(depot.read_marks()) > timers, seconds=300)
    finally:
        for each in workers:
            each.terminate()
        for each in workers:
            each.wait(timeout=30)
    marks = depot.read_marks()
    assert Counter(key for key, _ in marks) == dict.fromkeys(("ready", *dues), 1)
    assert all(moment > dues[key] - 1 for key, moment in marks if key in dues)


@pytest.mark.parametrize("ahead", [DAY, -DAY])
def test_a_timer_is_not_early_whatever_the_clock_of_a_worker_says(depot: Depot, ahead: int) -> None:
    keep_timers(depot, 8, ahead)


@pytest.mark.soak
def test_timers_of_workers_that_disagree_by_days(depot: Depot) -> None:
    keep_timers(depot, 100, 0, DAY, -DAY, 3_600)


def test_what_is_begun_is_ended_before_the_worker_ends(depot: Depot) -> None:
    """And it keeps its lease, however long it takes: the other worker is there to take it over."""
    depot.store("long", kind="long")
    with depot.working(2) as workers:
        wait_for(lambda: len(depot.read_marks()) == 1)
        began = depot.row("long").due
        wait_for(lambda: depot.row("long").due > began + timedelta(seconds=2 * LEASE))
        depot.store("another")
        wait_for(lambda: depot.row("another").state == "done")
        for each in workers:
            each.send_signal(signal.SIGTERM)
        depot.release.touch()
        assert {each.wait(timeout=60) for each in workers} == {0}
    assert sorted(key for key, _ in depot.read_marks()) == ["another", "long", "long-begun"]
    assert (depot.row("long").state, depot.row("long").tries) == ("done", 1)


def test_who_sleeps_hears_of_a_commit(depot: Depot) -> None:
    """Long before it would look by itself."""
    stop = threading.Event()
    wakening = wakening_of(depot.engines)
    wakening.wait(0.5, stop)
    wakening.wait(0.5, stop)
    sleeping = threading.Thread(target=lambda: wakening.wait(3_600, stop), daemon=True)
    sleeping.start()
    depot.store("a")
    sleeping.join(timeout=60)
    assert not sleeping.is_alive()
    wakening.close()
