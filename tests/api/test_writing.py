"""Creating, changing and deleting by other systems: what is right is stored, what is wrong is told field by field."""

import base64
import json
from typing import Any

import pytest

from tests.api.clients import JSON, Client, Depot

TEXT = base64.b64encode(b"Handle with care\n").decode()
FULL: dict[str, Any] = {
    "contents": "Everything",
    "weight": "1.5",
    "value": 12.5,
    "share": 3,
    "pieces": 2.0,
    "due": "2026-05-01",
    "collect": "2026-05-01T09:30:00+02:00",
    "window": "08:15",
    "patience": 90,
    "fragile": False,
    "handling": ["cold"],
    "to": "1 Quay\nPort",
    "remarks": "a\nb",
    "story": "**bold**",
    "mail": "Ada@North.Example",
    "phone": "+49 30 1234567",
    "page": "https://north.example/",
    "label": {"name": "label.txt", "content": TEXT},
    "papers": [{"name": "a.txt", "content": TEXT}, {"name": "b.txt", "content": TEXT}],
}
SHOWN: dict[str, Any] = {
    "weight": "1.500",
    "value": "12.50",
    "share": "3.0",
    "pieces": 2,
    "collect": "2026-05-01T07:30:00+00:00",
    "window": "08:15:00",
    "patience": 90,
    "fragile": False,
    "handling": ["cold"],
    "mail": "ada@north.example",
    "state": "new",
}
WRONG: dict[str, tuple[dict[str, Any], str, str]] = {
    "unknown": ({"contnts": "x"}, "contnts", "There is no field “contnts” to send here. Did you mean “contents”?"),
    "hidden": ({"secret": "x"}, "secret", "There is no field “secret” to send here."),
    "seen only": ({"state": "sent"}, "state", "There is no field “state” to send here."),
    "preset": ({"firm": "1"}, "firm", "There is no field “firm” to send here."),
    "missing": ({}, "contents", "This is required."),
    "empty": ({"contents": "  "}, "contents", "Enter contents"),
    "null": ({"contents": None}, "contents", "Enter contents"),
    "a number for a text": ({"contents": 1}, "contents", "This must be text."),
    "too long": ({"contents": "x" * 81}, "contents", "This must have at most 80 characters."),
    "control characters": ({"contents": "a\0b"}, "contents", "Remove the control characters from contents"),
    "half a character": ({"contents": "\ud800"}, "contents", "Remove the control characters from contents"),
    "text for a number": ({"pieces": "two"}, "pieces", "This must be a whole number."),
    "a part of a piece": ({"pieces": 1.5}, "pieces", "This must be a whole number."),
    "yes for a number": ({"pieces": True}, "pieces", "This must be a whole number."),
    "endless number": ({"pieces": 1e300}, "pieces", "This must be a whole number."),
    "too many digits": ({"weight": 1.2345}, "weight", "This must have at most 3 digits after the point."),
    "too large": ({"weight": "1" * 16}, "weight", "This must have at most 15 digits before the point."),
    "no number": ({"weight": "1,5"}, "weight", "This must be a number, best as text, such as “12.50”."),
    "no day": ({"due": "2026-02-30"}, "due", "This must be a day, such as 2026-01-31."),
    "a week for a day": ({"due": "2026-W05-1"}, "due", "This must be a day, such as 2026-01-31."),
    "no offset": (
        {"collect": "2026-05-01T09:30:00"},
        "collect",
        "This must be a moment with its offset, such as 2026-01-31T09:30:00+01:00.",
    ),
    "no time": ({"window": "25:00"}, "window", "This must be a time, such as 09:30."),
    "text for seconds": ({"patience": "2d"}, "patience", "This must be a whole number of seconds."),
    "text for yes": ({"fragile": "yes"}, "fragile", "This must be true or false."),
    "no choice": ({"handling": ["hot"]}, "handling", "This must be one of: dry, cold, upright."),
    "one for a list": ({"handling": "dry"}, "handling", "This must be one of the choices."),
    "a number for an id": ({"sender": 7}, "sender", "This must be the id of a record, as text."),
    "id of nobody": ({"sender": "7"}, "sender", "Choose a sender from the list"),
    "ids of nobody": ({"helpers": ["7"]}, "helpers", "Choose helpers from the list"),
    "no mail": ({"mail": "ada@"}, "mail", "This must be an email address, such as name@example.org."),
    "no phone": (
        {"phone": "12"},
        "phone",
        "This must be a telephone number with its area code, such as +44 20 7946 0018.",
    ),
    "no web address": ({"page": "javascript:x"}, "page", "Enter page as a web address, like https://www.example.org"),
    "no file": (
        {"label": "label.txt"},
        "label",
        "This must be a file: its name, and its content in base64.",
    ),
    "no base64": (
        {"label": {"name": "a.txt", "content": "*"}},
        "label",
        "The content of a file must be in base64.",
    ),
    "wrong file": (
        {"label": {"name": "a.exe", "content": TEXT}},
        "label",
        "Upload label as txt; “a.exe” is not",
    ),
    "files of nobody": ({"papers": [{"id": "7"}]}, "papers", "There are no such files here to stay."),
}
BODIES: dict[str, tuple[bytes, str]] = {
    "no JSON": (b"contents=x", "The body is not JSON: it cannot be read."),
    "nothing": (b"", "The body is not JSON: it cannot be read."),
    "no object": (b"[]", "The body must be a JSON object."),
    "too deep": (b'{"contents":' + b"[" * 10_000 + b"]" * 10_000 + b"}", "The JSON is nested too deep."),
    "twice": (b'{"contents":"a","contents":"b"}', "The body is not JSON: “contents” is in it twice."),
    "NaN": (b'{"pieces":NaN}', "The body is not JSON: NaN is no number."),
    "Infinity": (b'{"pieces":-Infinity}', "The body is not JSON: -Infinity is no number."),
    "long number": (b'{"pieces":' + b"9" * 5000 + b"}", "The body is not JSON: a number is too long."),
    "endless exponent": (b'{"pieces":1e99999999999999999999999}', "The body is not JSON: a number is too long."),
    "no UTF-8": (b'{"contents":"\xff"}', "The body is not JSON: it cannot be read."),
}


def test_everything_is_stored_as_sent(ada: Client, depot: Depot) -> None:
    people = {name: str(key) for key, name in depot.ask("SELECT id, name FROM person")}
    answer = ada.post("/parcels/", {**FULL, "sender": people["Ada Oar"], "helpers": [people["Max Mast"]]})
    assert answer.status == 201, answer.content
    found = answer.result
    assert {name: found[name] for name in SHOWN} == SHOWN
    assert (found["sender"]["title"], [each["title"] for each in found["helpers"]]) == ("Ada Oar", ["Max Mast"])
    assert found["firm"]["title"] == "North Freight"
    assert answer.headers["Location"] == f"/clients/api/v1/parcels/{found['id']}"
    assert ada.get(f"/parcels/{found['id']}").result == found


def test_files_come_back_as_they_were_sent(ada: Client, depot: Depot) -> None:
    made = ada.post("/parcels/", {"contents": "Files", "label": FULL["label"], "papers": FULL["papers"]}).result
    label = made["label"]
    assert (label["name"], label["size"], label["media_type"]) == ("label.txt", 17, "text/plain")
    answer = ada.get(f"/parcels/{made['id']}/files/{label['id']}/label.txt")
    assert (answer.status, answer.content) == (200, b"Handle with care\n")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    bert = depot.client("bert")
    assert bert.get(f"/parcels/{made['id']}/files/{label['id']}/label.txt").status == 404


def test_files_are_added_kept_and_removed(ada: Client) -> None:
    made = ada.post("/parcels/", {"contents": "More files", **{name: FULL[name] for name in ("label", "papers")}})
    first, second = made.result["papers"]
    path = f"/parcels/{made.result['id']}"
    body = {"revision": made.result["revision"], "papers": [{"id": second["id"]}, {"name": "c.txt", "content": TEXT}]}
    changed = ada.put(path, body)
    assert changed.status == 200, changed.content
    assert [each["name"] for each in changed.result["papers"]] == ["b.txt", "c.txt"]
    assert changed.result["label"]["name"] == "label.txt"
    emptied = ada.put(path, {"revision": changed.result["revision"], "papers": [], "label": None})
    assert (emptied.result["papers"], emptied.result["label"]) == ([], None)
    assert ada.get(f"{path}/files/{first['id']}/a.txt").status == 404


def test_a_change_is_partial_and_needs_the_revision(ada: Client) -> None:
    made = ada.post("/parcels/", {"contents": "Partial", "weight": "1"}).result
    path = f"/parcels/{made['id']}"
    changed = ada.put(path, {"revision": made["revision"], "contents": "Part"})
    assert (changed.status, changed.result["contents"], changed.result["weight"]) == (200, "Part", "1.000")
    assert changed.result["revision"] == made["revision"] + 1
    late = ada.put(path, {"revision": made["revision"], "contents": "Late"})
    assert (late.status, late.json["revision"]) == (409, made["revision"] + 1)
    for revision in (None, "1", True, 0, 1.5, 10**12):
        answer = ada.put(path, {"revision": revision, "contents": "x"})
        assert (answer.status, list(answer.json["errors"])) == (422, ["revision"])
    assert ada.put(path, {"contents": "x"}).status == 422


def test_deleting(ada: Client, max_: Client) -> None:
    made = ada.post("/parcels/", {"contents": "To delete"}).result
    path = f"/parcels/{made['id']}"
    assert ada.delete(f"{path}?revision=1").status == 405  # no sender may
    for query in ("", "?revision=", "?revision=x", "?revision=0", "?revision=1&x=1", "?revision=1&revision=1"):
        assert max_.delete(f"{path}{query}").status == 400
    assert max_.delete(f"{path}?revision=2").status == 409
    gone = max_.delete(f"{path}?revision=1")
    assert (gone.status, gone.content) == (204, b"")
    assert max_.delete(f"{path}?revision=1").status == max_.get(path).status == 404


def test_conditions_of_moves_hold(ada: Client, max_: Client, pia: Client) -> None:
    made = ada.post("/parcels/", {"contents": "On its way"}).result
    path = f"/parcels/{made['id']}"
    sent = pia.put(path, {"revision": 1, "state": "sent", "delay": "Fog"})
    assert (sent.status, sent.result["delay"]) == (200, "Fog")
    assert ada.put(path, {"revision": 2, "contents": "Mine"}).status == 403
    assert max_.delete(f"{path}?revision=2").status == 403
    assert ada.get(path).json["may"] == {"edit": [], "delete": False}


def test_what_is_sent_and_never_read(ada: Client, depot: Depot) -> None:
    answer = ada.post("/hints/", {"title": "Slow", "words": "It takes long"})
    assert (answer.status, list(answer.result), answer.headers["Location"]) == (201, ["id"], None)
    assert depot.ask("SELECT words FROM hint WHERE id = ?", answer.result["id"]) == [("It takes long",)]


def test_a_role_that_sees_less_sends_less(depot: Depot) -> None:
    cem, path = depot.client("cem", "office"), f"/parcels/{depot.parcel('China')}"
    found = cem.get(path)
    assert "secret" not in found.result
    for answer in (
        cem.put(path, {"revision": found.result["revision"], "secret": "x"}),
        cem.post("/parcels/", {"firm": found.result["firm"]["id"], "contents": "x", "secret": "x"}),
    ):
        assert (answer.status, list(answer.json["errors"])) == (422, ["secret"])
    assert cem.get("/parcels/", _columns="secret").status == cem.get("/parcels/", secret="x").status == 400


@pytest.mark.parametrize(("values", "field", "words"), WRONG.values(), ids=WRONG)
@pytest.mark.usefixtures("unchanged")
def test_422_by_field(values: dict[str, Any], field: str, words: str, ada: Client, depot: Depot) -> None:
    fine = {} if field == "contents" or not values else {"contents": "Fine"}
    created = ada.post("/parcels/", {**fine, **values})
    assert (created.status, created.json["errors"].get(field)) == (422, [words]), created.content
    if values:
        changed = ada.put(f"/parcels/{depot.parcel('Books')}", {"revision": 1, **values})
        assert (changed.status, changed.json["errors"].get(field)) == (422, [words]), changed.content


@pytest.mark.parametrize(("body", "words"), BODIES.values(), ids=BODIES)
@pytest.mark.usefixtures("unchanged")
def test_400_for_what_is_no_json_object(body: bytes, words: str, ada: Client, depot: Depot) -> None:
    for method, path in (("POST", "/parcels/"), ("PUT", f"/parcels/{depot.parcel('Books')}")):
        answer = ada.send(method, path, body, JSON)
        assert (answer.status, answer.json) == (400, {"message": words})


@pytest.mark.usefixtures("unchanged")
def test_415_for_anything_but_json(ada: Client) -> None:
    body = json.dumps({"contents": "x"}).encode()
    for kind in ("text/plain", "application/x-www-form-urlencoded", "application/jsonp", "multipart/form-data", ""):
        assert ada.send("POST", "/parcels/", body, {"Content-Type": kind} if kind else {}).status == 415
    assert (
        ada.send("POST", "/parcels/", b'{"contents":1}', {"Content-Type": "application/json; charset=utf-8"}).status
        == 422
    )


@pytest.mark.usefixtures("unchanged")
def test_foreign_links_and_records_are_as_if_missing(ada: Client, depot: Depot) -> None:
    [[bert]] = depot.ask("SELECT id FROM person WHERE email LIKE 'bert@%'")
    foreign, missing = (ada.post("/parcels/", {"contents": "x", "sender": each}) for each in (str(bert), "7"))
    assert foreign.whole == missing.whole
    body = {"revision": 1, "contents": "Mine"}
    paths = [f"/parcels/{each}" for each in (depot.parcel("China"), "4611686018427387904")]
    assert ada.put(paths[0], body).whole == ada.put(paths[1], body).whole
    max_ = depot.client("max")
    assert max_.delete(f"{paths[0]}?revision=1").whole == max_.delete(f"{paths[1]}?revision=1").whole


@pytest.mark.usefixtures("unchanged")
def test_parameters_have_no_business_with_a_body(ada: Client, depot: Depot) -> None:
    assert ada.post("/parcels/?contents=x", {"contents": "x"}).status == 400
    assert ada.put(f"/parcels/{depot.parcel('Books')}?revision=1", {"revision": 1}).status == 400
    assert ada.get(f"/parcels/{depot.parcel('Books')}", _columns="contents").status == 400
