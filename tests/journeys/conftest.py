"""The shipped portals, served once for all journeys; browsers of people with and without scripts."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext

from tests.journeys.house import House, opened
from tests.sites.place import ROOT


@pytest.fixture(scope="package")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with opened(ROOT / "specs", tmp_path_factory.mktemp("house")) as found:
        yield found


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser of its own, with scripts."""
    opened = browser.new_context()
    yield opened
    opened.close()


@pytest.fixture(params=[True, False], ids=["scripts", "no scripts"])
def either(request: pytest.FixtureRequest, browser: Browser) -> Iterator[BrowserContext]:
    """A browser of its own, once with and once without scripts."""
    opened = browser.new_context(java_script_enabled=request.param)
    yield opened
    opened.close()
