"""The main job: a customer opens a ticket for a product that the company bought, with a log file, and follows it.

Colleagues and staff see it too; for people of another company it is as if it did not exist.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import APIResponse, Browser, BrowserContext, Page, expect

from tests.journeys.house import ROOTS, House, sign_in, texts
from tests.sites.place import Account

LOG_NAME = "Drucker Größe 4.log"
LOG = b"10:42:07 head 71 C, limit 70 C\r\n10:42:08 paused\r\n" + bytes(range(256))
DETAILS = "It prints **50 labels**, waits a minute and goes on.\n\n- ribbon: new\n- room: 21 °C"


@dataclass(frozen=True, slots=True)
class Story:
    """A ticket that was opened through the pages, who did it, and where."""

    scripts: bool
    company: int
    customer: Account
    colleague: Account
    stranger: Account
    page: Page
    offered: tuple[str, ...]
    subject: str
    number: str
    ticket: int


@pytest.fixture(scope="module", params=[True, False], ids=["scripts", "no scripts"])
def story(request: pytest.FixtureRequest, house: House, browser: Browser) -> Iterator[Story]:
    (company, [customer, colleague, *_]), (_, [stranger, *_]) = list(house.companies().items())[:2]
    context = browser.new_context(java_script_enabled=request.param, accept_downloads=True)
    page = sign_in(context, customer)
    subject = f"Stops every few minutes, {'with' if request.param else 'without'} scripts"
    offered = open_ticket(house, page, company, subject)
    number = page.locator(".reference").inner_text()
    [[ticket]] = house.ask("SELECT id FROM ticket WHERE subject = ?", subject)
    yield Story(request.param, company, customer, colleague, stranger, page, offered, subject, number, int(ticket or 0))
    context.close()


@pytest.fixture
def alike(story: Story, browser: Browser) -> Iterator[BrowserContext]:
    """A browser of somebody else, with scripts or without as in the story."""
    opened = browser.new_context(java_script_enabled=story.scripts)
    yield opened
    opened.close()


def open_ticket(house: House, page: Page, company: int, subject: str) -> tuple[str, ...]:
    """From the home page to the confirmation; gives the products that the form offered."""
    page.get_by_role("link", name="New support ticket").click()
    product = page.get_by_label("Product")
    offered = tuple(texts(page, "#product option[value]:not([value=''])"))
    [[name, version], *_] = bought_with_versions(house, company)
    product.select_option(label=str(name))
    update = page.get_by_role("button", name="Update questions and choices")
    if update.is_visible():
        update.click()
    expect(page.locator("#release option", has_text=str(version))).to_be_attached()
    page.get_by_label("Version").select_option(label=str(version))
    page.get_by_label("Subject").fill(subject)
    page.get_by_label("What happened?").fill(DETAILS)
    page.get_by_label("High", exact=True).check()
    page.get_by_label("Attachments").set_input_files({"name": LOG_NAME, "mimeType": "text/plain", "buffer": LOG})
    page.get_by_role("button", name="Send support ticket").last.click()
    expect(page.locator(".reference")).to_be_visible()
    return offered


def bought_with_versions(house: House, company: int) -> list[tuple[str | int | None, ...]]:
    return house.ask(
        "SELECT product.name, release.name FROM product JOIN release ON release.product_id = product.id"
        " WHERE release.state IN ('supported', 'ended') AND product.state IN ('on_sale', 'discontinued')"
        " AND product.id IN (SELECT product_id FROM purchase WHERE account_id = ?) ORDER BY product.name, release.name",
        company,
    )


def test_the_form_offers_what_the_company_bought(story: Story, house: House) -> None:
    bought = house.ask(
        "SELECT DISTINCT name FROM product WHERE state IN ('on_sale', 'discontinued')"
        " AND id IN (SELECT product_id FROM purchase WHERE account_id = ?)",
        story.company,
    )
    [[known]] = house.ask("SELECT count(*) FROM product WHERE state IN ('on_sale', 'discontinued')")
    assert sorted(story.offered) == sorted(str(name) for [name] in bought)
    assert 0 < len(bought) < int(known or 0), "there is something that this company did not buy"


def test_the_ticket_is_stored_with_its_file_and_history(story: Story, house: House) -> None:
    [row] = house.ask(
        "SELECT number, account_id, details, severity, ticket.state, portal_account.email, product.name FROM ticket"
        " JOIN portal_account ON portal_account.person_id = ticket.contact_id AND portal = 'customer'"
        " JOIN product ON product.id = ticket.product_id WHERE ticket.id = ?",
        story.ticket,
    )
    assert row[:6] == (story.number, story.company, DETAILS, "high", "new", story.customer.email)
    assert row[6] in story.offered
    [[name, size, digest, stored]] = house.ask(
        "SELECT name, size, sha256, stored FROM portal_file WHERE record = 'ticket' AND record_id = ?", story.ticket
    )
    assert (name, size, digest) == (LOG_NAME, len(LOG), hashlib.sha256(LOG).hexdigest())
    assert next((house.place.var / "files").rglob(str(stored).rpartition("/")[2])).read_bytes() == LOG
    history = house.ask(
        "SELECT action, email FROM portal_history JOIN portal_account ON portal_account.id = account_id"
        " WHERE portal_history.record = 'ticket' AND record_id = ?",
        story.ticket,
    )
    assert history == [("create", story.customer.email)]


def test_the_customer_finds_it_in_the_list_and_downloads_the_file(story: Story) -> None:
    page = story.page
    page.goto(f"{story.customer.url}")
    page.get_by_role("link", name="My tickets").last.click()
    page.get_by_role("link", name=story.number).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"{story.subject} ({story.number})")
    expect(page.locator("main strong", has_text="50 labels")).to_be_visible()
    assert download(page) == LOG


def test_the_confirmation_can_be_opened_again(story: Story) -> None:
    story.page.goto(f"{story.customer.url}tickets/{story.ticket}/received")
    expect(story.page.locator(".reference")).to_have_text(story.number)


def test_a_colleague_sees_it(story: Story, alike: BrowserContext) -> None:
    page = sign_in(alike, story.colleague)
    page.goto(f"{story.colleague.url}tickets/?q={story.number}")
    page.get_by_role("link", name=story.number).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(story.subject)
    assert download(page) == LOG


def test_to_another_company_it_is_missing(story: Story, house: House, context: BrowserContext) -> None:
    """Every address of it answers with the very bytes of one that never existed."""
    page = sign_in(context, story.stranger)
    [[file]] = house.ask("SELECT id FROM portal_file WHERE record_id = ?", story.ticket)
    own, missing = own_ticket(house, story.stranger), story.ticket + 1
    assert not house.ask("SELECT 1 FROM ticket WHERE id = ?", missing)
    assert page.request.get(f"{story.stranger.url}tickets/{own}").status == 200, (
        "the stranger is at work here, with tickets of an own company"
    )
    root = f"{story.stranger.url}tickets"
    expected = whole(page.request.get(f"{root}/{missing}"))
    assert expected[0] == 404
    for path in ("", "/edit", "/delete", "/received", "/history", "/comment", "/do/cancel", f"/files/{file}/x.log"):
        assert whole(page.request.get(f"{root}/{story.ticket}{path}")) == expected, path
        assert whole(page.request.get(f"{root}/{missing}{path}")) == expected, path
    assert whole(page.request.get(f"{root}/{own}/files/{file}/x.log")) == expected
    page.goto(f"{root}/new")
    token = page.locator("form.sheet [name=csrf_token]").input_value()
    before = house.ask("SELECT revision, more_details FROM ticket WHERE id = ?", story.ticket)
    sent = {"csrf_token": token, "revision": str(before[0][0]), "more_details": "Planted", "text": "Planted"}
    for path in ("/edit", "/delete", "/comment", "/do/cancel"):
        assert whole(page.request.post(f"{root}/{story.ticket}{path}", form=sent)) == expected, path
        assert whole(page.request.post(f"{root}/{missing}{path}", form=sent)) == expected, path
    assert house.ask("SELECT revision, more_details FROM ticket WHERE id = ?", story.ticket) == before


def test_another_company_finds_no_trace_of_it(story: Story, house: House, context: BrowserContext) -> None:
    page = sign_in(context, story.stranger)
    [[own]] = house.ask(
        "SELECT count(*) FROM ticket WHERE account_id = (SELECT contact.account_id FROM contact"
        " JOIN portal_account ON person_id = contact.id WHERE portal = 'customer' AND portal_account.email = ?)",
        story.stranger.email,
    )
    page.goto(f"{story.stranger.url}tickets/")
    expect(page.locator("p.count")).to_have_text(f"{own} support tickets")
    for address in ("", f"tickets/?q={story.number}", "tickets/?q=every few minutes, with", "tickets.csv"):
        answer = page.request.get(story.stranger.url + address)
        assert answer.status == 200
        assert story.subject not in answer.text()
        assert str(story.ticket) not in answer.text()


@pytest.mark.parametrize("role", ["agent", "admin"])
def test_staff_see_it_and_all_others(role: str, story: Story, house: House, alike: BrowserContext) -> None:
    page = sign_in(alike, house.staff(role))
    root = house.url + ROOTS["staff"]
    [[every]] = house.ask("SELECT count(*) FROM ticket")
    page.goto(f"{root}/tickets/")
    expect(page.locator("p.count")).to_contain_text(f"{every} support tickets")
    page.get_by_label("Search support tickets").fill(story.number)
    page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name=story.number).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"{story.number} {story.subject} (High)")
    assert download(page) == LOG


def test_human_resources_see_no_tickets(story: Story, house: House, context: BrowserContext) -> None:
    page = sign_in(context, house.staff("hr"))
    root = house.url + ROOTS["staff"]
    nothing = whole(page.request.get(f"{root}/nothing/"))
    assert nothing[0] == 404
    for path in ("tickets/", "tickets.csv", "tickets/new", f"tickets/{story.ticket}", "tickets/1"):
        assert whole(page.request.get(f"{root}/{path}")) == nothing, path


def download(page: Page) -> bytes:
    with page.expect_download() as waiting:
        page.get_by_role("link", name=LOG_NAME).click()
    assert waiting.value.suggested_filename == LOG_NAME
    return waiting.value.path().read_bytes()


def own_ticket(house: House, account: Account) -> int:
    [[ticket], *_] = house.ask(
        "SELECT ticket.id FROM ticket JOIN contact ON contact.account_id = ticket.account_id"
        " JOIN portal_account ON person_id = contact.id WHERE portal = 'customer' AND portal_account.email = ?",
        account.email,
    )
    return int(ticket or 0)


def whole(answer: APIResponse) -> tuple[int, list[tuple[str, str]], bytes]:
    """Everything of an answer but its date."""
    headers = [(each["name"].lower(), each["value"]) for each in answer.headers_array]
    return answer.status, [each for each in headers if each[0] != "date"], answer.body()
