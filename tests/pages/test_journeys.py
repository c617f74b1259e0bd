"""Whole ways through the pages in a browser, with scripts and without."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.pages.conftest import Courier, log_in


@pytest.mark.parametrize("scripts", [True, False])
def test_send_follow_change_and_delete(courier: Courier, browser: Browser, tmp_path: Path, scripts: bool) -> None:
    paper = tmp_path / "invoice.txt"
    paper.write_text("12 flasks")
    context = browser.new_context(java_script_enabled=scripts, accept_downloads=True)
    page = log_in(context.new_page(), courier)
    page.get_by_role("link", name="New consignment").first.click()
    page.get_by_label("Subject").fill("Flasks for Oslo")
    page.get_by_role("button", name="Send consignment").last.click()
    assert page.get_by_role("alert").get_by_role("link").all_inner_texts() == [
        "Choose a depot",
        "Choose a service",
        "Enter boxes",
    ]
    page.get_by_label("Depot").select_option("Depot Bremen")
    page.get_by_label("Overnight").check()
    page.get_by_label("Boxes").fill("12")
    page.get_by_label("Customs papers").set_input_files(paper)
    page.get_by_role("button", name="Send consignment").last.click()
    assert page.get_by_role("heading", level=1).inner_text() == "We have your consignment"
    reference = page.locator(".reference").inner_text()

    page.get_by_role("link", name="All consignments").click()
    page.get_by_role("searchbox").fill(reference)
    page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name=reference).click()
    with page.expect_download() as download:
        page.get_by_role("link", name="invoice.txt").click()
    assert download.value.path().read_text() == "12 flasks"

    page.get_by_role("link", name="Change subject").click()
    page.get_by_label("Subject").fill("Flasks for Bergen")
    page.get_by_role("button", name="Save changes").last.click()
    assert page.get_by_role("heading", level=1).inner_text() == f"{reference} Flasks for Bergen"
    page.get_by_role("link", name="Delete").click()
    page.get_by_role("button", name="Delete consignment").click()
    assert page.get_by_role("heading", level=1).inner_text() == "The consignment has been deleted"
    context.close()


def test_questions_follow_the_answers(courier: Courier, browser: Browser) -> None:
    page = log_in(browser.new_context().new_page(), courier)
    page.goto(f"{courier.address}/ship/consignments/new")
    page.get_by_label("Subject").fill("Kept")
    expect(page.get_by_label("Closing time")).not_to_be_visible()
    expect(page.get_by_role("button", name="Update questions")).not_to_be_visible()
    page.get_by_label("Overnight").check()
    page.get_by_label("Closing time").wait_for(state="visible")
    page.get_by_label("Same day").check()
    page.get_by_label("Closing time").wait_for(state="hidden")
    assert page.get_by_label("Subject").input_value() == "Kept"
    page.context.close()


def test_questions_follow_the_answers_without_scripts(desk: Page, courier: Courier) -> None:
    desk.goto(f"{courier.address}/ship/consignments/new")
    expect(desk.get_by_text("Not needed with your present answers.")).to_be_visible()
    desk.get_by_label("Overnight").check()
    desk.get_by_label("Subject").fill("Kept")
    desk.get_by_role("button", name="Update questions and choices").click()
    expect(desk.get_by_text("Not needed with your present answers.")).not_to_be_visible()
    assert desk.get_by_label("Subject").input_value() == "Kept"
    expect(desk.get_by_role("alert")).not_to_be_visible()


def test_enter_saves_the_form(desk: Page, courier: Courier) -> None:
    """The first button of a form is what Enter presses; it must not be one that updates it or searches."""
    desk.goto(f"{courier.address}/ship/consignments/new")
    desk.get_by_label("Subject").press("Enter")
    assert desk.title().startswith("Error: ")


def test_the_phone_menu_opens_without_scripts(courier: Courier, browser: Browser) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, java_script_enabled=False)
    page = log_in(context.new_page(), courier)
    entry = page.locator("nav").get_by_text("All my consignments")
    expect(entry).not_to_be_visible()
    page.get_by_text("Menu", exact=True).click()
    entry.click()
    assert page.url.endswith("/ship/consignments/")
    context.close()


def test_hostile_text_stays_text(courier: Courier, browser: Browser) -> None:
    hostile = "<img src=x onerror=alert(1)>\"'><script>alert(1)</script>[x](javascript:alert(1))"
    record = courier.consignment(
        state="new", number="CON-6666", subject=hostile[:80], story=hostile, instructions=hostile, from_address=hostile
    )
    page = log_in(browser.new_context().new_page(), courier)
    alarms: list[str] = []
    page.on("dialog", lambda dialog: alarms.append(dialog.message) or dialog.dismiss())
    page.on("console", lambda message: alarms.append(message.text))
    for path in ("", "/edit", "/delete", "/received"):
        page.goto(f"{courier.address}/ship/consignments/{record}{path}")
    page.goto(f"{courier.address}/ship/consignments/?q=CON-6666")
    page.context.close()
    assert alarms == []
