"""From the login to a sent ticket with nothing but the keyboard: Tab, Enter, Space, arrows, and letters to type."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.journeys.house import House
from tests.sites.place import Account

LOG = {"name": "keyboard.log", "mimeType": "text/plain", "buffer": b"no mouse was moved\n"}
SUBJECT = "Sent by keyboard"
MOST_STOPS = 40
RING = "each => { const style = getComputedStyle(each); return style.outlineStyle + style.boxShadow }"


@pytest.fixture
def customer(house: House) -> Account:
    return next(iter(house.companies().values()))[0]


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    made = context.new_page()
    made.on("filechooser", lambda _chooser: None)  # from now on, since the browser takes a while to report them
    yield made


def test_a_ticket_by_keyboard(page: Page, customer: Account, house: House) -> None:
    page.goto(customer.url)
    skip_to_main(page)
    enter(page, page.get_by_label("Email address"), customer.email)
    enter(page, page.get_by_label("Password", exact=True), customer.password)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Welcome")
    expect(page).to_have_url(f"{customer.url}#main")  # so the login leads on to where the link had led
    go_to(page, page.get_by_role("link", name="New support ticket"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("New support ticket")
    skip_to_main(page)
    fill_in(page)
    go_to(page, page.get_by_role("button", name="Send support ticket").last)
    page.keyboard.press("Space")
    expect(page.locator(".reference")).to_be_visible()
    [row] = house.ask(
        "SELECT number, severity, portal_file.name FROM ticket JOIN portal_file ON record_id = ticket.id"
        " WHERE subject = ?",
        SUBJECT,
    )
    assert row == (page.locator(".reference").inner_text(), "critical", LOG["name"])


def fill_in(page: Page) -> None:
    """The questions in their order; that of the telephone number comes up with the severity."""
    go_to(page, page.get_by_label("Product"))
    page.keyboard.press("ArrowDown")
    expect(page.get_by_label("Product")).not_to_have_value("")
    enter(page, page.get_by_label("Subject"), SUBJECT)
    enter(page, page.get_by_label("What happened?"), "It hums.")
    go_to(page, page.get_by_label("Normal", exact=True))
    for _ in range(2):
        page.keyboard.press("ArrowDown")
    expect(page.get_by_label("Critical", exact=True)).to_be_checked()
    expect(page.get_by_label("Phone number")).to_be_visible()
    enter(page, page.get_by_label("Phone number"), "020 7946 0018")
    go_to(page, page.get_by_label("Attachments"))
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("Space")
    chooser.value.set_files([LOG])  # type: ignore[list-item]


def skip_to_main(page: Page) -> None:
    """By the first stop of the page."""
    page.keyboard.press("Tab")
    link = page.get_by_role("link", name="Skip to main content")
    expect(link).to_be_focused()
    expect(link).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def enter(page: Page, wanted: Locator, text: str) -> None:
    go_to(page, wanted)
    page.keyboard.type(text)
    expect(wanted).to_have_value(text)


def go_to(page: Page, wanted: Locator) -> None:
    """By Tab alone; where the keyboard is shows everywhere on the way."""
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        focused = page.locator(":focus")
        assert focused.evaluate(RING) != "nonenone", f"{focused.evaluate('each => each.outerHTML')} shows no focus"
        if wanted.evaluate("each => each === document.activeElement"):
            return
    raise AssertionError(f"{MOST_STOPS} stops did not lead to {wanted}")
