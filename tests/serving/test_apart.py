"""Generations that must not answer at the same time: the newer one waits until it has taken over the rows."""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from http.cookiejar import CookieJar
from typing import TypeVar
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import OpenerDirector

import pytest

from portal.pending import Pending, begin, end
from portal.swapping import reload
from tests.generation.conftest import TOOLSHED, change
from tests.serving.site import TOKEN, current, derive, enter, log_in, point_to, processes_of, read, server, settings_of
from tests.serving.test_swapping import generation_of
from tests.sites.place import Account, Place, make_place

OPTION = re.compile(r'<option value="(\d+)"[^>]*>Ada Shed')
T = TypeVar("T")
HIDDEN = 'rows: mine and condition is not None and condition != "lost"'
AFTER_TAKING_BACK = """
import runtime.upgrade as upgrade

def _fail(*_):
    raise RuntimeError("late")

upgrade.sync_permissions = _fail
"""
"""A generation in which taking back ends badly, when the rows are done already."""
NEW_TOOL = "/keep/tools/new"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """Borrowers do not see lost tools. A broken one they do."""
    place = make_place(TOOLSHED, tmp_path_factory.mktemp("apart"))
    change(place, "choices/condition.yaml", "worn: Worn", "worn: Worn\nbroken: Broken\nlost: Lost")
    change(place, "records/tool.yaml", "rows: mine", HIDDEN)
    place.build()
    with place.started("--workers", "2"):
        yield place


def test_no_new_rule_ever_judges_what_an_old_worker_wrote(place: Place) -> None:
    """Broken tools are lost from now on; old workers go on writing broken ones until the last moment."""
    keeper = enter(place, account_of(place, "keeper"), CookieJar())
    borrower = log_in(place, account_of(place, "borrower"))
    change(place, "choices/condition.yaml", "broken: Broken", "broken: { becomes: lost }")
    change(place, "portals/borrower.yaml", "The borrowers' shed", "The second shed")
    with (
        repeating(lambda: create_broken_tool(place, keeper)) as writer,
        repeating(lambda: read(place, "/borrow/tools/", borrower)) as reader,
    ):
        time.sleep(1)
        done = place.portal("apply")
        time.sleep(1)
    written, pages = writer.result(), reader.result()
    assert done.returncode == 0, done.stderr
    assert "The running server has swapped to it." in done.stderr
    new = [page for page in pages if "The second shed" in page]
    assert new and any("Hammer" in page for page in pages)
    assert any(written)
    assert not any("Hammer" in page for page in new)
    assert not (place.var / "applying.json").exists()


def test_a_rollback_answers_when_all_is_taken_back(place: Place) -> None:
    before, borrower = generation_of(place), log_in(place, account_of(place, "borrower"))
    with repeating(lambda: read(place, "/borrow/tools/", borrower)) as reader:
        done = place.portal("rollback")
        time.sleep(1)
    assert done.returncode == 0, done.stderr
    assert before != generation_of(place) == current(place)
    old = [page for page in reader.result() if "The second shed" not in page]
    assert old and all("Hammer" in page for page in old)


def test_a_rollback_that_fails_leaves_the_newer_generation_with_its_rows(place: Place) -> None:
    """Whatever was taken back by then is as the newer one needs it when the command ends."""
    done = place.portal("apply")
    assert done.returncode == 0, done.stderr
    newer, borrower = current(place), log_in(place, account_of(place, "borrower"))
    before = (
        place.var / "generations" / json.loads((place.var / "generations.jsonl").read_text().splitlines()[-1])["before"]
    )
    site = before / "generated" / "site.py"
    sound = site.read_text()
    site.write_text(sound + AFTER_TAKING_BACK)
    done = place.portal("rollback")
    site.write_text(sound)
    assert done.returncode == 4 and "rows could not be taken over: RuntimeError: late" in done.stderr
    assert generation_of(place) == newer == current(place)
    assert not (place.var / "applying.json").exists()
    assert "Hammer" not in read(place, "/borrow/tools/", borrower)
    assert place.portal("plan").stdout == "No changes.\n"
    assert place.portal("rollback").returncode == 0
    assert "Hammer" in read(place, "/borrow/tools/", borrower)


def test_one_that_cannot_take_over_leaves_the_one_before(place: Place) -> None:
    before, process = current(place), server(place)
    folder = derive(place, "unable")
    next(iter(sorted((folder / "generated" / "migrations").glob("[0-9]*.py")))).write_text("import nowhere_at_all\n")
    point_to(place, "unable")
    begin(place.var, Pending("apply", "unable", before, "ada", is_apart=True))
    refused = reload(settings_of(place), "unable")
    end(place.var)
    point_to(place, before)
    assert refused.state == "refused"
    assert refused.words == "rows could not be taken over: ModuleNotFoundError: No module named 'nowhere_at_all'"
    assert generation_of(place) == before and server(place) == process
    assert "borrowers" in read(place, "/borrow/login")
    masters = [each for each, words in processes_of(place).items() if "gunicorn" in words]
    assert len(masters) == 3, "a master and its workers"


def test_a_server_that_is_started_in_the_middle_of_a_change_takes_over_first(place: Place) -> None:
    """As after a power cut between the files and the rows."""
    begin(place.var, Pending("apply", current(place), None, "ada", is_apart=True))
    point_to(place, current(place))
    try:
        assert reload(settings_of(place), current(place)).state == "swapped"
    finally:
        end(place.var)
    assert read(place, "/borrow/login")


def account_of(place: Place, portal: str) -> Account:
    return next(each for each in place.accounts() if (each.portal, each.name) == (portal, "Ada Shed"))


def create_broken_tool(place: Place, keeper: OpenerDirector) -> bool:
    """Whether the server took it; not from the moment on when it has the new rules."""
    form = keeper.open(place.url + NEW_TOOL, timeout=30).read().decode()
    token, person = TOKEN.search(form), OPTION.search(form)
    assert token is not None and person is not None
    values = {"name": "Hammer", "condition": "broken", "keeper": person[1], "csrf_token": token[1]}
    try:
        with keeper.open(place.url + NEW_TOOL, urlencode(values).encode(), timeout=30) as answer:
            return NEW_TOOL not in answer.url
    except HTTPError as error:
        assert error.code == 422
        return False


@contextmanager
def repeating(act: Callable[[], T]) -> Iterator[Future[list[T]]]:
    """Does it over and over, beside the block; what came of it is there when the block is over."""
    over = threading.Event()

    def go_on() -> list[T]:
        found = []
        while not over.is_set():
            found.append(act())
            time.sleep(0.02)
        return found

    with ThreadPoolExecutor(1) as pool:
        future = pool.submit(go_on)
        try:
            yield future
        finally:
            over.set()
