"""Connections that are lent for single statements: as few as from the pool itself, and none that is lost or left."""

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import cast

import pytest
import sqlalchemy as sa

from runtime.engine import open_engines
from runtime.scope.shape import Shape
from runtime.seam import Planning
from runtime.seam.lending import LendingPool

ONE = sa.select(sa.literal_column("1", sa.Integer))


@pytest.fixture
def engine(database_url: str) -> Iterator[sa.Engine]:
    engine = open_engines(database_url).made_by("operator").read
    yield engine
    engine.dispose()


def pool_of(engine: sa.Engine) -> LendingPool:
    assert isinstance(engine.pool, LendingPool)
    return engine.pool


def ask(engine: sa.Engine) -> None:
    assert [*map(tuple, Shape(ONE, engine.dialect, Planning.ONCE).run(engine, {}))] == [(1,)]


def test_one_after_the_other_have_the_same(engine: sa.Engine) -> None:
    opened: list[object] = []
    sa.event.listen(engine, "connect", lambda driver, _entry: opened.append(driver))
    for _ in range(3):
        ask(engine)
        with engine.connect() as connection:
            assert connection.scalar(ONE) == 1
    assert len(opened) == 1


def test_all_that_there_may_be_are_there_for_others(engine: sa.Engine) -> None:
    """None is kept back for statements to come."""
    pool = pool_of(engine)
    together = Barrier(pool.size())

    def borrow(_: int) -> None:
        lent = pool.lend()
        together.wait()
        pool.take_back(lent)

    with ThreadPoolExecutor(pool.size()) as threads:
        [*threads.map(borrow, range(pool.size()))]
    held = [pool.connect() for _ in range(15)]
    assert len({id(each.driver_connection) for each in held}) == 15
    borrowed = held.pop()
    borrowed.close()
    ask(engine)  # while the pool is at its limit, it comes from there and goes back there
    assert pool.checkedout() == 14
    held.append(pool.connect())
    for each in held:
        each.close()


def test_who_waits_is_told_where_there_are_never_more() -> None:
    """A pool that opens none beyond those that it keeps."""
    pool = LendingPool(lambda: sqlite3.connect(":memory:", check_same_thread=False), pool_size=1, max_overflow=0)
    for each in (pool, cast(LendingPool, pool.recreate())):
        lent = each.lend()
        with ThreadPoolExecutor(1) as threads:
            waiting = threads.submit(each.connect)
            with pytest.raises(TimeoutError):
                waiting.result(0.2)
            each.take_back(lent)
            waiting.result(5).close()
        each.dispose()


def test_what_failed_is_not_lent_again_as_it_is(engine: sa.Engine) -> None:
    pool = pool_of(engine)
    with pytest.raises(sa.exc.DBAPIError):
        Shape(sa.select(sa.column("none")).select_from(sa.table("nowhere")), engine.dialect).run(engine, {})
    assert (pool.checkedout(), pool.checkedin()) == (0, 1)
    ask(engine)


def test_none_outlives_the_engine(engine: sa.Engine) -> None:
    """As before a process is forked."""
    closed: list[object] = []
    sa.event.listen(engine, "close", lambda driver, _entry: closed.append(driver))
    ask(engine)
    before = pool_of(engine)
    engine.dispose()
    assert len(closed) == 1
    assert before.checkedout() == 0
    assert pool_of(engine) is not before
    ask(engine)


def test_one_that_was_lost_elsewhere_takes_the_others_along(engine: sa.Engine) -> None:
    """What the pool knows to be as old is opened anew before it is taken."""
    pool = pool_of(engine)
    lent, held = pool.lend(), pool.connect()
    first = lent.driver
    pool.take_back(lent)
    with engine.connect() as connection:  # takes the one that was ready
        connection.invalidate()
    held.close()
    assert pool.checkedout() == 0
    assert pool.lend().driver is not first
