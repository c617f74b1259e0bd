"""What the staff may ask of the log: who has seen a record, what one of them saw, and what a person did."""

from __future__ import annotations

import re

from tests.touches.store import Store
from tests.touches.test_log import attach

ROW = re.compile(r"<tr>\s*<th scope=\"row\">(.*?)</th>(.*?)</tr>", re.DOTALL)
CELL = re.compile(r"<td[^>]*>(.*?)</td>", re.DOTALL)
TAG = re.compile(r"<[^>]+>")


def rows(text: str) -> list[list[str]]:
    """The rows of the tables of a page, without the date in front."""
    return [[TAG.sub("", each).strip() for each in CELL.findall(rest)] for _, rest in ROW.findall(text)]


def people(text: str) -> dict[str, str]:
    """The addresses of the pages of single people, by name."""
    return {name: f"?{query}" for query, name in re.findall(r'href="[^"]*\?(account=\d+)">([^<]+)</a>', text)}


def seen(store: Store, record: str, name: str) -> list[list[str]]:
    page = store["dora"].get(f"{record}/disclosures")
    assert page.status == 200, page.text
    whole = store["dora"].get(f"{record}/disclosures{people(page.text)[name]}").text
    return rows(whole.partition('aria-labelledby="people"')[0])


def test_everything_that_somebody_has_seen_of_a_record(store: Store) -> None:
    loan = store.id("Summer")
    anna, client = store["anna"], store.client("anna")
    path = attach(store, "Summer")
    store.since_now()
    anna.get(f"/loans/{loan}")
    anna.get("/loans/?q=Summer")
    client.get(f"/loans/{loan}")
    anna.get(path)
    store["rolf"].get("/loans.csv")
    store.noted(5)
    version = str(store.revision(loan))
    found = seen(store, f"/loans/{loan}", "Anna")
    assert found[0] == ["Downloaded a file of it: vase.txt", "", ""]
    assert found[1][:2] == ["Opened it by the API", version]
    assert found[2] == ["Searched and found it", version, "Title, Care, State"]
    how, was, fields = found[3]
    assert (how, was) == ("Opened it", version)
    assert {"Title", "Care", "Exhibit", "State"} <= {*fields.split(", ")}
    assert not {"Value", "Gossip", "Verdict"} & {*fields.split(", ")}
    assert seen(store, f"/loans/{loan}", "Rolf")[0] == ["Exported it as CSV", version, "Title, Borrower, Care, State"]
    assert "Bert" not in people(store["dora"].get(f"/loans/{loan}/disclosures").text)


def test_what_a_form_offered_among_others_was_seen_of_no_known_version(store: Store) -> None:
    vase, crown = store.id("Vase", "exhibit"), store.id("Crown", "exhibit")
    store["rolf"]
    store.since_now()
    store["rolf"].get("/loans/new")
    store.noted(2)
    for exhibit in (vase, crown):
        assert seen(store, f"/exhibits/{exhibit}", "Rolf")[0] == ["Opened it", "", "Name"]


def test_through_whose_eyes_somebody_saw_it_is_their_own_seeing(store: Store) -> None:
    winter, dora = store.id("Winter"), store.enter("dora")
    answer = dora.send("/view-as", portal="house", email="bert@house.example")
    dora.visitor.get(answer.headers["Location"].removeprefix(store.place.url))
    store.since_now()
    assert dora.visitor.get(f"/house/loans/{winter}").status == 200
    store.noted(1)
    assert seen(store, f"/loans/{winter}", "Dora")[0][0] == "Opened it as Bert"
    assert "Bert" not in people(store["dora"].get(f"/loans/{winter}/disclosures").text)


def test_what_a_person_did_stands_on_their_page(store: Store) -> None:
    anna, bert, loan = store.id("Anna", "borrower"), store.id("Bert", "borrower"), store.id("Summer")
    store["anna"]
    store.since_now()
    store["anna"].get("/loans/?q=Atlantis")
    store["anna"].get(f"/loans/{loan}")
    change = {"revision": store.revision(loan), "remarks": f"Note {store.revision(loan)}"}
    assert store.client("anna").put(f"/loans/{loan}", change).status == 200
    store.noted(3)
    page = store["dora"].get(f"/borrowers/{anna}/touches")
    found = rows(page.text)[:4]
    assert ["Store for houses", "Changed", "Loan: Summer", ""] in found
    assert ["Store for houses", "Opened", "Loan: Summer", ""] in found
    assert ["Store for houses", "Searched and found", "", "q=Atlantis"] in found
    assert "Summer" not in store["dora"].get(f"/borrowers/{bert}/touches").text
    assert store["dora"].get(f"/loans/{loan}/touches").status == 404  # no person


def test_without_the_permission_it_is_not_there(store: Store) -> None:
    loan, anna = store.id("Summer"), store.id("Anna", "borrower")
    for name, path in (
        ("rolf", f"/loans/{loan}/disclosures"),
        ("rolf", f"/borrowers/{anna}/touches"),
        ("anna", f"/loans/{loan}/disclosures"),
        ("anna", f"/borrowers/{anna}/touches"),
    ):
        missing = store[name].get(path.replace(str(loan), "1").replace(str(anna), "1"))
        refused = store[name].get(path)
        assert (refused.status, refused.content) == (404, missing.content)
    for name in ("rolf", "anna"):
        page = store[name].get(f"/loans/{loan}").text
        assert "/disclosures" not in page
    assert f"/loans/{loan}/disclosures" in store["dora"].get(f"/loans/{loan}").text
    assert f"/borrowers/{anna}/touches" in store["dora"].get(f"/borrowers/{anna}").text


def test_each_look_is_logged_before_it_is_answered(store: Store) -> None:
    loan = store.id("Summer")
    page = store["dora"].get(f"/loans/{loan}/disclosures")
    store["dora"].get(f"/loans/{loan}/disclosures{people(page.text)['Anna']}")
    last = store.ask(
        "SELECT o.act, a.name, o.portal, o.email, o.reason FROM portal_oversight o"
        " JOIN portal_account a ON a.id = o.account_id ORDER BY o.id DESC LIMIT 2"
    )
    assert [tuple(each) for each in last] == [
        ("disclosures", "Dora", "house", "anna@house.example", f"what they have seen of loan/{loan}"),
        ("disclosures", "Dora", "staff", "", f"who has seen loan/{loan}"),
    ]


def test_it_names_nobody_else_and_takes_no_other_question(store: Store) -> None:
    loan, dora = store.id("Summer"), store["dora"]
    assert dora.get(f"/loans/{loan}/disclosures?account=1").status == 404
    assert dora.get(f"/loans/{loan}/disclosures?account=x").status == 400
    assert dora.get(f"/loans/{loan}/disclosures?_page=41").status == 400
    assert dora.get(f"/loans/{loan}/disclosures?what=1").status == 400
