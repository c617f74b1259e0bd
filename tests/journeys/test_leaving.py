"""After signing out nothing gets back in: neither the Back button nor a cookie that somebody kept."""

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from tests.journeys.house import House, fill_in_login, sign_in
from tests.sites.place import Account


@pytest.fixture
def customer(house: House) -> Account:
    return next(iter(house.companies().values()))[0]


def test_back_shows_the_login(either: BrowserContext, customer: Account) -> None:
    page = sign_in(either, customer)
    page.goto(f"{customer.url}tickets/")
    number = page.locator("table.results tbody th").first.inner_text()
    page.get_by_role("link", name="Sign out").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page).to_have_title("Sign in - Brindlewick Support")
    for _ in range(2):
        page.go_back()
        expect(page).to_have_title("Sign in - Brindlewick Support")
        assert number not in page.content()


def test_a_kept_cookie_is_worth_nothing(
    browser: Browser, context: BrowserContext, customer: Account, house: House
) -> None:
    page = sign_in(context, customer)
    page.goto(f"{customer.url}tickets/new")
    token = page.locator("form.sheet [name=csrf_token]").input_value()
    kept = context.storage_state()
    page.goto(f"{customer.url}logout")
    page.get_by_role("button", name="Sign out").click()
    thief = browser.new_context(storage_state=kept)
    try:
        for path in ("", "tickets/", "tickets.csv", "tickets/new"):
            answer = thief.request.get(customer.url + path, max_redirects=0)
            assert answer.status == 303, path
            assert answer.headers["location"].startswith("/support/login"), path
        sent = {"csrf_token": token, "subject": "By a thief", "details": "-", "severity": "low"}
        answer = thief.request.post(f"{customer.url}tickets/new", form=sent, max_redirects=0)
        assert answer.headers["location"].startswith("/support/login")
    finally:
        thief.close()
    assert not house.ask("SELECT 1 FROM ticket WHERE subject = 'By a thief'")


def test_the_login_leads_back_to_what_was_asked_for(either: BrowserContext, customer: Account) -> None:
    page = either.new_page()
    page.goto(f"{customer.url}tickets/?_sort=subject")
    fill_in_login(page, customer)
    assert page.url == f"{customer.url}tickets/?_sort=subject"


def test_signing_out_of_one_portal_leaves_the_others(context: BrowserContext, customer: Account, house: House) -> None:
    """And a session of one portal is none in another."""
    sign_in(context, customer)
    office = sign_in(context, house.staff("agent"))
    office.goto(office.url.rstrip("/") + "/logout")
    office.get_by_role("button", name="Sign out").click()
    assert context.request.get(customer.url, max_redirects=0).status == 200
    assert context.request.get(f"{house.url}/office/", max_redirects=0).status == 303
    assert context.request.get(f"{house.url}/partners/", max_redirects=0).status == 303
