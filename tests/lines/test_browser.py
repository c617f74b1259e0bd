"""An order with its items in a browser: with scripts turned off, by keyboard, on a phone."""

from __future__ import annotations

from playwright.sync_api import Browser, expect

from tests.lines.bazaar import Bazaar


def test_an_order_without_scripts_on_a_phone(bazaar: Bazaar, browser: Browser) -> None:
    account = bazaar.account("ada")
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 800})
    page = context.new_page()
    page.goto(f"{account.url.rstrip('/')}/login")
    page.get_by_label("Email").fill(account.email)
    page.get_by_label("Password").fill(account.password)
    page.get_by_role("button", name="Sign in").click()
    page.goto(f"{account.url.rstrip('/')}/orders/new")
    page.get_by_label("Reference").fill("Winter garden")
    first = page.get_by_role("group", name="Item 1")
    first.get_by_label("Product").select_option(label="Rug")
    first.get_by_label("Quantity").fill("none")
    page.get_by_role("button", name="Add an item").click()
    expect(page.get_by_role("group", name="Item 4").get_by_label("Product")).to_be_visible()
    assert page.get_by_role("group", name="Item 1").get_by_label("Quantity").input_value() == "none"
    page.get_by_label("Reference").press("Enter")
    page.get_by_role("link", name="Item 1: Quantity must be a number, like 12").click()
    page.locator("#items-0-quantity").fill("3")
    page.get_by_role("button", name="Send order").click()
    page.get_by_role("link", name="Open the order").click()
    assert page.get_by_role("row").filter(has_text="Rug").inner_text().count("450.00") == 1
    page.get_by_role("link", name="Change items").click()
    assert page.url.endswith("/edit#items")
    page.get_by_role("group", name="Item 2").get_by_label("Product").select_option(label="Vase")
    page.get_by_role("group", name="Item 1").get_by_label("Remove Item 1").check()
    page.get_by_role("button", name="Save changes").click()
    assert bazaar.items(bazaar.order("Winter garden")) == [("Vase", 1)]
    page.wait_for_load_state()
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= 390
    context.close()
