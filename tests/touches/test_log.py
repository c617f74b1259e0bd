"""What stands in the touch log, by real requests on both databases."""

from __future__ import annotations

import base64
import re

from tests.api.clients import Client
from tests.businesses.browsing import Visitor
from tests.touches.store import Person, Store

FACTS = ("title", "care", "exhibit", "exhibits", "remarks", "photo", "state")
"""What a house sees of a loan that is not over."""


def attach(store: Store, title: str = "Spring", content: bytes = b"a picture") -> str:
    """The address of a photo that the staff has put to a loan."""
    loan = store.id(title)
    photo = {"name": "vase.txt", "content": base64.b64encode(content).decode()}
    sent = store.client("rolf").put(f"/loans/{loan}", {"revision": store.revision(loan), "photo": photo})
    assert sent.status == 200, sent.content
    found = re.search(rf"/loans/{loan}/files/\d+/vase.txt", store["anna"].get(f"/loans/{loan}").text)
    assert found
    return found[0].removeprefix("/house")


def test_whoever_enters_is_noted_by_form_and_by_the_interface(store: Store) -> None:
    account = store.account("anna")
    store["rolf"]
    store.since_now()
    store.enter("anna")
    (entered,) = [each for each in store.noted(1) if each.act == "enter"]
    assert (entered.who, entered.door, entered.rows) == ("Anna", ("house", "", "page"), {})
    store.since_now()
    Client(store.place.port, "/house/api/v1", {}).post("/login", {"email": account.email, "password": "wrong"})
    Client(store.place.port, "/house/api/v1", {}).post("/login", {"email": account.email, "password": account.password})
    assert [each.act for each in store.noted(1)] == ["enter"]


def test_a_page_notes_the_fields_that_were_shown_of_which_version(store: Store) -> None:
    loan, anna = store.id("Spring"), store["anna"]
    store.since_now()
    assert anna.get(f"/loans/{loan}").status == 200
    (view,) = store.noted(1)
    assert (view.act, view.who, view.viewer, view.door) == ("view", "Anna", "", ("house", "", "page"))
    assert (view.record, view.rows, view.words) == ("loan", {loan: store.revision(loan)}, "")
    assert {*FACTS} <= {*view.fields}
    assert not {"value", "gossip", "verdict"} & {*view.fields}


def test_a_list_and_a_search_note_what_they_show_and_were_asked_for(store: Store) -> None:
    anna, own = store["anna"], {store.id("Spring"), store.id("Summer")}
    store.since_now()
    anna.get("/loans/?_sort=title")
    anna.get("/loans/?q=Spring")
    anna.get("/search?q=Spring")
    anna.get("/loans/?q=Atlantis")
    one, two, three, four = store.noted(4)
    assert (one.act, one.fields, {*one.rows}, one.words) == ("list", ("title", "care", "state"), own, "_sort=title")
    assert (two.act, {*two.rows}, two.words) == ("search", {store.id("Spring")}, "q=Spring")
    assert (three.act, three.fields, three.record) == ("search", ("title",), "loan")
    assert (four.act, four.rows, four.words) == ("search", {}, "q=Atlantis")


def test_what_cannot_be_opened_was_not_seen(store: Store) -> None:
    store["anna"]
    store.since_now()
    assert store["anna"].get(f"/loans/{store.id('Winter')}").status == 404
    assert store["anna"].get(f"/loans/{store.id('Spring')}?what=1").status == 400
    store["anna"].get("/loans/")
    assert [each.act for each in store.noted(1)] == ["list"]


def test_forms_note_what_they_hold_and_offer_and_saving_notes_nothing(store: Store) -> None:
    loan, anna, rolf = store.id("Spring"), store["anna"], store["rolf"]
    store.since_now()
    anna.get(f"/loans/{loan}/edit")
    (form,) = store.noted(1)
    assert ({*form.fields}, form.rows) == ({"title", "care", "remarks"}, {loan: store.revision(loan)})
    store.since_now()
    rolf.get(f"/loans/{loan}/delete")
    rolf.get(f"/loans/{loan}/do/agree")
    asked, move = store.noted(2)
    assert (asked.fields, {*move.fields}) == (("title",), {"title", "until", "state"})
    store.since_now()
    rolf.get("/loans/new")
    offered = {each.record: each for each in store.noted(2)}
    assert {store.id("Vase", "exhibit"), store.id("Crown", "exhibit")} == {*offered["exhibit"].rows}
    assert (offered["exhibit"].fields, {*offered["exhibit"].rows.values()}) == (("name",), {0})
    sent = anna.send(f"/loans/{loan}/edit", remarks="Handle it well")
    assert sent.status == 303
    store.since_now()
    anna.get("/loans/")
    assert [each.act for each in store.noted(1)] == ["list"]


def test_the_interface_notes_the_same(store: Store) -> None:
    loan, client = store.id("Spring"), store.client("anna")
    store.since_now()
    client.get("/loans/")
    client.get(f"/loans/{loan}")
    listed, read = store.noted(2)
    assert (listed.act, listed.door) == ("list", ("house", "", "api"))
    assert {store.id("Spring"), store.id("Summer")} == {*listed.rows}
    assert (read.act, read.rows) == ("view", {loan: store.revision(loan)})
    assert "value" not in read.fields


def test_a_download_is_in_the_log_before_its_first_byte_is_sent(store: Store) -> None:
    path = attach(store)
    store.since_now()
    assert store["anna"].get(path).content == b"a picture"
    (file,) = store._noted()
    assert (file.act, file.who, {*file.rows}) == ("file", "Anna", {store.id("Spring")})
    assert re.fullmatch(r"\d+ vase.txt", file.words)


def test_an_export_is_in_the_log_with_every_row_of_it(store: Store) -> None:
    rolf = store["rolf"]
    every = {store.id(each): store.revision(store.id(each)) for each in ("Spring", "Summer", "Winter")}
    for form in ("csv", "xlsx"):
        store.since_now()
        assert rolf.get(f"/loans.{form}?_sort=title").status == 200
        (export,) = store._noted()
        assert (export.act, export.door, export.rows) == ("export", ("staff", "registrar", form), every)
        assert (export.fields, export.words) == (("title", "borrower", "care", "state"), "_sort=title")


def test_who_looks_through_whose_eyes_is_noted(store: Store) -> None:
    dora = store.enter("dora")
    answer = dora.send("/view-as", portal="house", email="anna@house.example")
    path = answer.headers["Location"].removeprefix(store.place.url)
    assert dora.visitor.get(path).status == 303
    store.since_now()
    assert dora.visitor.get("/house/loans/").status == 200
    (seen,) = store.noted(1)
    assert (seen.who, seen.viewer, seen.door[0]) == ("Anna", "Dora", "house")


def test_a_letter_is_noted_in_the_transaction_that_sends_it(store: Store) -> None:
    store["rolf"]
    store.since_now()
    visitor = Visitor(store.place.url, "/house")
    anybody = Person(visitor)
    assert anybody.send("/forgot", email="bert@house.example").status in (200, 303)
    (letter,) = store.noted(1)
    assert (letter.act, letter.who, letter.door) == ("mail", "Bert", ("house", "", "mail"))
    assert "password" in letter.words


def test_sights_are_kept_once(store: Store) -> None:
    anna = store["anna"]
    store.since_now()
    for _ in range(3):
        anna.get("/loans/")
    assert len(store.noted(3)) == 3
    twice = store.ask(
        "SELECT portal, role, way, record, fields FROM portal_sight GROUP BY portal, role, way, record, fields"
        " HAVING count(*) > 1"
    )
    assert not twice
