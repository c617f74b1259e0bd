"""Moves in a browser: without scripts, on a phone and at a desk, by a double click."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.pages.checkers import Checkers
from tests.workflow.kiln import Kiln

SIZES = {"phone": (320, 640), "desk": (1280, 800)}


@pytest.fixture
def kiln(kiln_on_sqlite: Kiln) -> Kiln:
    kiln_on_sqlite.restore()
    return kiln_on_sqlite


@pytest.fixture(params=list(SIZES))
def keeper(request: pytest.FixtureRequest, kiln: Kiln, browser: Browser) -> Iterator[Page]:
    """Max, signed in."""
    width, height = SIZES[request.param]
    context = browser.new_context(viewport={"width": width, "height": height}, java_script_enabled=True)
    page, account = context.new_page(), kiln.account("max")
    page.goto(f"{account.url}login")
    page.get_by_label("Email").fill(account.email)
    page.get_by_label("Password").fill(account.password)
    page.get_by_role("button", name="Sign in").click()
    yield page
    context.close()


def test_every_page_of_a_move_is_accessible(kiln: Kiln, keeper: Page, checkers: Checkers) -> None:
    staff, problems = kiln.account("max").url, []
    bowls, mugs = kiln.id("Bowls"), kiln.id("Mugs")
    for path in (f"{bowls}", f"{bowls}/do/accept", f"{bowls}/do/decline", f"{mugs}/do/fire", f"{mugs}/do/accept"):
        keeper.goto(f"{staff}firings/{path}")
        problems += checkers.accessibility(keeper)
        if keeper.evaluate("document.documentElement.scrollWidth > innerWidth"):
            problems.append(f"{path} scrolls sideways")
    assert problems == []


def test_a_move_from_its_button_to_its_message(kiln: Kiln, keeper: Page, checkers: Checkers, tmp_path: Path) -> None:
    keeper.goto(f"{kiln.account('max').url}firings/{kiln.id('Bowls')}")
    steps = keeper.get_by_role("region", name="How far it is").get_by_role("listitem")
    assert steps.all_inner_texts() == ["Asked for", "In the plan", "In the kiln", "Fired", "Collected", "Declined"]
    assert keeper.locator('[aria-current="step"]').inner_text() == "Asked for"
    keeper.get_by_role("button", name="Accept").click()
    assert keeper.get_by_role("status").inner_text() == "“Accept” is done."
    assert keeper.locator('[aria-current="step"]').inner_text() == "In the plan"
    assert checkers.accessibility(keeper) == []
    keeper.get_by_role("link", name="Decline").click()
    keeper.get_by_role("button", name="Decline").click()
    assert keeper.title().startswith("Error: ")
    assert checkers.accessibility(keeper) == []
    keeper.get_by_role("link", name="Enter a why not").click()
    keeper.keyboard.type("No room")
    keeper.get_by_role("button", name="Decline").click()
    assert keeper.get_by_role("status").inner_text() == "The member is told why."
    assert keeper.get_by_role("button", name="Accept").count() == 0
    sources = {"detail": keeper.content()}
    assert checkers.html(sources, tmp_path) == []


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
    assert keeper.get_by_role("link", name="No kiln here gets so hot.").is_visible()
    keeper.get_by_label("Temperature reached").fill("1240")
    keeper.get_by_role("button", name="Light the kiln").click()
    assert keeper.get_by_role("status").inner_text() == "“Light the kiln” is done."
    assert keeper.get_by_role("link", name="chart.txt").is_visible()


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
    assert kiln.row("firing", bowls)["reason"] == "Too wet"
    keeper.goto(f"{kiln.account('max').url}firings/{kiln.id('Tiles')}")
    kiln.set("firing", kiln.id("Tiles"), pots=10, revision=2)
    keeper.reload()
    kiln.set("firing", kiln.id("Tiles"), title="Roof tiles", revision=3)
    keeper.get_by_role("button", name="Load").click()
    words = "Somebody changed this firing meanwhile. Look at it again before you go on."
    assert keeper.get_by_role("alert").get_by_text(words).is_visible()
    assert checkers.accessibility(keeper) == []
    keeper.get_by_role("button", name="Load").click()
    assert kiln.state("Roof tiles") == "loaded"
