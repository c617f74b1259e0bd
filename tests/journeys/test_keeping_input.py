"""Nothing that was typed is lost: in a form that fails, and when the session or its token ended meanwhile."""

import secrets
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.journeys.house import House, fill_in_login, sign_in, texts
from tests.sites.place import Account

LOG = {"name": "kept.log", "mimeType": "text/plain", "buffer": b"sent only once\n"}
DETAILS = "First line\n\n<b>not bold</b> & \"quoted\" 'twice' \\ ünïcödé 標籤"
SEND = "Send support ticket"
TYPED = {"Subject": "  ", "What happened?": DETAILS, "Phone number": "ask Ann", "Day": "31", "Month": "Feb"}
MESSAGES = {
    "Choose a product": "product",
    "Enter a subject": "subject",
    "First seen must include a year and a time": "occurred-year",
    "Enter phone number with its area code, like 020 7946 0018 or +44 20 7946 0018": "phone",
}


@pytest.fixture
def people(house: House) -> list[Account]:
    """Colleagues."""
    return next(iter(house.companies().values()))


@pytest.fixture
def customer(people: list[Account]) -> Account:
    return people[0]


def test_a_form_that_fails_keeps_every_value_and_shows_every_message(
    either: BrowserContext, customer: Account, house: House
) -> None:
    page = sign_in(either, customer)
    page.goto(f"{customer.url}tickets/new")
    page.get_by_label("Critical", exact=True).check()
    update_questions(page)
    fill(page, TYPED)
    page.get_by_label("Attachments").set_input_files(LOG)  # type: ignore[arg-type]
    send(page)
    assert page.title().startswith("Error: ")
    assert_told(page, MESSAGES)
    assert_kept(page, TYPED)
    expect(page.get_by_label("Critical", exact=True)).to_be_checked()
    expect(page.get_by_text("kept.log (15 bytes) has arrived and will be sent along.")).to_be_visible()
    page.get_by_label("Product").select_option(index=1)
    mended = fresh("Mended at last")
    fill(page, {"Subject": mended, "Year": "2026", "Month": "January", "Time": "9.15", "Phone number": "020 7946 0018"})
    send(page)
    expect(page.locator(".reference")).to_be_visible()
    assert house.ask(
        "SELECT details, portal_file.name, occurred LIKE '2026-01-31%' FROM ticket"
        " JOIN portal_file ON record_id = ticket.id WHERE subject = ?",
        mended,
    ) == [(DETAILS, "kept.log", 1)]


def test_what_needs_the_database_is_told_along_with_the_rest(context: BrowserContext, customer: Account) -> None:
    """A form says all that is wrong at once: what a look at the answer tells, and what rules and limits say."""
    page = sign_in(context, customer)
    page.goto(f"{customer.url}tickets/new")
    page.get_by_label("Critical", exact=True).check()
    update_questions(page)
    page.get_by_label("Product").select_option(index=1)
    fill(page, {"What happened?": "It hums", "Day": "1", "Month": "1", "Year": "2199", "Time": "10:00"})
    send(page)
    told = texts(page, ".error-summary li")
    assert told[0] == "Enter a subject"
    assert told[1].startswith("Enter first seen as ")
    assert told[1].endswith(" or earlier")
    assert told[2:] == ["Enter a phone number"]


def end_sessions(house: House, page: Page, account: Account) -> None:
    [[owner]] = house.ask("SELECT id FROM portal_account WHERE portal = ? AND email = ?", account.portal, account.email)
    assert house.change("DELETE FROM portal_session WHERE account_id = ?", int(owner or 0)) > 0


def expire_sessions(house: House, page: Page, account: Account) -> None:
    """Their time is over, as after an hour of typing."""
    assert house.change("UPDATE portal_session SET seen = '2020-01-01 00:00:00.000000'") > 0


def lose_cookies(house: House, page: Page, account: Account) -> None:
    page.context.clear_cookies()


@pytest.mark.parametrize(
    ("end", "scripts"), [(end_sessions, True), (end_sessions, False), (expire_sessions, False), (lose_cookies, True)]
)
def test_after_a_session_ended_the_form_is_filled_again(
    end: Callable[[House, Page, Account], None], scripts: bool, browser: Browser, customer: Account, house: House
) -> None:
    context = browser.new_context(java_script_enabled=scripts)
    page = sign_in(context, customer)
    subject = fresh("Typed for an hour")
    type_ticket(page, customer, subject)
    end(house, page, customer)
    send(page)
    expect(page).to_have_title("Sign in - Brindlewick Support")
    assert not house.ask("SELECT 1 FROM ticket WHERE subject = ?", subject)
    fill_in_login(page, customer)
    assert_kept(page, {"Subject": subject, "What happened?": DETAILS})
    expect(page.get_by_label("High", exact=True)).to_be_checked()
    expect(page.locator(".error-summary")).to_have_count(0)
    expect(page.get_by_role("status")).to_contain_text("Choose your files again.")
    assert "Typed" not in page.url, "the address holds nothing that was typed"
    send(page)
    expect(page.locator(".reference")).to_be_visible()
    assert house.ask("SELECT details, severity FROM ticket WHERE subject = ?", subject) == [(DETAILS, "high")]
    context.close()


@pytest.mark.parametrize("end", [end_sessions, expire_sessions])
def test_somebody_else_does_not_get_the_form(
    end: Callable[[House, Page, Account], None], context: BrowserContext, people: list[Account], house: House
) -> None:
    page = sign_in(context, people[0])
    type_ticket(page, people[0], "Not for others' eyes")
    end(house, page, people[0])
    send(page)
    fill_in_login(page, people[1])
    expect(page.get_by_label("Subject")).to_have_value("")
    expect(page.get_by_label("What happened?")).to_have_value("")


def test_a_form_of_an_earlier_session_is_shown_again(either: BrowserContext, customer: Account, house: House) -> None:
    """Its token is no longer right: in another tab the person signed out and in again."""
    page = sign_in(either, customer)
    subject = fresh("Two tabs")
    type_ticket(page, customer, subject)
    other = either.new_page()
    other.goto(f"{customer.url}logout")
    other.get_by_role("button", name="Sign out").click()
    fill_in_login(other, customer)
    send(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("New support ticket")
    assert_kept(page, {"Subject": subject, "What happened?": DETAILS})
    assert not house.ask("SELECT 1 FROM ticket WHERE subject = ?", subject), "a wrong token changes nothing"
    send(page)
    expect(page.locator(".reference")).to_be_visible()
    assert len(house.ask("SELECT 1 FROM ticket WHERE subject = ?", subject)) == 1


def test_a_change_is_kept_over_the_login(context: BrowserContext, customer: Account, house: House) -> None:
    page = sign_in(context, customer)
    type_ticket(page, customer, "Before the change")
    send(page)
    [[ticket]] = house.ask("SELECT id FROM ticket WHERE subject = 'Before the change'")
    page.goto(f"{customer.url}tickets/{ticket}/edit")
    fill(page, {"What happened?": "After the change", "Further information (optional)": "More"})
    end_sessions(house, page, customer)
    page.get_by_role("button", name="Save changes").last.click()
    fill_in_login(page, customer)
    assert_kept(page, {"What happened?": "After the change", "Further information (optional)": "More"})
    page.get_by_role("button", name="Save changes").last.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Before the change")
    assert house.ask("SELECT details, more_details, revision FROM ticket WHERE id = ?", int(ticket or 0)) == [
        ("After the change", "More", 3)  # the second was the routing
    ]


def fresh(words: str) -> str:
    """A subject that no other ticket has."""
    return f"{words} {secrets.token_hex(4)}"


def type_ticket(page: Page, customer: Account, subject: str) -> None:
    page.goto(f"{customer.url}tickets/new")
    page.get_by_label("Product").select_option(index=1)
    fill(page, {"Subject": subject, "What happened?": DETAILS})
    page.get_by_label("High", exact=True).check()


def update_questions(page: Page) -> None:
    """With scripts this happens by itself."""
    button = page.get_by_role("button", name="Update questions and choices")
    if button.is_visible():
        button.click()
    expect(page.get_by_text("Not needed with your present answers.")).to_have_count(0)


def fill(page: Page, values: dict[str, str]) -> None:
    for label, value in values.items():
        answer(page, label).fill(value)


def send(page: Page) -> None:
    page.get_by_role("button", name=SEND).last.click()


def answer(page: Page, label: str) -> Locator:
    return page.get_by_label(label, exact=True)


def assert_kept(page: Page, values: dict[str, str]) -> None:
    for label, value in values.items():
        expect(answer(page, label)).to_have_value(value)


def assert_told(page: Page, messages: dict[str, str]) -> None:
    """In the summary, with links to the questions, and once more at each question."""
    assert texts(page, ".error-summary li") == list(messages)
    inline = texts(page, ".message")
    for message, place in messages.items():
        assert page.get_by_role("link", name=message).get_attribute("href") == f"#{place}"
        expect(page.locator(f"[id='{place}']")).to_be_visible()
        assert f"Error: {message}" in inline
