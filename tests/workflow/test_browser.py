"""Moves in a browser: without scripts, on a phone and at a desk, by a double click."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.pages.checkers import Checkers
from tests.workflow.kiln import Kiln

PHONE, DESK = (320, 640), (1280, 800)


@pytest.fixture
def kiln(kiln_on_sqlite: Kiln) -> Kiln:
    kiln_on_sqlite.restore()
    return kiln_on_sqlite


@contextmanager
def signed_in(kiln: Kiln, browser: Browser, size: tuple[int, int], *, scripts: bool = True) -> Iterator[Page]:
    """Max."""
    width, height = size
    context = browser.new_context(viewport={"width": width, "height": height}, java_script_enabled=scripts)
    page, account = context.new_page(), kiln.account("max")
    page.goto(f"{account.url}login")
    page.get_by_label("Email").fill(account.email)
    page.get_by_label("Password").fill(account.password)
    page.get_by_role("button", name="Sign in").click()
    yield page
    context.close()


@pytest.fixture
def keeper(kiln: Kiln, browser: Browser) -> Iterator[Page]:
    with signed_in(kiln, browser, DESK) as page:
        yield page


@pytest.mark.parametrize("size", [PHONE, DESK])
def test_every_page_of_a_move_is_accessible(
    kiln: Kiln, browser: Browser, checkers: Checkers, size: tuple[int, int]
) -> None:
    staff, problems = kiln.account("max").url, []
    bowls, mugs = kiln.id("Bowls"), kiln.id("Mugs")
    with signed_in(kiln, browser, size) as page:
        for path in (f"{bowls}", f"{bowls}/do/accept", f"{mugs}/do/fire", f"{mugs}/do/accept", f"{bowls}/do/decline"):
            page.goto(f"{staff}firings/{path}")
            problems += checkers.accessibility(page)
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                problems.append(f"{path} scrolls sideways")
        page.get_by_role("button", name="Decline").click()
        assert page.title().startswith("Error: ")
        problems += checkers.accessibility(page)
    assert problems == []


def test_the_markup_is_valid(kiln: Kiln, checkers: Checkers, tmp_path: Path) -> None:
    bowls = kiln.id("Bowls")
    paths = {"detail": f"{bowls}", "move": f"{bowls}/do/decline", "not-now": f"{bowls}/do/fire"}
    sources = {name: kiln["max"].get(f"/firings/{path}").text for name, path in paths.items()}
    assert checkers.html(sources, tmp_path) == []


def test_moves_without_scripts_on_a_phone(kiln: Kiln, browser: Browser) -> None:
    with signed_in(kiln, browser, PHONE, scripts=False) as page:
        page.goto(f"{kiln.account('max').url}firings/{kiln.id('Bowls')}")
        steps = page.get_by_role("region", name="How far it is").get_by_role("listitem")
        states = ["Asked for", "In the plan", "In the kiln", "Fired", "Collected", "Declined"]
        assert steps.all_inner_texts() == states
        assert page.locator('[aria-current="step"]').inner_text() == "Asked for"
        page.get_by_role("button", name="Accept").click()
        assert page.get_by_role("status").inner_text() == "“Accept” is done."
        assert page.locator('[aria-current="step"]').inner_text() == "In the plan"
        page.get_by_role("link", name="Decline").click()
        page.get_by_role("button", name="Decline").click()
        page.get_by_role("link", name="Enter a why not").click()
        page.get_by_label("Why not").fill("No room")
        page.get_by_role("button", name="Decline").click()
        assert page.get_by_role("status").inner_text() == "The member is told why."
        assert page.get_by_role("button", name="Accept").count() == 0


def test_a_double_click_moves_once_and_shows_the_record(kiln: Kiln, keeper: Page) -> None:
    bowls = kiln.id("Bowls")
    keeper.goto(f"{kiln.account('max').url}firings/{bowls}")
    keeper.get_by_role("button", name="Accept").dblclick(no_wait_after=True)
    keeper.get_by_role("status").wait_for()
    assert keeper.locator('[aria-current="step"]').inner_text() == "In the plan"
    assert kiln.history(bowls) == [("move", "accept")]


def test_a_file_that_a_move_needs_is_kept_while_the_rest_is_mended(kiln: Kiln, keeper: Page, tmp_path: Path) -> None:
    mugs = kiln.id("Mugs")
    (tmp_path / "chart.txt").write_text("900, 1100, 1240")
    keeper.goto(f"{kiln.account('max').url}firings/{mugs}/do/fire")
    keeper.get_by_label("Temperature reached").fill("1500")
    keeper.get_by_label("Firing chart").set_input_files(tmp_path / "chart.txt")
    keeper.get_by_role("button", name="Light the kiln").click()
    expect(keeper.get_by_role("link", name="No kiln here gets so hot.")).to_be_visible()
    keeper.get_by_label("Temperature reached").fill("1240")
    keeper.get_by_role("button", name="Light the kiln").click()
    assert keeper.get_by_role("status").inner_text() == "“Light the kiln” is done."
    expect(keeper.get_by_role("link", name="chart.txt")).to_be_visible()


def test_what_somebody_else_changed_meanwhile_is_shown_beside(kiln: Kiln, keeper: Page, checkers: Checkers) -> None:
    bowls = kiln.id("Bowls")
    kiln.set("firing", bowls, reason="Perhaps")
    keeper.goto(f"{kiln.account('max').url}firings/{bowls}/do/decline")
    keeper.get_by_label("Why not").fill("Too wet")
    kiln.set("firing", bowls, reason="No room", revision=2)
    keeper.get_by_role("button", name="Decline").click()
    assert keeper.get_by_role("row").filter(has_text="Too wet").inner_text().count("No room") == 1
    assert checkers.accessibility(keeper) == []
    keeper.get_by_role("button", name="Decline").click()
    keeper.get_by_role("status").wait_for()
    assert kiln.row("firing", bowls)["reason"] == "Too wet"
    keeper.goto(f"{kiln.account('max').url}firings/{kiln.id('Tiles')}")
    kiln.set("firing", kiln.id("Tiles"), pots=10, revision=2)
    keeper.reload()
    kiln.set("firing", kiln.id("Tiles"), title="Roof tiles", revision=3)
    keeper.get_by_role("button", name="Load").click()
    words = "Somebody changed this firing meanwhile. Look at it again before you go on."
    expect(keeper.get_by_role("alert").get_by_text(words)).to_be_visible()
    assert checkers.accessibility(keeper) == []
    keeper.get_by_role("button", name="Load").click()
    keeper.get_by_role("status").wait_for()
    assert kiln.state("Roof tiles") == "loaded"
