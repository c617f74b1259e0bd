"""What holds on every page: accessible, valid, small, within the strict policy, usable at 320 px wide."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.pages.checkers import Checkers
from tests.pages.conftest import Courier, log_in


@pytest.fixture(scope="module")
def addresses(courier: Courier) -> dict[str, str]:
    new, old = courier.consignment(state="new", number="CON-9001"), courier.consignment(state="held", number="CON-9002")
    return {
        "home": "/",
        "list": "/consignments/",
        "sorted": "/consignments/?_sort=-worth&_page=2&state=new&_size=5",
        "nothing": "/consignments/?q=zebra",
        "nobody": "/shippers/",
        "filter": "/consignments/filter?state=new",
        "detail": f"/consignments/{old}",
        "changeable": f"/consignments/{new}",
        "new": "/consignments/new",
        "edit": f"/consignments/{new}/edit",
        "choose": "/consignments/new?_choose=depot",
        "delete": f"/consignments/{new}/delete",
        "received": f"/consignments/{new}/received",
        "deleted": "/consignments/deleted",
        "missing": "/consignments/1",
        "wrong": "/consignments/?colour=red",
        "login": "/login",
    }


@pytest.fixture(scope="module", params=["desktop", "phone"])
def visit(request: pytest.FixtureRequest, courier: Courier, browser: Browser) -> Iterator[Page]:
    size = {"desktop": (1366, 768), "phone": (320, 640)}[request.param]
    context = browser.new_context(viewport={"width": size[0], "height": size[1]})
    yield log_in(context.new_page(), courier)
    context.close()


def test_accessible_and_within_the_policy(
    courier: Courier, addresses: dict[str, str], visit: Page, checkers: Checkers
) -> None:
    problems: list[str] = []
    visit.on("console", lambda message: problems.append(message.text) if "policy" in message.text.lower() else None)
    for path in addresses.values():
        visit.goto(f"{courier.address}/ship{path}")
        problems += checkers.accessibility(visit)
        if visit.evaluate("document.documentElement.scrollWidth > innerWidth"):
            problems.append(f"{path} scrolls sideways")
    assert problems == []


def test_accessible_after_a_failed_form(courier: Courier, visit: Page, checkers: Checkers) -> None:
    visit.goto(f"{courier.address}/ship/consignments/new")
    visit.get_by_label("Boxes").fill("many")
    visit.get_by_role("button", name="Send consignment").last.click()
    expect(visit).to_have_title(re.compile("^Error: "))
    expect(visit.locator(".error-summary")).to_be_focused()
    assert checkers.accessibility(visit) == []
    visit.get_by_role("link", name="Boxes must be a number").click()
    expect(visit.locator("#boxes")).to_be_focused()


def test_accessible_in_a_bright_colour(courier: Courier, browser: Browser, checkers: Checkers) -> None:
    """The office's yellow carries dark words."""
    page = log_in(browser.new_context().new_page(), courier, "office")
    problems = checkers.accessibility(page)
    for path in ("/consignments/", "/depots/new"):
        page.goto(f"{courier.address}/office{path}")
        problems += checkers.accessibility(page)
    page.context.close()
    assert problems == []


def test_valid_html(courier: Courier, addresses: dict[str, str], checkers: Checkers, tmp_path: Path) -> None:
    ada = courier.visitor()
    sources = {name: ada.get(path).text for name, path in addresses.items() if name != "login"}
    sources["failed"] = ada.submit("/consignments/new", {"boxes": "many"}).text
    assert checkers.html(sources, tmp_path) == []


@pytest.mark.parametrize("path", ["/consignments/", "/consignments/new"])
def test_few_requests_and_bytes(courier: Courier, browser: Browser, path: str) -> None:
    page = log_in(browser.new_context().new_page(), courier)
    page.goto("about:blank")
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.clearBrowserCache")
    asked: list[str] = []
    sizes: list[float] = []
    session.on("Network.requestWillBeSent", lambda event: asked.append(event["request"]["url"]))
    session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    page.goto(f"{courier.address}/ship{path}", wait_until="networkidle")
    page.context.close()
    assert 3 <= len([url for url in asked if url.startswith("http")]) <= 6
    assert sum(sizes) <= 60 * 1024


def test_home_fits_a_desktop_screen(courier: Courier, browser: Browser) -> None:
    context = browser.new_context(viewport={"width": 1366, "height": 768})
    page = log_in(context.new_page(), courier)
    assert page.evaluate("document.documentElement.scrollHeight") <= 768
    context.close()


def test_first_tab_stop_skips_to_the_content(courier: Courier, visit: Page) -> None:
    visit.goto(f"{courier.address}/ship/consignments/")
    visit.keyboard.press("Tab")
    assert visit.evaluate("document.activeElement.textContent") == "Skip to main content"
    assert visit.evaluate("document.activeElement.getBoundingClientRect().top") >= 0
    visit.keyboard.press("Enter")
    assert visit.evaluate("document.activeElement.id") == "main"


def test_print_leaves_menus_and_buttons_out(courier: Courier, addresses: dict[str, str], visit: Page) -> None:
    visit.goto(f"{courier.address}/ship{addresses['changeable']}")
    visit.emulate_media(media="print")
    expect(visit.get_by_role("heading", level=1)).to_be_visible()
    assert not visit.locator(".menu-bar, .actions, .change").filter(visible=True).count()
    visit.emulate_media(media="screen")
