"""Lines in forms without scripts: entered, changed, removed, refused; nothing that was typed is lost."""

from __future__ import annotations

from collections.abc import Mapping

from tests.businesses.browsing import record_id
from tests.lines.bazaar import Bazaar, held_by


def typed_in(held: Mapping[str, str]) -> Mapping[str, str]:
    """Without the token, which each page signs anew."""
    return {name: value for name, value in held.items() if name != "csrf_token"}


def test_an_order_is_made_with_its_lines(bazaar: Bazaar) -> None:
    ada = bazaar["ada"]
    held = ada.held("/orders/new")
    assert {"items-0-product", "items-1-quantity", "items-2-note"} <= held.keys()
    assert "items-3-product" not in held
    assert held["items-0-quantity"] == "1"
    order = bazaar.new()
    assert bazaar.items(order) == [("Lamp", 2), ("Rug", 1)]
    assert [
        (str(total), pieces) for total, pieces in bazaar.ask('SELECT total, pieces FROM "order" WHERE id = ?', order)
    ]
    page = ada.get(f"/orders/{order}").text
    assert '<h2 id="items-lines">Items</h2>' in page
    assert "€190.00" in page and page.count('<th scope="row"') == 2


def test_lines_are_changed_removed_and_added_at_once(bazaar: Bazaar) -> None:
    ada, order = bazaar["ada"], bazaar.new(reference="Garden")
    path = f"/orders/{order}/edit"
    held = ada.held(path)
    assert [name for name in held if name.endswith("-id")] == ["items-0-id", "items-1-id"]
    changes = {"items__0__quantity": "5", "items__1__remove": "1", "items__2__product": bazaar.product("Vase")}
    answer = ada.send(path, **changes)
    assert answer.status == 303, answer.text
    assert bazaar.items(order) == [("Lamp", 5), ("Vase", 1)]
    assert bazaar.ask('SELECT revision, pieces FROM "order" WHERE id = ?', order) == [(2, 6)]


def test_more_lines_are_asked_for_by_a_button_and_all_that_was_typed_stays(bazaar: Bazaar) -> None:
    ada = bazaar["ada"]
    held = {**ada.held("/orders/new"), "reference": "Attic", "items-0-note": "kept", "items-1-quantity": "lots"}
    answer = ada.post("/orders/new", {**held, "_add": "items"})
    assert answer.status == 200
    again = held_by(answer)
    assert again.items() >= typed_in(held).items()
    assert "items-3-product" in again
    assert 'class="message"' not in answer.text
    last = ada.post("/orders/new", {**again, "_add": "items"})
    assert 'name="_add"' not in last.text, "five lines are the most"


def test_what_is_wrong_stands_at_the_line_and_the_field(bazaar: Bazaar, unchanged: None) -> None:
    ada = bazaar["ada"]
    lamp = bazaar.product("Lamp")
    values = {"reference": "Cellar", "items-0-product": lamp, "items-0-quantity": "none", "items-2-quantity": "3"}
    held = {**ada.held("/orders/new"), **values, "items-1-product": lamp, "items-1-quantity": "2"}
    answer = ada.post("/orders/new", held)
    assert answer.status == 422
    assert '<a href="#items-0-quantity">Item 1: Quantity must be a number, like 12</a>' in answer.text
    assert '<a href="#items-2-product">Item 3: Choose a product</a>' in answer.text
    assert 'id="items-0-quantity-message"' in answer.text
    assert held_by(answer).items() >= typed_in({**held, **values}).items()
    answer = ada.post("/orders/new", {**held, "items-0-quantity": "1", "items-2-quantity": "1"})
    assert '<a href="#items-1-product">Item 2: This product is in the order already.</a>' in answer.text


def test_how_many_lines_there_may_be(bazaar: Bazaar) -> None:
    ada, order = bazaar["ada"], bazaar.new(reference="Few")
    answer = ada.send("/orders/new", reference="Nothing")
    assert "Items must have 1 line or more; there is none" in answer.text
    lines = {f"items-{place}-note": "x" for place in range(6)}
    names = ["Lamp", "Rug", "Vase", "Lamp", "Rug", "Vase"]
    lines |= {f"items-{place}-product": bazaar.product(name) for place, name in enumerate(names)}
    answer = ada.post("/orders/new", {**ada.held("/orders/new"), "reference": "Much", **lines})
    assert answer.status == 422
    assert "Items must have 5 lines or fewer; there are 6" in answer.text
    removed = {f"items__{place}__remove": "1" for place in range(2)}
    answer = ada.send(f"/orders/{order}/edit", **removed)
    assert answer.status == 422
    assert "Items must have 1 line or more; there is none" in answer.text
    assert held_by(answer)["items-1-remove"] == "1"
    assert bazaar.items(order) == [("Lamp", 2), ("Rug", 1)]


def test_a_line_is_judged_with_its_owner(bazaar: Bazaar, unchanged: None) -> None:
    ada = bazaar["ada"]
    lines = {"items-0-product": bazaar.product("Vase"), "items-0-quantity": "600"}
    lines |= {"items-1-product": bazaar.product("Lamp"), "items-1-quantity": "600"}
    answer = ada.post("/orders/new", {**ada.held("/orders/new"), "reference": "Heavy", **lines})
    assert '<a href="#items">An order has 1,000 pieces at most.</a>' in answer.text
    lines = {"items-0-product": bazaar.product("Rug"), "items-0-quantity": "900"}
    answer = ada.post("/orders/new", {**ada.held("/orders/new"), "reference": "Dear", **lines})
    assert '<a href="#items-0-quantity">Item 1: Ask us for an offer for so much.</a>' in answer.text


def test_the_line_that_is_hidden_stays(bazaar: Bazaar) -> None:
    """The vase is kept back from Acme: it is not in the form, and not removed with the others."""
    ada, order = bazaar["ada"], bazaar.order("Hall")
    page = ada.get(f"/orders/{order}").text
    assert "By the door" in page and "Vase" not in page and "Out of stock" not in page
    assert "Out of stock" not in ada.get(f"/orders/{order}/edit").text
    answer = ada.send(f"/orders/{order}/edit", items__1__remove="1", items__0__note="At the door")
    assert answer.status == 303, answer.text
    assert bazaar.items(order) == [("Lamp", 2), ("Vase", 3)]
    assert "Out of stock" in bazaar["sue"].get(f"/orders/{order}").text


def test_what_may_not_be_edited_of_a_line_is_read(bazaar: Bazaar) -> None:
    """Of more than 100 pieces a customer changes the note only, and removes none."""
    order = bazaar.new(reference="Hotel", items__0__quantity="150")
    ada, path = bazaar["ada"], f"/orders/{order}/edit"
    held = ada.held(path)
    assert "items-0-note" in held and "items-0-quantity" not in held and "items-0-remove" not in ada.get(path).text
    assert "items-1-remove" in ada.get(path).text
    before = bazaar.rows()
    for values in ({"items-0-quantity": "3"}, {"items-0-remove": "1"}, {"items-0-price": "0"}):
        answer = ada.post(path, {**held, **values})
        assert answer.status == 422
        assert "This form has no question" in answer.text
    left = {name: value for name, value in held.items() if not name.startswith("items-0-")}
    answer = ada.post(path, left)
    assert answer.status == 422
    assert "A line of items is missing that you may not remove" in answer.text
    assert bazaar.rows() == before


def test_two_people_at_once(bazaar: Bazaar) -> None:
    order = bazaar.new(reference="Shared")
    path = f"/orders/{order}/edit"
    ada, sue = bazaar["ada"], bazaar["sue"]
    held = ada.held(path)
    assert sue.send(path, items__2__product=bazaar.product("Vase"), items__2__price="1").status == 303
    answer = ada.post(path, {**held, "items-0-quantity": "9"})
    assert answer.status == 409
    assert "Somebody else changed this meanwhile" in answer.text
    again = held_by(answer)
    assert again["items-0-quantity"] == "9"
    assert len([name for name in again if name.endswith("-id")]) == 3, "the line of the other is in the form by now"
    assert ada.post(path, again).status == 303
    assert bazaar.items(order) == [("Lamp", 9), ("Rug", 1), ("Vase", 1)]


def test_deleting_an_order_deletes_its_lines(bazaar: Bazaar) -> None:
    order = bazaar.new(reference="Gone")
    ada = bazaar["ada"]
    answer = ada.send(f"/orders/{order}/delete")
    assert answer.status == 303, answer.text
    assert bazaar.items(order) == []


def test_a_line_is_no_record_to_change_by_itself(bazaar: Bazaar, unchanged: None) -> None:
    ada, order = bazaar["ada"], bazaar.order("Hall")
    [[line], *_] = bazaar.ask("SELECT id FROM order_item WHERE order_id = ? ORDER BY id", order)
    assert ada.get(f"/order-items/{line}").status == 200
    assert ada.get("/order-items/").status == 200
    for path in ("/order-items/new", f"/order-items/{line}/edit", f"/order-items/{line}/delete"):
        assert ada.get(path).status == 404, path
    assert record_id(f"/{line}") == line
