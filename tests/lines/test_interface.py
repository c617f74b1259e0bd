"""Lines by the interface, on both databases: a list within their record, in answers and in what is sent."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.clients import Answer, Client
from tests.lines.bazaar import Bazaar

pytestmark = pytest.mark.parametrize("bazaar", ["sqlite", "postgresql"], indirect=True, scope="module")


@pytest.fixture(scope="module")
def ada(bazaar: Bazaar) -> Client:
    return bazaar.client("ada")


@pytest.fixture(scope="module")
def sue(bazaar: Bazaar) -> Client:
    return bazaar.client("sue")


def make(bazaar: Bazaar, client: Client, *items: dict[str, Any], **values: Any) -> Answer:
    items = items or ({"product": bazaar.product("Lamp"), "quantity": 2}, {"product": bazaar.product("Rug")})
    return client.post("/orders/", {"reference": "By wire", "items": list(items), **values})


def test_lines_are_sent_and_answered_within_their_record(bazaar: Bazaar, ada: Client) -> None:
    answer = make(bazaar, ada)
    assert answer.status == 201, answer.content
    items = answer.result["items"]
    assert [(each["product"]["title"], each["quantity"], each["amount"]) for each in items] == [
        ("Lamp", 2, "40.00"),
        ("Rug", 1, "150.00"),
    ]
    assert items[0].keys() == {"id", "product", "quantity", "wanted", "price", "note", "amount"}
    assert (answer.result["total"], answer.result["pieces"]) == ("190.00", 3)
    listed = ada.get("/orders/", _columns="reference,items").result
    assert next(each["items"] for each in listed if each["id"] == answer.result["id"]) == items
    assert "items" not in ada.get("/orders/").result[0]


def test_a_change_keeps_adds_and_removes(bazaar: Bazaar, ada: Client) -> None:
    made = make(bazaar, ada).result
    lamp, rug = (each["id"] for each in made["items"])
    path = f"/orders/{made['id']}"
    assert ada.put(path, {"revision": 1, "remark": "lines stay"}).result["items"] == made["items"]
    changed = ada.put(
        path, {"revision": 2, "items": [{"id": lamp, "note": "blue"}, {"product": bazaar.product("Vase")}]}
    )
    assert changed.status == 200, changed.content
    assert bazaar.items(int(made["id"])) == [("Lamp", 2), ("Vase", 1)]
    assert changed.result["items"][0]["note"] == "blue"
    assert (changed.result["revision"], changed.result["total"]) == (3, "47.50")
    again = ada.put(path, {"revision": 3, "items": [{"id": each["id"]} for each in changed.result["items"]]})
    assert (again.status, again.result["revision"]) == (200, 3), "nothing was changed"
    assert ada.put(path, {"revision": 2, "items": []}).status == 409
    told = bazaar.ask(
        "SELECT record, action FROM portal_history WHERE record_id IN (?, ?, ?) ORDER BY id",
        int(lamp),
        int(rug),
        int(made["id"]),
    )
    assert ("order_item", "delete") in told and ("order_item", "edit") in told and ("order", "edit") in told


def refused(answer: Answer) -> dict[str, list[str]]:
    assert answer.status == 422, answer.content
    errors: dict[str, list[str]] = answer.json["errors"]
    return errors


def test_faults_are_told_by_the_place_of_the_line(bazaar: Bazaar, ada: Client, unchanged: None) -> None:
    lamp = bazaar.product("Lamp")
    items = ({"product": lamp, "quantity": "many"}, {"quantity": 3}, {"product": lamp, "order": "1", "quantity": 1})
    assert refused(make(bazaar, ada, *items)) == {
        "items.0.quantity": ["This must be a whole number."],
        "items.1.product": ["This is required."],
        "items.2.order": ["There is no field “order” to send here."],
    }
    items = ({"product": lamp, "quantity": 0}, {"product": lamp, "quantity": 901})
    found = refused(make(bazaar, ada, *items))
    assert found == {"items.1.product": ["This product is in the order already."]}
    found = refused(
        make(bazaar, ada, {"product": lamp, "quantity": 0}, {"product": bazaar.product("Vase"), "quantity": 901})
    )
    assert found == {
        "items.0.quantity": ["Enter quantity as 1 or more"],
        "items.1.quantity": ["Enter quantity as 900 or less"],
    }
    assert refused(make(bazaar, ada, {"product": bazaar.product("Relic")})) == {
        "items.0.product": ["Choose a product from the list"]
    }
    assert refused(ada.post("/orders/", {"reference": "x", "items": []})) == {
        "items": ["Items must have 1 line or more; there is none"]
    }
    assert refused(ada.post("/orders/", {"reference": "x"})).keys() == {"items"}


def test_what_is_no_list_of_lines(bazaar: Bazaar, ada: Client, unchanged: None) -> None:
    lamp = {"product": bazaar.product("Lamp")}
    for value in ("lamp", 7, {"0": lamp}, True):
        assert refused(ada.post("/orders/", {"reference": "x", "items": value})).keys() == {"items"}
    for value in ([7], [["lamp"]], [None], [lamp, "lamp"]):
        assert all(
            name.startswith("items.") for name in refused(ada.post("/orders/", {"reference": "x", "items": value}))
        )
    assert refused(ada.post("/orders/", {"reference": "x", "items": [lamp] * 10_000})) == {
        "items": ["This must be at most 200."]
    }
    assert refused(ada.post("/orders/", {"reference": "x", "items": [lamp] * 6})) == {
        "items": ["Items must have 5 lines or fewer; there are 6"]
    }
    assert refused(ada.post("/orders/", {"reference": "x", "items": None})).keys() == {"items"}


def test_lines_of_others_are_lines_that_there_are_not(bazaar: Bazaar, ada: Client) -> None:
    """Of another company, of another order, hidden, missing, or sent twice: refused, the first four in one breath."""
    mine, other = make(bazaar, ada).result, make(bazaar, ada, reference="Other").result
    [[foreign]] = bazaar.ask("SELECT id FROM order_item WHERE note = 'canary of Birch'")
    [[hidden]] = bazaar.ask("SELECT id FROM order_item WHERE note = 'Out of stock'")
    stay = [{"id": each["id"]} for each in mine["items"]]
    before = bazaar.rows()
    gone = {"items.2": ["This line is not here any more. Load the page again."]}
    for line in (foreign, hidden, other["items"][0]["id"], "12345", str(2**63 - 1)):
        body = {"revision": 1, "items": [*stay, {"id": str(line), "note": "mine now"}]}
        assert refused(ada.put(f"/orders/{mine['id']}", body)) == gone, line
    for line in (0, -1, "x", 2**70, None, [], "01"):
        body = {"revision": 1, "items": [{"id": line}]}
        assert refused(ada.put(f"/orders/{mine['id']}", body)).keys() == {"items.0.id"}, line
    twice = {"revision": 1, "items": [*stay, stay[0]]}
    assert refused(ada.put(f"/orders/{mine['id']}", twice)) == {
        "items": ["A line was sent twice. Load the page again."]
    }
    assert refused(make(bazaar, ada, {"id": mine["items"][0]["id"]})) == {
        "items.0": ["This line is not here any more. Load the page again."]
    }
    assert bazaar.rows() == before


def test_what_may_be_done_to_a_line_is_its_own_block_s(bazaar: Bazaar, ada: Client, sue: Client) -> None:
    made = make(bazaar, ada, {"product": bazaar.product("Lamp"), "quantity": 150}).result
    path, line = f"/orders/{made['id']}", made["items"][0]["id"]
    before = bazaar.rows()
    assert ada.put(path, {"revision": 1, "items": [{"id": line, "quantity": 3}]}).status == 403
    assert ada.put(path, {"revision": 1, "items": [{"id": line, "product": bazaar.product("Rug")}]}).status == 403
    assert refused(ada.put(path, {"revision": 1, "items": [{"id": line, "price": "1"}]})).keys() == {"items.0.price"}
    assert refused(ada.put(path, {"revision": 1, "items": [{"product": bazaar.product("Rug")}]})) == {
        "items": ["A line of items is missing that you may not remove. Load the page again."]
    }
    for portal, name in (("staff", "pat"), ("staff", "gus")):
        client = bazaar.client(name)
        assert client.put(path, {"revision": 1, "items": []}).status in (403, 404, 405, 422), (portal, name)
        assert client.put(path, {"revision": 1, "remark": "packed", "items": []}).status != 200
    assert bazaar.rows() == before
    kept = sue.put(
        path, {"revision": 1, "items": [{"id": line, "kept": True}, {"product": bazaar.product("Rug"), "price": 1}]}
    )
    assert kept.status == 200, kept.content
    assert [each["product"]["title"] for each in ada.get(path).result["items"]] == ["Rug"]
    after = ada.put(path, {"revision": 2, "items": [{"product": bazaar.product("Vase")}]})
    assert bazaar.items(int(made["id"])) == [("Lamp", 150), ("Vase", 1)], after.content
    placed = sue.put(path, {"revision": 3, "state": "placed"})
    assert placed.status == 200
    assert ada.put(path, {"revision": 4, "items": []}).status == 403


def test_who_sees_no_order_or_none_of_its_items_sees_no_item(bazaar: Bazaar, ada: Client, sue: Client) -> None:
    make(bazaar, ada)
    [[foreign]] = bazaar.ask("SELECT id FROM order_item WHERE note = 'canary of Birch'")
    gus = bazaar.client("gus")
    for client, path in ((ada, "/order-items/"), (gus, "/order-items/"), (gus, "/orders/"), (ada, "/orders/")):
        answer = client.get(path)
        assert b"canary" not in answer.content and str(foreign).encode() not in answer.content
    assert ada.get(f"/order-items/{foreign}").whole[2] == ada.get("/order-items/12345").whole[2]
    assert gus.get(f"/order-items/{foreign}").status == 404
    assert gus.get("/order-items/").result == []
    [other] = [each for each in gus.get("/orders/").result if each["reference"] == "Secret of Birch"]
    assert "items" not in gus.get(f"/orders/{other['id']}").result
    assert gus.get("/orders/", _columns="items").status == 400
    assert sue.get(f"/order-items/{foreign}").result["note"] == "canary of Birch"


def test_a_line_is_not_changed_by_itself(bazaar: Bazaar, ada: Client, sue: Client, unchanged: None) -> None:
    [[line]] = bazaar.ask("SELECT id FROM order_item WHERE note = 'By the door'")
    for client in (ada, sue):
        assert client.get(f"/order-items/{line}").json["may"] == {"edit": [], "delete": False}
        assert client.post("/order-items/", {"product": bazaar.product("Lamp")}).status == 405
        assert client.put(f"/order-items/{line}", {"revision": 1, "note": "x"}).status == 405
        assert client.delete(f"/order-items/{line}?revision=1").status == 405
        assert client.get("/order-items/options/product").status == 200
        paths = client.get("/openapi.json").json["paths"]
        assert paths["/order-items/"].keys() == {"get"}
        assert "put" not in paths["/order-items/{id}"]


def test_deleting_the_record_deletes_its_lines(bazaar: Bazaar, ada: Client) -> None:
    made = make(bazaar, ada).result
    assert ada.delete(f"/orders/{made['id']}?revision=1").status == 204
    assert bazaar.items(int(made["id"])) == []
