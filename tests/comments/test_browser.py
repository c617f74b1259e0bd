"""Threads in a browser: accessible on a phone and at a desk, and used without scripts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.comments.spoke import Spoke
from tests.pages.checkers import Checkers, installed

PHONE, DESK = (320, 640), (1280, 800)


@pytest.fixture(scope="module")
def checkers(pytestconfig: pytest.Config) -> Checkers:
    return installed(Path(pytestconfig.cache.mkdir("page-checkers")))


@contextmanager
def signed_in(spoke: Spoke, browser: Browser, size: tuple[int, int], *, scripts: bool = True) -> Iterator[Page]:
    """Mo."""
    width, height = size
    context = browser.new_context(viewport={"width": width, "height": height}, java_script_enabled=scripts)
    page, account = context.new_page(), next(each for each in spoke.place.accounts() if each.name == "Mo")
    page.goto(f"{account.url}login")
    page.get_by_label("Email").fill(account.email)
    page.get_by_label("Password").fill(account.password)
    page.get_by_role("button", name="Sign in").click()
    yield page
    context.close()


def blue(spoke: Spoke) -> str:
    [found] = [each["id"] for each in spoke.rows("repair") if each["bicycle"] == "Blue tourer"]
    return f"{spoke.place.url}/workshop/repairs/{found}"


@pytest.mark.parametrize("size", [PHONE, DESK])
def test_every_page_of_a_comment_is_accessible(
    spoke_on_sqlite: Spoke, browser: Browser, checkers: Checkers, size: tuple[int, int]
) -> None:
    problems = []
    with signed_in(spoke_on_sqlite, browser, size) as page:
        for path in ("", "/comment", "/note", "/do/ask", "/history"):
            page.goto(f"{blue(spoke_on_sqlite)}{path}")
            problems += checkers.accessibility(page)
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                problems.append(f"{path} scrolls sideways")
        page.goto(f"{blue(spoke_on_sqlite)}/note")
        page.get_by_role("button", name="Add internal note").click()
        assert page.title().startswith("Error: ")
        problems += checkers.accessibility(page)
    assert problems == []


def test_the_markup_is_valid(spoke_on_sqlite: Spoke, checkers: Checkers, tmp_path: Path) -> None:
    paths = {"detail": "", "comment": "/comment", "note": "/note", "move": "/do/ask"}
    path = blue(spoke_on_sqlite).partition("/workshop")[2]
    sources = {name: spoke_on_sqlite["mo"].get(f"{path}{end}").text for name, end in paths.items()}
    assert checkers.html(sources, tmp_path) == []


def test_a_comment_without_scripts_on_a_phone(spoke_on_sqlite: Spoke, browser: Browser) -> None:
    repair = spoke_on_sqlite.bring("By phone")
    with signed_in(spoke_on_sqlite, browser, PHONE, scripts=False) as page:
        page.goto(f"{spoke_on_sqlite.place.url}/workshop/repairs/{repair}")
        comments = page.get_by_role("region", name="Comments")
        comments.get_by_label("Comment").fill("Said by phone")
        comments.get_by_role("button", name="Tell somebody about it").click()
        assert page.get_by_label("Comment").input_value() == "Said by phone"
        page.get_by_role("group", name="Tell (Mechanic)").get_by_label("Lee").check()
        page.get_by_role("button", name="Add comment").click()
        entry = page.get_by_role("region", name="Comments").get_by_role("listitem")
        assert "Said by phone" in entry.inner_text()
        assert "Told: Lee" in entry.inner_text()
        page.get_by_role("button", name="Stop watching").click()
        page.get_by_role("button", name="Watch", exact=True).wait_for()
        page.get_by_role("link", name="Write an internal note").click()
        page.get_by_label("Internal note").fill("For us")
        page.get_by_role("button", name="Add internal note").click()
        assert "For us" in page.get_by_role("region", name="Internal notes").inner_text()
