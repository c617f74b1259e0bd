"""The charter: valid, accessible, the same bytes from the same specs, what is open to all first."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from generator.access.charter import render_charters
from generator.app import App
from tests.access.trade import ORDER, trade
from tests.pages.checkers import Checkers, installed

CATALOGUE = {ORDER: ("rows: firm == me.firm", "rows: public")}


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> App:
    return trade(tmp_path_factory.mktemp("trade"), CATALOGUE)


@pytest.fixture(scope="module")
def checkers(pytestconfig: pytest.Config) -> Checkers:
    return installed(Path(pytestconfig.cache.mkdir("page-checkers")))


@pytest.fixture
def paper(browser: Browser, app: App, tmp_path: Path) -> Iterator[Page]:
    """The page of the portal outside, as wide as paper."""
    (tmp_path / "customer.html").write_text(render_charters(app)["customer.html"], "utf-8")
    context = browser.new_context(viewport={"width": 700, "height": 1000}, java_script_enabled=True)
    page = context.new_page()
    page.goto(f"file://{tmp_path}/customer.html")
    yield page
    context.close()


def test_one_page_a_portal_the_same_each_time(app: App, tmp_path: Path) -> None:
    pages = render_charters(app)
    assert list(pages) == ["customer.html", "partner.html", "staff.html"]
    assert pages == render_charters(trade(tmp_path, CATALOGUE))
    assert not any("<script" in page or "http" in page for page in pages.values())


def test_valid(app: App, checkers: Checkers, tmp_path: Path) -> None:
    assert (
        checkers.html({name.removesuffix(".html"): page for name, page in render_charters(app).items()}, tmp_path) == []
    )


def test_accessible(paper: Page, checkers: Checkers) -> None:
    assert checkers.violations(paper) == []


def test_narrow_screens_do_not_scroll_sideways(paper: Page) -> None:
    paper.set_viewport_size({"width": 320, "height": 640})
    assert not paper.evaluate("document.documentElement.scrollWidth > innerWidth")


def test_what_it_says(paper: Page) -> None:
    headings = paper.locator("h2").all_inner_texts()
    assert headings == [
        "Open to everybody who logs in",
        "Single values of linked records",
        "What there is",
        "Buyers",
        "Firms",
        "Orders",
    ]
    assert paper.locator("h2 + ul").first.inner_text() == "Orders: Customers"
    assert "a buyer while it is active" in paper.locator("dl").inner_text()
    away = paper.get_by_role("table", name="Shown even where the linked record itself is not")
    assert away.locator("tbody").inner_text().split("\t") == ["Firms", "Looked after by: Name", "Customers", "always"]
    orders = paper.get_by_role("table", name="Orders: Customers").locator("tbody tr").all_inner_texts()
    assert [row.split("\t") for row in orders] == [
        ["See", "Every record"],
        ["Read", "Number, Subject, State, Due date", "always"],
        ["Enter when creating", "Subject, Due date", "always"],
        ["Change", "Subject, Due date", "while its state is New"],
    ]


def test_who_looks_at_it_and_what_a_form_tells(tmp_path: Path) -> None:
    changes = {
        "portals/staff.yaml": ("role: role\n", "role: role\n        view_as: [boss]\n        change: [boss]\n"),
        "records/buyer.yaml": ("when: this == me, fields: name", "when: this == me, fields: [name, email]"),
    }
    pages = render_charters(trade(tmp_path, changes))
    viewers = "<dt>Looked at as one of its people</dt><dd>by Staff with the role Boss, who come from Office</dd>"
    previews = "<dt>Previewed as one of its people</dt><dd>by Staff with the role Boss, who come from Office</dd>"
    assert all(viewers in page and previews in page for page in pages.values())
    changes_it = "<dt>May change the site</dt><dd>Staff with the role Boss</dd>"
    assert [name for name, page in pages.items() if changes_it in page] == ["staff.html"]
    told = '<tr><th scope="row">Buyers</th><td>Email</td><td>Customers</td></tr>'
    assert [name for name, page in pages.items() if "Values that a form tells to be taken" in page] == ["customer.html"]
    assert told in pages["customer.html"]


def test_nobody_looks_where_nobody_may(app: App) -> None:
    assert not any("Looked at" in page or "to be taken" in page for page in render_charters(app).values())


def test_it_prints(paper: Page) -> None:
    assert paper.pdf(prefer_css_page_size=True).startswith(b"%PDF")
