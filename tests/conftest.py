"""Fixtures that every room shares, and the rule that continuous integration skips nothing."""

import gc
import hashlib
import os
from collections.abc import Generator, Iterator
from functools import lru_cache
from pathlib import Path
from unittest.mock import patch

import pytest
from playwright.sync_api import Browser, Page
from xdist.remote import Producer

from tests.servers import chromium, postgres, smtp
from tests.spreading import ByServedSite

HEAVY = (
    "leaks/test_oracle.py",
    "timers",
    "leaks/test_population.py",
    "journeys",
    "levels",
    "notices",
    "touches",
    "workflow",
    "comments",
    "routing",
    "businesses/test_observatory.py",
    "changing/test_change.py",
    "serving",
    "jobs/test_worker.py",
    "load",
    "channels/test_scripts.py",
    "backup/test_whole_site.py",
    "pages/test_every_page.py",
    "stateful/test_nursery.py",
    "api/test_reading.py",
    "leaks",
    "stored",
    "extending",
    "rollout",
    "words",
    "generation/test_apply.py",
)
"""Files and folders that take longest, which are begun first: one that is begun last keeps the others waiting."""
IN_CI = os.environ.get("CI") == "true"


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    folder = Path(__file__).parent
    turns = {folder / name: turn for turn, name in enumerate(HEAVY)}
    items.sort(key=lambda item: turns.get(item.path, turns.get(item.path.parent, len(turns))))


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """What is collected stays: it is not looked through again and again for what could go, neither now nor later."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.collect()
        gc.freeze()
        gc.enable()


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> ByServedSite:
    return ByServedSite(config, log)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    _refuse_skip(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    _refuse_skip(report)
    return report


def _refuse_skip(report: pytest.TestReport | pytest.CollectReport) -> None:
    if IN_CI and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"CI skips nothing: {report.longreprtext}"


@pytest.fixture(scope="session", autouse=True)
def kept_hashes() -> Iterator[None]:
    """A password under a salt has one hash. That takes a tenth of a second, and people log in again and again."""
    with patch("hashlib.scrypt", lru_cache(maxsize=None)(hashlib.scrypt)):
        yield


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[postgres.Postgres]:
    """A private PostgreSQL; `with postgres_server.database() as url` makes a fresh database."""
    with postgres.running() as server:
        yield server


@pytest.fixture(scope="session")
def postgres_url(postgres_server: postgres.Postgres) -> Iterator[str]:
    """One database for the whole run. Tests that change the schema take `database_url` instead."""
    with postgres_server.database() as url:
        yield url


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A fresh, empty database for this module, once as SQLite and once as PostgreSQL."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path_factory.mktemp('database') / 'portal.db'}"
        return
    server: postgres.Postgres = request.getfixturevalue("postgres_server")
    with server.database() as url:
        yield url


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for the whole run; take a context of your own, or `page`."""
    with chromium.running() as running:
        yield running


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of a fresh browser context: no cookies, no history."""
    context = browser.new_context()
    yield context.new_page()
    context.close()


@pytest.fixture
def mailbox() -> Iterator[smtp.Mailbox]:
    """A mail server with an empty mailbox."""
    with smtp.running() as running:
        yield running


@pytest.fixture(scope="session")
def repository() -> Path:
    """The root of the repository."""
    return Path(__file__).resolve().parents[1]
