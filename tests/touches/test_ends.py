"""What stands in the log when a server process ends, in peace or killed, and when the database does not take it."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from runtime import tables
from runtime.engine import Engines, open_engines
from runtime.records import Base
from runtime.scope import Sight
from runtime.touches import Act, Door, TouchLog, Way, buffer
from tests.explaining.ferry import SITE
from tests.sites.workers import end_workers
from tests.touches.store import Store
from tests.touches.test_log import attach

KILLS = 5
DOOR = Door(1, None, "cabin", "", Way.PAGE)


def acts(store: Store, act: str) -> int:
    return sum(each.act == act for each in store._noted())


def test_killed_it_loses_no_download_and_no_view_but_those_of_its_last_second(store: Store) -> None:
    path, loan = attach(store), store.id("Spring")
    for _ in range(KILLS):
        store.since_now()
        store["anna"].get(f"/loans/{loan}")
        time.sleep(1)
        assert store["anna"].get(path).status == 200
        store["anna"].get("/loans/")  # may be lost
        end_workers(store.place, signal.SIGKILL)
        assert (acts(store, "file"), acts(store, "view")) == (1, 1)


def test_ended_in_peace_it_loses_nothing(store: Store) -> None:
    loan = store.id("Spring")
    store.since_now()
    for _ in range(3):
        store["anna"].get(f"/loans/{loan}")
    end_workers(store.place, signal.SIGTERM)
    assert acts(store, "view") == 3


@pytest.fixture
def engines(database_url: str) -> Iterator[Engines]:
    opened = open_engines(database_url)
    operator = opened.made_by("operator")
    Base.metadata.create_all(operator.write, tables=[tables.touch, tables.sight])
    yield opened
    operator.dispose()


def words_in(engines: Engines) -> list[tuple[str, str | None]]:
    with engines.made_by("operator").read.connect() as connection:
        found = sa.select(tables.touch.c.act, tables.touch.c.words).order_by(tables.touch.c.id)
        return [(act, words) for act, words in connection.execute(found)]


def rename(engines: Engines, there: str, here: str) -> None:
    with engines.made_by("operator").write.begin() as connection:
        connection.execute(sa.text(f"ALTER TABLE {there} RENAME TO {here}"))


def test_what_the_database_does_not_take_waits_up_to_a_bound_and_what_is_lost_is_said(
    engines: Engines, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(buffer, "MOST", 10)
    monkeypatch.setattr(buffer, "EVERY", 3600.0)  # nobody else writes meanwhile
    log = TouchLog(SITE, engines)
    rename(engines, "portal_touch", "elsewhere")
    for place in range(14):
        log.soon(Act.VIEW, DOOR, [Sight("ferry_passage", ("number",), {place + 1: 1})], str(place))
    assert not log.flush()
    rename(engines, "elsewhere", "portal_touch")
    assert log.flush()
    assert words_in(engines) == [*(("view", str(place)) for place in range(10)), ("lost", "4")]
    log.soon(Act.VIEW, DOOR, [], "later")
    assert log.flush()
    assert words_in(engines)[-1] == ("view", "later")


def test_what_no_database_would_take_stops_nothing(engines: Engines) -> None:
    log = TouchLog(SITE, engines)
    log.soon(Act.SEARCH, DOOR, [], "a\0b\ud800")
    assert log.flush()
    assert words_in(engines)[-1] == ("search", "ab?")
