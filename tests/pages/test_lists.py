"""Lists: what the address says, how it is told, and the same list as a file."""

import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Page, expect
from python_calamine import CalamineWorkbook

from runtime.web.export_cells import harmless
from tests.pages.conftest import Courier
from tests.pages.visitor import Visitor


def rows(text: str) -> list[str]:
    return re.findall(r'<th scope="row"[^>]*><a href="[^"]+">([^<]+)</a>', text)


def test_a_list_is_a_table_with_words(ada: Visitor) -> None:
    text = ada.get("/consignments/?_sort=-worth&state=new&_size=10").text
    assert "<caption>All my consignments, sorted by declared value, highest first</caption>" in text
    assert re.search(r'<th scope="col" class="numeric" aria-sort="descending">', text)
    assert re.search(r'<p class="count">\d+ consignments</p>', text)
    assert "State: New" in text
    assert re.search(r'href="/ship/consignments/\?_sort=-worth&amp;_size=10">Remove', text)
    assert re.search(r"<title>All my consignments \(page 1 of \d\) - Swift Parcels for shippers</title>", text)


def test_paging_keeps_order_and_filters(ada: Visitor) -> None:
    first = ada.get("/consignments/?_sort=number&service=day&_size=5")
    following = re.search(r'href="/ship([^"]+)"[^>]*><span class="visually-hidden"></span>Next', first.text)
    assert following
    second = ada.get(following[1].replace("&amp;", "&"))
    assert rows(first.text) + rows(second.text) == sorted(rows(first.text) + rows(second.text))
    assert 'aria-current="page"><span class="visually-hidden">Page </span>2' in second.text
    assert "State: " not in second.text and "Service: Same day" in second.text


def test_a_page_past_the_end_leads_to_the_first(ada: Visitor) -> None:
    answer = ada.get("/consignments/?_page=30&_sort=number")
    assert (answer.status_code, answer.location) == (303, "/ship/consignments/?_sort=number")


@pytest.mark.parametrize(
    "query",
    [
        "colour=red",
        "shipper=1",
        "state=lost",
        "_sort=shipper",
        "_page=0",
        "_page=41",
        "_size=101",
        "_view=other",
        "_x=1",
        "q=a&q=b",
    ],
)
def test_unknown_and_forbidden_parameters_are_refused(ada: Visitor, query: str) -> None:
    for path in ("/consignments/", "/consignments.csv", "/consignments.xlsx"):
        if path.endswith("/") or not query.startswith(("_page", "_size")):
            assert ada.get(f"{path}?{query}").status_code == 400, path


def test_filters_by_days_and_by_linked_records(ada: Visitor) -> None:
    text = ada.get("/consignments/?ready_from=2026-05-01&ready_to=2026-05-31&_size=100").text
    assert set(re.findall(r'<td data-label="Ready date" class="short">\d+ (\w+)', text)) == {"May"}
    assert "Ready date from 2026-05-01" in text
    more = re.search(r'href="/ship(/consignments/filter[^"]*)">More filters', text)
    assert more
    page = ada.get(more[1].replace("&amp;", "&")).text
    depot = re.search(r'<option value="(\d+)">Depot Kassel', page)
    assert depot
    filtered = ada.get(f"/consignments/?depot={depot[1]}").text
    assert "Depot: Depot Kassel" in filtered
    assert f'<input type="hidden" name="depot" value="{depot[1]}">' in filtered, "it stays when others are chosen"
    assert re.search(r'<p class="count">2\d consignments</p>', filtered)


def test_a_filter_is_chosen_where_it_was_asked_for_and_nowhere_else(ada: Visitor) -> None:
    def chosen(query: str) -> list[str]:
        return re.findall(r'<option value="(\w*)" selected>', ada.get(f"/consignments/{query}").text)

    nothing = chosen("")
    assert set(nothing) == {""}
    assert [each for each in chosen("?state=new") if each] == ["new"]
    assert chosen("") == nothing


def test_empty_states_differ(courier: Courier, ada: Visitor) -> None:
    nothing = courier.visitor(email="bea@parcels.example").get("/consignments/").text
    assert "There are no consignments here yet." in nothing
    assert ">New consignment</a>" in nothing
    no_match = ada.get("/consignments/?q=zebra&state=held").text
    assert "No consignments match “zebra”, State: Held at customs." in no_match
    assert "Clear search and filters" in no_match
    searched = ada.get("/depots/?_view=find_depot&q=zebra").text
    assert '<a class="btn btn-brand" href="/ship/consignments/new">New consignment</a>' in searched


def test_a_menu_entry_is_a_view_with_its_own_name(ada: Visitor) -> None:
    text = ada.get("/consignments/?_view=open").text
    assert "<h1>Not sent yet</h1>" in text
    assert '<a href="/ship/consignments/?_view=open" aria-current="page">Not sent yet</a>' in text
    assert "Delivered" not in "".join(re.findall(r'<td data-label="State">.*?</td>', text))


def test_files_hold_what_the_list_shows(ada: Visitor) -> None:
    query = "?state=held&_sort=number"
    shown = rows(ada.get(f"/consignments/{query}&_size=100").text)
    csv = ada.get(f"/consignments.csv{query}")
    assert csv.headers["Content-Disposition"] == 'attachment; filename="consignments.csv"'
    lines = csv.data.decode("utf-8-sig").splitlines()
    assert lines[0] == "Number,Subject,Service,State,Boxes,Declared value,Ready date"
    assert [line.split(",")[0] for line in lines[1:]] == shown
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(ada.get(f"/consignments.xlsx{query}").data)).get_sheet_by_index(0)
    table = sheet.to_python()
    assert [row[0] for row in table[1:]] == shown
    assert isinstance(table[1][4], float)


def test_formulas_stay_text(courier: Courier, ada: Visitor) -> None:
    courier.consignment(number="CON-8001", subject='=HYPERLINK("http://evil.example")', state="held")
    csv = ada.get("/consignments.csv?q=HYPERLINK").data.decode("utf-8-sig")
    assert "\"'=HYPERLINK(" in csv
    file = io.BytesIO(ada.get("/consignments.xlsx?q=HYPERLINK").data)
    assert CalamineWorkbook.from_filelike(file).get_sheet_by_index(0).to_python()[1][1].startswith("'=")


@given(st.text())
def test_no_cell_begins_like_a_formula(text: str) -> None:
    assert not harmless(text).startswith(("=", "+", "-", "@", "\t", "\r"))


def test_find_sort_page_and_filter_without_scripts(desk: Page) -> None:
    desk.get_by_role("link", name="All my consignments").first.click()
    desk.get_by_role("link", name="Boxes").click()
    assert desk.locator('[aria-sort="ascending"]').inner_text().startswith("Boxes")
    desk.get_by_role("link", name="Next page").click()
    expect(desk).to_have_title(re.compile(r"page 2 of"))
    desk.get_by_text("Filter this list").click()
    desk.get_by_label("State").select_option("Delivered")
    desk.get_by_role("button", name="Apply filters").click()
    expect(desk).to_have_url(re.compile("state=delivered"))
    expect(desk.locator('td[data-label="State"]').last).to_have_text("Delivered")
    assert set(desk.locator('td[data-label="State"]').all_inner_texts()) == {"Delivered"}
    desk.get_by_role("searchbox", name="Search consignments").fill("pears")
    desk.get_by_role("button", name="Search").click()
    expect(desk).to_have_url(re.compile("q=pears"))
    expect(desk.locator('td[data-label="Subject"]').last).to_have_text("Two crates of pears")
    assert set(desk.locator('td[data-label="Subject"]').all_inner_texts()) == {"Two crates of pears"}
    desk.locator("tbody a").first.click()
    assert desk.get_by_role("heading", level=1).inner_text().endswith("Two crates of pears")
