"""The history of a record on its page: in words, and in the scope of whoever reads it."""

from __future__ import annotations

import re

import pytest

from tests.touches.store import Store

ITEM = re.compile(r"<li>\s*<p><strong>(.*?)</strong>(.*?), <time", re.DOTALL)
CHANGE = re.compile(r"<li>([^<]*→[^<]*)</li>")


@pytest.fixture
def loan(store: Store) -> int:
    """A new one of anna's, agreed to by rolf."""
    client = store.client("rolf")
    values = {"title": "Autumn", "borrower": str(store.id("Anna", "borrower")), "care": "plain", "value": "10"}
    loan = int(client.post("/loans/", values).result["id"])
    vase, crown = str(store.id("Vase", "exhibit")), str(store.id("Crown", "exhibit"))
    for change in (
        {"exhibit": vase, "gossip": "Late payers"},
        {"value": "99", "gossip": "Rich"},
        {"exhibits": [vase, crown], "care": "gloves"},
        {"exhibits": [vase]},
        {"exhibit": crown},
    ):
        edit(store, loan, **change)
    move = {"revision": store.revision(loan), "until": "2026-12-24"}
    assert client.post(f"/loans/{loan}/do/agree", move).status == 200
    return loan


def edit(store: Store, loan: int, **change: object) -> None:
    sent = store.client("rolf").put(f"/loans/{loan}", {"revision": store.revision(loan), **change})
    assert sent.status == 200, sent.content


def told(store: Store, who: str, loan: int) -> tuple[list[str], list[str]]:
    """Headings with names, and changes, in their order."""
    page = store[who].get(f"/loans/{loan}/history")
    assert page.status == 200
    return [f"{one}{by}" for one, by in ITEM.findall(page.text)], CHANGE.findall(page.text)


def test_inside_changes_and_moves_stand_there_in_words(store: Store, loan: int) -> None:
    headings, changes = told(store, "dora", loan)
    assert headings == ["Agree by Rolf", *["Changed by Rolf"] * 5, "Created by Rolf"]
    assert changes == [
        "State: Asked for → Agreed",
        "Until: nothing → 24 Dec 2026",
        "Exhibit: Vase → Crown",
        "Exhibits: Crown, Vase → Vase",
        "Care: As usual → With gloves",
        "Exhibits: nothing → Crown, Vase",
        "Value: €10.00 → €99.00",
        "Gossip: Late payers → Rich",
        "Exhibit: nothing → Vase",
        "Gossip: nothing → Late payers",
    ]
    assert told(store, "rolf", loan)[0][0] == "Agree by you"


def test_outside_it_tells_of_nothing_that_is_not_seen(store: Store, loan: int) -> None:
    """Not that something happened either: a change of the value alone, or of an exhibit that is not to be named."""
    headings, changes = told(store, "anna", loan)
    assert headings == ["Agree", "Changed", "Changed", "Changed", "Created"]
    assert sorted(changes) == sorted(
        [
            "Until: nothing → 24 Dec 2026",
            "State: Asked for → Agreed",
            "Exhibit: Vase → not shown",
            "Care: As usual → With gloves",
            "Exhibits: nothing → Vase",
            "Exhibit: nothing → Vase",
        ]
    )
    page = store["anna"].get(f"/loans/{loan}/history").text
    for hidden in ("Crown", "Rolf", "Gossip", "Late", "€99", "Value"):
        assert hidden not in page


def test_what_is_seen_under_a_condition_has_no_past(store: Store, loan: int) -> None:
    edit(store, loan, verdict="Scratched on the way")
    edit(store, loan, verdict="Fine after all")
    back = {"revision": store.revision(loan)}
    assert store.client("rolf").post(f"/loans/{loan}/do/take_back", back).status == 200
    assert "Fine after all" in store["anna"].get(f"/loans/{loan}").text
    headings, changes = told(store, "anna", loan)
    assert headings[0] == "Take back"
    assert "State: Agreed → Returned" in changes
    assert not [each for each in changes if "Verdict" in each or "Scratched" in each]
    assert "Verdict: Scratched on the way → Fine after all" in told(store, "dora", loan)[1]


def test_it_is_as_hidden_as_its_record(store: Store, loan: int) -> None:
    winter = store.id("Winter")
    missing, foreign = (store["anna"].get(f"/loans/{each}/history") for each in (1, winter))
    assert (missing.status, foreign.status) == (404, 404)
    assert missing.content == foreign.content
    assert store["anna"].get(f"/loans/{loan}/history?_after=zero").status == 400
    assert store["anna"].get(f"/loans/{loan}/history?what=1").status == 400


def test_outside_there_is_a_timeline_where_the_spec_says_so(store: Store, loan: int) -> None:
    anna = store["anna"]
    assert f"/house/loans/{loan}/history" in anna.get(f"/loans/{loan}").text
    vase = store.id("Vase", "exhibit")
    page = anna.get(f"/exhibits/{vase}")
    assert (page.status, "/history" in page.text) == (200, False)
    assert anna.get(f"/exhibits/{vase}/history").status == 404
    assert store["rolf"].get(f"/exhibits/{vase}/history").status == 200


def test_a_long_past_has_pages(store: Store, loan: int) -> None:
    for place in range(45):
        edit(store, loan, remarks=f"Remark {place}", gossip=f"Word {place}")
    for place in range(60):
        edit(store, loan, gossip=f"Whisper {place}")  # nothing to anna, and more than is read at once
    seen, path = [], f"/loans/{loan}/history"
    sizes = []
    while path:
        page = store["anna"].get(path)
        seen += CHANGE.findall(page.text)
        sizes.append(len(ITEM.findall(page.text)))
        further = re.search(rf'href="/house(/loans/{loan}/history\?_after=[^"]+)"', page.text)
        path = further[1] if further else ""
    assert sizes == [20, 20, 10]
    remarks = [each for each in seen if each.startswith("Remarks")]
    assert remarks == [f"Remarks of the house: Remark {place - 1} → Remark {place}" for place in range(44, 0, -1)] + [
        "Remarks of the house: nothing → Remark 0"
    ]


def test_what_is_read_of_the_past_is_in_the_log(store: Store, loan: int) -> None:
    store["anna"]
    store.since_now()
    store["anna"].get(f"/loans/{loan}/history")
    view, titles = sorted(store.noted(2), key=lambda each: each.record, reverse=True)
    assert (titles.record, titles.fields, {*titles.rows}) == ("exhibit", ("name",), {store.id("Vase", "exhibit")})
    assert (view.act, view.rows) == ("history", {loan: store.revision(loan)})
    assert {*view.fields} == {"title", "until", "state", "exhibit", "care", "exhibits"}
