"""Lists, single records, options and files, as other systems read them: exactly what the person may see."""

from typing import Any

import pytest

from tests.api.clients import Client, Depot
from tests.api.conftest import BOTH

pytestmark = [BOTH, pytest.mark.usefixtures("unchanged")]

NOBODY = "4611686018427387904"
LISTED = {"id", "title", "number", "contents", "state", "sender", "due"}
WRONG = {
    "unknown filter": "colour=red",
    "hidden filter": "secret=North",
    "filter by a condition's field of another time": "delay_from=a",
    "unknown order": "_sort=colour",
    "hidden order": "_sort=secret",
    "hidden column": "_columns=secret",
    "unknown column": "_columns=contents,colour",
    "empty column": "_columns=contents,",
    "columns twice": "_columns=contents&_columns=state",
    "no value": "state=",
    "page nought": "_page=0",
    "page beyond": "_page=41",
    "too many": "_size=101",
    "not a mark": "_after=x",
    "unknown list": "_view=people",
    "given twice": "state=new&state=sent",
    "not a choice": "state=lost",
    "a NUL": "contents=%00",
    "unknown own": "_colour=1",
}
IDS = ("0", "1", "-1", "9" * 400, "abc", "%00", "1.0", "1e3", "%F0%9F%92%A9", "%FF", "%D9%A3", "None", "options")


def test_a_list(ada: Client) -> None:
    answer = ada.get("/parcels/", _sort="contents")
    assert (answer.status, answer.headers["Content-Type"]) == (200, "application/json")
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["ETag"] is None
    assert [set(row) for row in answer.result] == [LISTED, LISTED]
    assert [row["contents"] for row in answer.result] == ["Books", "Maps"]
    assert (answer.json["count"], answer.json["capped"], answer.json["next"]) == (2, False, None)


def test_columns(ada: Client) -> None:
    [books, maps] = ada.get("/parcels/", _columns="contents,delay,firm.name", _sort="contents").result
    assert set(books) == {"id", "title", "contents", "firm.name"}  # its delay is not to be seen
    assert (maps["delay"], maps["firm.name"]) == ("It rained", "North Freight")


@pytest.mark.parametrize(
    ("parameters", "contents"),
    [
        ({"state": "sent"}, ["Maps"]),
        ({"q": "boo"}, ["Books"]),
        ({"q": "ada"}, ["Books"]),
        ({"due_from": "2026-01-01"}, ["Books"]),
        ({"weight_to": "2.5"}, ["Books"]),
        ({"fragile": "true"}, ["Books"]),
        ({"handling": "dry"}, ["Books"]),
        ({"_view": "open"}, ["Books"]),
        ({"delay": "It rained"}, ["Maps"]),
        ({"delay": "The van broke down"}, []),  # which is that of the books, and not seen
        ({"contents": "China"}, []),
    ],
)
def test_filters(parameters: dict[str, str], contents: list[str], ada: Client) -> None:
    answer = ada.get("/parcels/", **parameters)
    assert ([row["contents"] for row in answer.result], answer.json["count"]) == (contents, len(contents))


def test_pages(ada: Client) -> None:
    first = ada.get("/parcels/", _size="1", _sort="-contents")
    second = ada.get("/parcels/", _size="1", _sort="-contents", _after=first.json["next"])
    assert [row["contents"] for row in (*first.result, *second.result)] == ["Maps", "Books"]
    assert (first.json["count"], second.json["next"]) == (2, None)
    assert ada.get("/parcels/", _page="40").result == []


@pytest.mark.parametrize("query", WRONG.values(), ids=WRONG)
def test_400_for_lists(query: str, ada: Client) -> None:
    answer = ada.send("GET", f"/parcels/?{query}")
    assert (answer.status, set(answer.json)) == (400, {"message"}), answer.content


def test_a_record(ada: Client, depot: Depot) -> None:
    answer = ada.get(f"/parcels/{depot.parcel('Books')}")
    values = {name: answer.result[name] for name in EXPECTED}
    assert (answer.status, values) == (200, EXPECTED)
    assert answer.result["sender"] == {"id": str(depot.ask("SELECT id FROM person WHERE name = 'Ada Oar'")[0][0]),
                                       "title": "Ada Oar"}  # fmt: skip
    assert [each["title"] for each in answer.result["helpers"]] == ["Ada Oar", "Max Mast"]
    assert answer.result["revision"] >= 1
    assert "contents" in answer.json["may"]["edit"]
    assert answer.json["may"]["delete"] is False


EXPECTED: dict[str, Any] = {
    "contents": "Books",
    "state": "new",
    "packer": {"id": None, "title": "not shown"},
    "weight": "2.500",
    "value": "40.00",
    "share": None,
    "pieces": 1,
    "due": "2026-03-01",
    "collect": "2026-02-01T09:00:00+00:00",
    "window": "09:30:00",
    "patience": 2 * 24 * 3600,
    "fragile": True,
    "handling": ["dry", "upright"],
    "label": None,
    "papers": [],
    "firm.name": "North Freight",
}


def test_a_field_whose_condition_fails_is_absent(ada: Client, depot: Depot) -> None:
    books, maps = (ada.get(f"/parcels/{depot.parcel(name)}") for name in ("Books", "Maps"))
    assert "delay" not in books.result
    assert (maps.result["delay"], maps.json["may"]) == ("It rained", {"edit": [], "delete": False})
    assert not {"secret", "revision", "created_by"} & set(maps.result)  # nobody who may not change it needs a revision


def test_a_role_sees_and_does_what_its_block_says(max_: Client, pia: Client, depot: Depot) -> None:
    books = depot.parcel("Books")
    assert max_.get(f"/parcels/{books}").json["may"]["delete"] is True
    seen = pia.get(f"/parcels/{books}").result
    assert (seen["secret"], seen["packer"]["title"]) == ("North owes us", "Pia Pack")
    assert {row["contents"] for row in pia.get("/parcels/").result} == {"Books", "Maps", "China"}


def test_404_has_the_same_bytes_for_missing_and_foreign(ada: Client, depot: Depot) -> None:
    paths = ["/parcels/{}", "/parcels/{}/files/1/a.txt", "/people/{}"]
    for path in paths:
        [missing, foreign] = [
            ada.get(path.format(each)).whole for each in ("4611686018427387904", depot.parcel("China"))
        ]
        assert missing == foreign
        assert missing[0] == 404
    unknown = ada.get("/frogs/")
    assert unknown.whole == ada.get("/clerks/").whole == ada.get("/parcels/1").whole


@pytest.mark.parametrize("text", IDS)
def test_404_for_what_is_no_id(text: str, ada: Client) -> None:
    for path in (f"/parcels/{text}", f"/parcels/{text}/files/{text}/a", f"/parcels/{text}/files/1/a"):
        assert ada.get(path).status == 404
    assert ada.send("PUT", f"/parcels/{text}", b'{"revision": 1}', {"Content-Type": "application/json"}).status == 404


def test_options_of_links(ada: Client, pia: Client, depot: Depot) -> None:
    assert titles(ada, "sender") == ["Ada Oar", "Max Mast"]  # of the firm that the portal fills in
    assert titles(ada, "helpers", q="max") == ["Max Mast"]
    assert titles(pia, "packer", q="pia") == ["Pia Pack"]
    assert titles(pia, "sender") == []  # no firm is given, so none fits
    south = str(depot.ask("SELECT id FROM firm WHERE name LIKE 'South%'")[0][0])
    assert titles(pia, "sender", firm=south) == ["Bert Boom", "Cora Keel"]
    assert titles(pia, "sender", _record=depot.parcel("China")) == ["Bert Boom", "Cora Keel"]
    assert titles(ada, "sender", _record=depot.parcel("China")) == titles(ada, "sender", _record="7") == []
    for field in ("packer", "firm", "contents", "colour"):
        assert ada.get(f"/parcels/options/{field}").status == 404
    assert ada.get("/parcels/options/sender", colour="red").status == 400
    assert ada.get("/parcels/options/sender", q="a b c d e f g h i").status == 400


def titles(client: Client, field: str, **parameters: str) -> list[str]:
    return [each["title"] for each in client.get(f"/parcels/options/{field}", **parameters).result]


def test_only_what_may_be_sent_is_there_of_what_is_not_read(ada: Client) -> None:
    assert ada.get("/hints/").status == 405
    assert ada.get("/hints/").headers["Allow"] == "POST"
    assert ada.get("/hints/1").status == 404
    assert ada.get("/firms/").status == 200
    assert ada.post("/firms/", {}).status == 405


def test_wrong_methods(ada: Client) -> None:
    for method, path in (("PATCH", "/parcels/1"), ("GET", "/login"), ("DELETE", "/openapi.json"), ("PUT", "/parcels/")):
        answer = ada.send(method, path)
        assert (answer.status, set(answer.json)) == (405, {"message"})
        assert answer.headers["Allow"]
