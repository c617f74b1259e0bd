"""The pages of this room in a browser: accessible, valid, within the strict policy, on a phone, without scripts."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from werkzeug.serving import make_server

from tests.explaining.conftest import PASSWORD, Ferry
from tests.explaining.test_page import ANNA, page
from tests.pages.checkers import Checkers, installed

SIZES = {"desktop": (1366, 768), "phone": (320, 640)}


@pytest.fixture(scope="module")
def address(calm: Ferry) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, calm.application, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.fixture(scope="module")
def checkers(pytestconfig: pytest.Config) -> Checkers:
    return installed(Path(pytestconfig.cache.mkdir("page-checkers")))


def log_in(page: Page, address: str) -> Page:
    page.goto(f"{address}/office/login")
    page.get_by_label("Email").fill("mia@ferry.example")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    return page


def look(page: Page, address: str) -> None:
    page.goto(f"{address}/office/")
    page.get_by_role("link", name="View as").click()
    page.get_by_label("Ferry Cabin").check()
    page.get_by_label("Email address of the person").fill("anna@sea.example")
    page.get_by_role("button", name="View the portal").click()


@pytest.mark.parametrize("size", SIZES)
def test_accessible_and_within_the_policy(
    calm: Ferry, browser: Browser, address: str, checkers: Checkers, size: str
) -> None:
    width, height = SIZES[size]
    context = browser.new_context(viewport={"width": width, "height": height})
    visit = log_in(context.new_page(), address)
    problems: list[str] = []
    visit.on("console", lambda message: problems.append(message.text) if "policy" in message.text.lower() else None)

    def check() -> None:
        problems.extend(checkers.accessibility(visit))
        if visit.evaluate("document.documentElement.scrollWidth > innerWidth"):
            problems.append(f"{visit.url} scrolls sideways")

    for path in (page(calm), page(calm) + ANNA, f"{page(calm)}?portal=cabin", "/office/view-as"):
        visit.goto(address + path)
        check()
    look(visit, address)
    for path in ("/cabin/", "/cabin/passages/", "/cabin/passages/new", "/cabin/passages/1", "/cabin/view-as/end"):
        visit.goto(address + path)
        expect(visit.get_by_text("Nothing can be changed.")).to_be_visible()
        check()
    context.close()
    assert problems == []


def test_the_whole_way_without_scripts(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    visit = log_in(context.new_page(), address)
    look(visit, address)
    expect(visit.get_by_text("You are looking at Ferry Cabin as anna@sea.example.")).to_be_visible()
    visit.get_by_role("complementary").get_by_role("link", name="End this view").click()
    visit.get_by_role("button", name="End this view").click()
    expect(visit.get_by_role("heading", name="View a portal as somebody else")).to_be_visible()
    expect(visit.get_by_role("row", name="Mia anna@sea.example Ferry Cabin").first).to_be_visible()
    context.close()


def test_valid_html(calm: Ferry, checkers: Checkers, tmp_path: Path) -> None:
    master = calm.master()
    sources = {
        "asked": master.get(page(calm)).text,
        "answered": master.get(page(calm) + ANNA).text,
        "wrong": master.get(f"{page(calm)}?portal=cabin").text,
        "detail": master.get(page(calm).removesuffix("/access")).text,
    }
    master.look()
    sources |= {
        "choose": master.get("/office/view-as").text,
        "view": master.get("/cabin/").text,
        "end": master.get("/cabin/view-as/end").text,
        "refused": master.post("/cabin/passages/new").text,
    }
    assert checkers.html(sources, tmp_path) == []
