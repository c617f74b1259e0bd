"""The rows of jobs: what is there once, who may take what when, and what becomes of what fails."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest
from sqlalchemy import update

from runtime import tables
from runtime.jobs import GiveUpError, Job, Kind, TryAgainError, queue, run_due, store
from runtime.jobs.queue import LEASE
from runtime.jobs.running import KILLED, run
from runtime.jobs.waits import FIRST, LONGEST, wait_after
from tests.jobs.conftest import Depot

SECOND = timedelta(seconds=1)
KINDS = ("mark",)


def kind(function: Callable[[Mapping[str, Any]], None], tries: int = 3) -> Kind:
    return Kind(function, tries)


def move(depot: Depot, key: str, by: timedelta) -> None:
    """As if so much time had gone by for this job."""
    depot.change(update(tables.job).where(tables.job.c.key == key).values(due=depot.row(key).due - by))


def test_a_key_is_there_once_for_each_kind(depot: Depot) -> None:
    with depot.engines.write.begin() as connection:
        made = [store(connection, Job(kind, "a", {"try": each})) for kind in ("mark", "other") for each in (1, 2)]
    assert made == [True, False, True, False]
    done: list[Mapping[str, Any]] = []
    assert run_due(depot.engines, {"mark": kind(done.append)}) == 1
    assert done == [{"try": 1}]
    depot.store("a")
    assert run_due(depot.engines, {"mark": kind(done.append)}) == 0, "done is done"


def test_what_is_rolled_back_is_not_there(depot: Depot) -> None:
    with pytest.raises(RuntimeError), depot.engines.write.begin() as connection:
        store(connection, Job("mark", "a", {}))
        raise RuntimeError
    assert depot.rows() == []


def test_nobody_takes_it_before_it_is_due(depot: Depot) -> None:
    depot.store("later", after=timedelta(hours=1))
    assert queue.take(depot.engines, KINDS) is None
    ahead = queue.until_due(depot.engines, KINDS)
    assert ahead is not None and timedelta(minutes=59) < ahead <= timedelta(hours=1)
    move(depot, "later", timedelta(hours=1))
    assert queue.take(depot.engines, KINDS) is not None


def test_a_kind_that_this_process_does_not_know_waits(depot: Depot) -> None:
    depot.store("a", kind="of a newer generation")
    assert (queue.take(depot.engines, KINDS), queue.until_due(depot.engines, KINDS)) == (None, None)
    assert depot.row("a").state == "waiting"


def test_while_a_lease_lasts_nobody_else_takes_it(depot: Depot) -> None:
    depot.store("a")
    first = queue.take(depot.engines, KINDS)
    assert first is not None and queue.take(depot.engines, KINDS) is None
    move(depot, "a", LEASE - SECOND)
    queue.renew(depot.engines, [first.lease])
    move(depot, "a", LEASE - SECOND)
    assert queue.take(depot.engines, KINDS) is None, "it was renewed"
    move(depot, "a", SECOND * 2)
    second = queue.take(depot.engines, KINDS)
    assert second is not None and (second.id, second.tries) == (first.id, 2)
    assert not queue.finish(depot.engines, first), "it is the second one's now"
    assert not queue.put_off(depot.engines, first, SECOND, "late") and not queue.put_aside(depot.engines, first, "late")
    queue.renew(depot.engines, [first.lease], LEASE * 10)
    assert depot.row("a").lease == second.lease
    assert queue.finish(depot.engines, second)
    assert (depot.row("a").state, depot.row("a").lease) == ("done", None)


def test_takers_at_once_get_different_ones(depot: Depot) -> None:
    depot.store(*(f"{number}" for number in range(40)))
    taken: list[int] = []

    def take_all() -> None:
        while (found := queue.take(depot.engines, KINDS)) is not None:
            taken.append(found.id)

    takers = [threading.Thread(target=take_all) for _ in range(8)]
    for each in takers:
        each.start()
    for each in takers:
        each.join()
    assert len(taken) >= 40 - 8, "one may find the last rows locked"
    while (found := queue.take(depot.engines, KINDS)) is not None:
        taken.append(found.id)
    assert len(taken) == len(set(taken)) == 40


def test_what_fails_waits_longer_each_time_and_is_put_aside_with_its_error(depot: Depot) -> None:
    def fail(_arguments: Mapping[str, Any]) -> None:
        raise TryAgainError("The line is dead.")

    depot.store("a")
    waits = []
    for _ in range(2):
        assert run_due(depot.engines, {"mark": kind(fail)}) == 0
        row = depot.row("a")
        assert (row.state, row.error, row.lease) == ("waiting", "The line is dead.", None)
        ahead = queue.until_due(depot.engines, KINDS)
        assert ahead is not None
        waits.append(ahead)
        move(depot, "a", ahead)
    assert FIRST * 0.4 < waits[0] <= FIRST and FIRST * 0.9 < waits[1] <= FIRST * 2
    assert run_due(depot.engines, {"mark": kind(fail)}) == 0
    row = depot.row("a")
    assert (row.state, row.tries, row.error) == ("dead", 3, "The line is dead.") and row.ended is not None
    assert queue.until_due(depot.engines, KINDS) is None


def test_what_has_no_hope_is_put_aside_at_once_and_can_be_tried_again(depot: Depot) -> None:
    def give_up(_arguments: Mapping[str, Any]) -> None:
        raise GiveUpError("Nobody is there.")

    depot.store("a")
    run_due(depot.engines, {"mark": kind(give_up)})
    row = depot.row("a")
    assert (row.state, row.tries, row.error) == ("dead", 1, "Nobody is there.")
    done: list[Mapping[str, Any]] = []
    with depot.engines.write.begin() as connection:
        assert queue.revive(connection, row.id) and not queue.revive(connection, row.id)
    assert run_due(depot.engines, {"mark": kind(done.append)}) == 1
    assert (depot.row("a").state, depot.row("a").error) == ("done", None)


def test_an_error_of_a_program_tells_no_values(depot: Depot) -> None:
    def fall(_arguments: Mapping[str, Any]) -> None:
        raise KeyError("what somebody wrote")

    depot.store("a")
    run_due(depot.engines, {"mark": kind(fall)})
    assert depot.row("a").error == "KeyError; the log of the worker tells where."


def test_what_kills_each_worker_is_put_aside(depot: Depot) -> None:
    """Nobody is there to say that it failed."""
    done: list[Mapping[str, Any]] = []
    depot.store("a")
    for _ in range(4):
        taken = queue.take(depot.engines, KINDS)
        assert taken is not None
        move(depot, "a", LEASE)
    assert not run(depot.engines, kind(done.append), taken)
    assert (depot.row("a").state, depot.row("a").error, done) == ("dead", KILLED, [])


def test_rows_that_are_done_go_after_a_while(depot: Depot) -> None:
    depot.store("old", "fresh", "failed")
    run_due(depot.engines, {"mark": kind(lambda _arguments: None)})
    depot.change(update(tables.job).where(tables.job.c.key == "failed").values(state="dead"))
    for key in ("old", "failed"):
        move(depot, key, timedelta(days=31))
    assert queue.forget_done(depot.engines, timedelta(days=30)) == 1
    assert {row.key for row in depot.rows()} == {"fresh", "failed"}


def test_waits_grow_to_an_end_and_differ() -> None:
    waits = [[wait_after(tries) for _ in range(50)] for tries in range(1, 25)]
    assert all(max(each) <= LONGEST for each in waits)
    assert all(min(later) > max(sooner) * 0.9 for sooner, later in pairwise(waits[:10]))
    assert all(len(set(each)) > 40 for each in waits)
    assert timedelta(days=1) < sum((each[0] for each in waits[:19]), timedelta(0)) < timedelta(days=3)
