"""Forms: what people may type, what they are told, and that nothing they typed is lost."""

import datetime as dt
import io
import re
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from babel import Locale
from sqlalchemy import select
from werkzeug.datastructures import MultiDict

from runtime.tables import file as files
from runtime.tables import session as sessions
from tests.pages.conftest import PASSWORD, Courier
from tests.pages.courier import ConsignmentForm, CourierConsignment, CourierDepot
from tests.pages.visitor import HIDDEN, Visitor


@pytest.fixture
def depot(courier: Courier) -> str:
    with courier.engines.read.connect() as connection:
        return str(connection.scalar(select(CourierDepot.id).where(CourierDepot.town == "Bremen")))


@pytest.fixture
def enough(depot: str) -> dict[str, str]:
    """What a consignment needs at least."""
    return {"depot": depot, "subject": "Maps", "service": "night", "boxes": "2"}


def stored(courier: Courier, location: str) -> Any:
    record_id = int(re.findall(r"\d+", location)[-1])
    with courier.engines.read.connect() as connection:
        return connection.execute(select(CourierConsignment.__table__).where(CourierConsignment.id == record_id)).one()


def test_every_kind_is_stored(courier: Courier, ada: Visitor, enough: dict[str, str]) -> None:
    typed = enough | {
        "subject": "  Maps   of the north ",
        "care": ["fragile", "up"],
        "fragile": "yes",
        "boxes": "1 204",
        "weight": "1.234,5",
        "discount": "12.5 %",
        "worth": "€ 1,234.50",
        "ready-day": "3",
        "ready-month": "march",
        "ready-year": "2027",
        "pickup": "2027-07-01T14:30",
        "closing": "6pm",
        "waiting": "1h 30m",
        "contact_mail": " Dock@Parcels.Example ",
        "contact_phone": "0049 421 1234567",
        "tracking": "track.parcels.example/7",
        "from_address": "4 Mill Lane\r\nAldbury",
        "instructions": "Ring twice.",
        "story": "**Glass**",
    }
    answer = ada.submit("/consignments/new", typed)
    assert answer.status_code == 303, answer.text
    row = stored(courier, answer.location)
    assert row.subject == "Maps of the north"
    assert (row.care, row.fragile, row.boxes, row.weight) == (("fragile", "up"), True, 1204, Decimal("1234.500"))
    assert (row.discount, row.worth, row.ready) == (Decimal("12.5"), Decimal("1234.50"), dt.date(2027, 3, 3))
    assert row.pickup == dt.datetime(2027, 7, 1, 12, 30, tzinfo=dt.UTC)
    assert (row.closing, row.waiting) == (dt.time(18), dt.timedelta(minutes=90))
    assert (row.contact_mail, row.contact_phone) == ("dock@parcels.example", "+49 421 1234567")
    assert (row.tracking, row.from_address) == ("https://track.parcels.example/7", "4 Mill Lane\nAldbury")
    assert (row.instructions, row.story) == ("Ring twice.", "**Glass**")


@pytest.mark.parametrize(
    ("name", "typed", "message"),
    [
        ("subject", "", "Enter a subject"),
        ("subject", "x" * 81, "Shorten subject to 80 characters or fewer; it has 81"),
        ("depot", "", "Choose a depot"),
        ("service", "", "Choose a service"),
        ("service", "rocket", "Choose one of the options for service"),
        ("boxes", "many", "Boxes must be a number, like 12"),
        ("boxes", "1.5", "Boxes must have no decimal places"),
        ("worth", "1.005", "Declared value must have 2 decimal places at most"),
        ("ready", "30.2.2027", "Ready date must include a month and a year"),
        ("pickup", "2027-02-30T10:00", "Pickup must include a month, a year and a time"),
        ("closing", "25:00", "Closing time must have a time, like 14:30"),
        ("waiting", "a while", "Waiting time must be a length of time, like 30m, 2 hours or 1d 4h"),
        ("contact_mail", "dock", "Enter contact email in the form name@example.org"),
        ("contact_phone", "ask Bob", "Enter contact phone with its area code"),
        ("tracking", "javascript:alert(1)", "Tracking page must be a web address, like https://www.example.org"),
        ("fragile", "perhaps", "Choose yes or no for “Insured”"),
    ],
)
def test_messages(ada: Visitor, enough: dict[str, str], name: str, typed: str, message: str) -> None:
    answer = ada.submit("/consignments/new", enough | {name: typed})
    assert answer.status_code == 422
    assert "<title>Error: New consignment - Swift Parcels for shippers</title>" in answer.text
    assert message in answer.text
    summary = re.search(r'<a href="#([\w-]+)">' + re.escape(message), answer.text)
    assert summary, "the summary leads to the question"
    assert f'id="{summary[1]}"' in answer.text


def test_all_messages_and_values_at_once(ada: Visitor) -> None:
    typed = {
        "subject": "",
        "boxes": "lots",
        "worth": "12.50",
        "ready-day": "31",
        "ready-month": "Feb",
        "ready-year": "2027",
    }
    text = ada.submit("/consignments/new", typed | {"story": "<b>keep</b>", "care": "cold"}).text
    for message in ("Enter a subject", "Boxes must be a number", "Ready date must be a real date", "Choose a depot"):
        assert message in text
    assert re.search(r'name="boxes" type="text" value="lots"', text) or 'value="lots"' in text
    assert 'value="12.50"' in text
    assert 'value="Feb"' in text
    assert "&lt;b&gt;keep&lt;/b&gt;" in text
    assert re.search(r'value="cold" checked', text)


def test_a_file_of_a_failed_form_is_kept(courier: Courier, ada: Visitor, enough: dict[str, str]) -> None:
    failed = ada.submit(
        "/consignments/new", enough | {"boxes": "lots", "papers": (io.BytesIO(b"origin: here"), "origin.txt")}
    )
    assert "origin.txt (12 bytes) has arrived" in failed.text
    token = re.search(r'name="papers-kept" value="([^"]+)"', failed.text)
    assert token
    saved = ada.submit("/consignments/new", enough | {"papers-kept": token[1]})
    page = ada.get(saved.location.removeprefix("/ship").removesuffix("/received"))
    href = re.search(r'href="/ship([^"]+/origin\.txt)"', page.text)
    assert href
    assert ada.get(href[1]).data == b"origin: here"


def test_files_that_do_not_fit(ada: Visitor, enough: dict[str, str]) -> None:
    for name, content, message in (
        ("virus.exe", b"MZ", "“virus.exe” must be a PDF or TXT file"),
        ("big.txt", b"x" * 20_001, "“big.txt” must be 20 KB or smaller; it has 20 KB"),
        ("empty.txt", b"", "“empty.txt” is empty; choose a file with content"),
    ):
        answer = ada.submit("/consignments/new", enough | {"papers": (io.BytesIO(content), name)})
        assert answer.status_code == 422
        assert message in answer.text


def test_a_file_is_an_attachment_without_powers(courier: Courier, ada: Visitor, enough: dict[str, str]) -> None:
    saved = ada.submit("/consignments/new", enough | {"papers": (io.BytesIO(b"<script>"), "ä;b.txt")})
    record_id = int(re.findall(r"\d+", saved.location)[-1])
    with courier.engines.read.connect() as connection:
        row = connection.execute(select(files).where(files.c.record_id == record_id)).one()
    answer = ada.get(f"/consignments/{record_id}/files/{row.id}/x")
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=")
    assert "filename*=UTF-8''%C3%A4" in answer.headers["Content-Disposition"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"].startswith("sandbox")
    bea = courier.visitor(email="bea@parcels.example")
    assert bea.get(f"/consignments/{record_id}/files/{row.id}/x").status_code == 404


def test_confirmation_can_be_opened_again(ada: Visitor, enough: dict[str, str]) -> None:
    saved = ada.submit("/consignments/new", enough)
    assert saved.location.endswith("/received")
    for _ in range(2):
        page = ada.get(saved.location.removeprefix("/ship"))
        assert re.search(r'class="reference">CON-\d{4}<', page.text)
        assert "What happens next" in page.text


def test_who_may_only_send_gets_a_confirmation_too(courier: Courier, ada: Visitor) -> None:
    assert '<a href="/ship/complaints/new">Complain</a>' in ada.get("/").text
    sent = ada.submit("/complaints/new", {"text": "Late again"})
    path = sent.location.removeprefix("/ship")
    assert re.search(r'class="reference">CMP-\d{3}<', ada.get(path).text)
    assert "Late again" not in ada.get(path).text
    assert courier.visitor(email="bea@parcels.example").get(path).status_code == 400
    assert ada.get("/complaints/received?_of=x").status_code == 400
    assert ada.get("/complaints/").status_code == 404


def test_a_form_comes_back_filled_after_the_session_has_ended(courier: Courier, depot: str) -> None:
    ada = courier.visitor()
    page = ada.get("/consignments/new").text
    hidden = dict(HIDDEN.findall(page))
    with courier.engines.write.begin() as connection:
        connection.execute(sessions.delete())
    typed = {"subject": "Half done", "depot": depot, "boxes": "lots", "ready-day": "3"}
    to_login = ada.post("/consignments/new", hidden | typed)
    assert to_login.status_code == 303
    assert "/login" in to_login.location
    back = ada.login("ada@parcels.example", PASSWORD, to_login.location.removeprefix("/ship/login"))
    form = ada.get(back.removeprefix("/ship"))
    assert form.status_code == 200
    assert 'value="Half done"' in form.text
    assert f'<option value="{depot}" selected>' in form.text
    assert 'value="lots"' in form.text
    assert "There is a problem" not in form.text
    assert dict(HIDDEN.findall(form.text))["form_token"] == hidden["form_token"]


def test_files_are_added_and_removed(courier: Courier, ada: Visitor, enough: dict[str, str]) -> None:
    saved = ada.submit("/consignments/new", enough | {"papers": (io.BytesIO(b"one"), "one.txt")})
    path = saved.location.removeprefix("/ship").removesuffix("/received")
    old = re.search(r'name="papers-remove" value="(\d+)"', ada.get(f"{path}/edit").text)
    assert old
    ada.submit(f"{path}/edit", {"papers-remove": old[1], "papers": (io.BytesIO(b"two"), "two.txt")})
    page = ada.get(path).text
    assert "two.txt" in page
    assert "one.txt" not in page


def test_one_form_makes_one_record(ada: Visitor, enough: dict[str, str]) -> None:
    first = ada.submit("/consignments/new", enough | {"form_token": "only-once"})
    again = ada.submit("/consignments/new", enough | {"form_token": "only-once"})
    assert first.location == again.location


def test_both_versions_are_shown_when_somebody_else_was_faster(courier: Courier, ada: Visitor) -> None:
    record = courier.consignment(state="new", subject="Old words")
    path = f"/consignments/{record}/edit"
    ada.submit(path, {"subject": "Their words"})
    answer = ada.submit(path, {"subject": "My words", "revision": "1"})
    assert answer.status_code == 409
    assert 'data-label="Yours">My words<' in answer.text
    assert 'data-label="Stored now">Their words<' in answer.text
    assert 'value="My words"' in answer.text
    assert '<input type="hidden" name="revision" value="2">' in answer.text


def test_an_edit_without_a_revision_overwrites_nothing(courier: Courier, ada: Visitor) -> None:
    record = courier.consignment(state="new", subject="Old words")
    assert ada.submit(f"/consignments/{record}/edit", {"subject": "Mine", "revision": ""}).status_code == 409


def test_only_what_was_posted_changes(courier: Courier, ada: Visitor) -> None:
    record = courier.consignment(state="new", subject="Old words", boxes=7)
    assert ada.submit(f"/consignments/{record}/edit", {"subject": "New words"}).status_code == 303
    row = stored(courier, str(record))
    assert (row.subject, row.boxes, row.state) == ("New words", 7, "new")


def test_a_value_that_is_not_asked_is_ignored(courier: Courier, ada: Visitor, enough: dict[str, str]) -> None:
    answer = ada.submit("/consignments/new", enough | {"service": "day", "closing": "18:00"})
    assert stored(courier, answer.location).closing is None
    assert 'id="closing-question" data-unneeded' in ada.get("/consignments/new").text


def test_choosing_on_a_page_of_its_own_keeps_all_answers(ada: Visitor, depot: str) -> None:
    page = ada.submit("/consignments/new", {"subject": "Maps", "boxes": "lots", "_choose": "depot", "q": "brem"})
    assert page.status_code == 200
    assert f'name="depot" value="{depot}">Depot Bremen' in page.text
    assert "Depot Kassel" not in page.text
    assert '<input type="hidden" name="boxes" value="lots">' in page.text
    form = ada.submit("/consignments/new", {"subject": "Maps", "boxes": "lots", "depot": depot, "_refresh": "1"})
    assert form.status_code == 200
    assert f'<option value="{depot}" selected>' in form.text
    assert 'value="lots"' in form.text
    assert "There is a problem" not in form.text


def test_too_many_options_are_searched_for() -> None:
    form = ConsignmentForm(
        ("depot", "partners"),
        wording={},
        locale=Locale("en"),
        zone=ZoneInfo("UTC"),
        currency="EUR",
        kept_files={},
    )
    form.fill({}, MultiDict([("depot", "7"), ("partners", "8"), ("partners", "9")]))
    depot, partners = form["depot"], form["partners"]
    depot.offered = partners.offered = {number: f"Number {number}" for number in range(100, 301)}
    depot.known, partners.known = {7: "Chosen <seven>"}, {8: "Eight", 9: "Nine"}
    assert '<p>Chosen &lt;seven&gt;</p><input type="hidden" name="depot" value="7">' in depot.control()
    assert re.search(r'<button id="depot" name="_choose" [^>]+ value="depot">Choose another depot<', depot.control())
    assert partners.control().count('type="checkbox"') == 2
    assert 'value="partners">Add to copies to</button>' in partners.control()
    assert "Number 100" not in depot.control() + partners.control()


def test_answers_may_come_in_the_address(ada: Visitor, depot: str) -> None:
    assert f'<option value="{depot}" selected>' in ada.get(f"/consignments/new?depot={depot}").text
    assert ada.get("/consignments/new?colour=red").status_code == 400
    assert ada.get("/consignments/new?shipper=1").status_code == 400


def test_delete_asks_first(courier: Courier, ada: Visitor) -> None:
    record = courier.consignment(state="new", number="CON-7777")
    path = f"/consignments/{record}/delete"
    assert "CON-7777" in ada.get(path).text
    assert ada.get(f"/consignments/{record}").status_code == 200, "a GET changes nothing"
    assert ada.submit(path, {}).location == "/ship/consignments/deleted"
    assert ada.get(f"/consignments/{record}").status_code == 404


def test_what_may_not_be_changed_is_not_found(courier: Courier, ada: Visitor) -> None:
    record = courier.consignment(state="delivered")
    missing = ada.get("/consignments/1/edit")
    for act in ("edit", "delete"):
        forbidden = ada.get(f"/consignments/{record}/{act}")
        assert (forbidden.status_code, forbidden.data) == (404, missing.data)
