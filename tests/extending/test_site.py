"""Hand-written code on a real server: it changes what it may, and shows and sets nothing that its person may not."""

from __future__ import annotations

import re
import sqlite3
from typing import Any

import pytest

from runtime.web.headers import POLICY
from tests.extending.conftest import Bakery

SECRET = "Burnt last time"


def stored(bakery: Bakery, statement: str, *values: object) -> list[tuple[Any, ...]]:
    with sqlite3.connect(bakery.place.var / "portal.db") as connection:
        return connection.execute(statement, values).fetchall()


def test_a_refusal_stands_at_its_field_with_everything_that_was_typed(bakery: Bakery) -> None:
    answer = bakery.ada.post("/orders/new", [("what", "Pretzels"), ("pieces", "21")])
    assert answer.status == 422
    assert "Ada Crumb, order 20 pieces at most." in answer.text and "Pretzels" in answer.text
    assert '<a href="#pieces">Ada Crumb, order 20 pieces at most.</a>' in answer.text
    status, body = bakery.api("POST", "/orders/", {"what": "Pretzels", "pieces": 21})
    assert (status, body["errors"]) == (422, {"pieces": ["Ada Crumb, order 20 pieces at most."]})


def test_what_a_handler_sets_is_there_and_stays_hidden(bakery: Bakery) -> None:
    order = bakery.order("Baguette")
    assert stored(bakery, 'SELECT notes FROM "order" WHERE id = ?', order) == [("By Ada Crumb.",)]
    assert "By Ada Crumb" not in bakery.ada.get(f"/orders/{order}").text
    assert "By Ada Crumb" in bakery.egon.get(f"/orders/{order}").text


def test_a_handler_that_fails_saves_nothing_and_gives_the_page_of_a_fault(bakery: Bakery) -> None:
    order = bakery.order("Roll")
    revision = re.search(r'name="revision" value="(\d+)"', bakery.ada.get(f"/orders/{order}/edit").text)
    assert revision
    answer = bakery.ada.post(f"/orders/{order}/edit", [("what", "Explosion"), ("revision", revision[1])])
    number = re.search(r"this number: ([0-9a-f]{12})", answer.text)
    assert answer.status == 500 and number and "By Ada" not in answer.text
    assert stored(bakery, 'SELECT what FROM "order" WHERE id = ?', order) == [("Roll",)]
    assert f"fault {number[1]}" in bakery.log
    assert "extensions.order.explode failed" in bakery.log
    assert bakery.ada.get(f"/orders/{order}").status == 200


def test_a_deletion_is_refused_in_words(bakery: Bakery) -> None:
    order = bakery.order("Cake")
    answer = bakery.ada.post(f"/orders/{order}/delete", [("revision", "1")])
    assert answer.status == 422 and "Nobody takes a cake back." in answer.text


def test_a_reaction_that_fails_changes_nothing(bakery: Bakery) -> None:
    order = bakery.order("Wreck")
    assert stored(bakery, 'SELECT what FROM "order" WHERE id = ?', order) == [("Wreck",)]
    assert f"order {order} is Wreck" in bakery.log
    assert "extensions.order.tell failed after the commit; the change stands" in bakery.log


def test_replaced_classes_are_used(bakery: Bakery) -> None:
    assert "<!-- ours -->" in bakery.ada.get("/").text
    answer = bakery.ada.post("/orders/new", [("what", "Nothing"), ("pieces", "1")])
    assert answer.status == 422 and "Order something." in answer.text


def test_visibility_cannot_be_replaced(bakery: Bakery) -> None:
    """The form asks for the notes, the schema has them, the form sends them, the template prints all it has."""
    (loaf,) = [row[0] for row in stored(bakery, 'SELECT id FROM "order" WHERE notes LIKE ?', f"{SECRET}%")]
    pages = ["/", "/orders/", f"/orders/{loaf}", f"/orders/{loaf}/edit", "/orders/new", "/orders.csv", "/price-list/"]
    for path in pages:
        answer = bakery.ada.get(path)
        assert answer.status == 200, path
        assert SECRET not in answer.text and 'name="notes"' not in answer.text, path
    status, body = bakery.api("GET", f"/orders/{loaf}")
    assert status == 200 and "notes" not in body["result"]
    assert all("notes" not in row for row in bakery.api("GET", "/orders/")[1]["result"])
    assert bakery.api("GET", "/orders/?notes=Burnt")[0] == 400
    assert SECRET in bakery.egon.get(f"/orders/{loaf}").text


def test_what_may_not_be_set_is_not_set_by_a_subclass(bakery: Bakery) -> None:
    before = stored(bakery, 'SELECT count(*) FROM "order"')
    posted = bakery.ada.post("/orders/new", [("what", "Bun"), ("pieces", "1"), ("notes", "Mine")])
    assert posted.status == 422
    assert bakery.ada.post("/orders/new", [("what", "Smuggled"), ("pieces", "1")]).status == 403
    assert bakery.api("POST", "/orders/", {"what": "Bun", "pieces": 1, "notes": "Mine"})[0] == 422
    assert stored(bakery, 'SELECT count(*) FROM "order"') == before
    assert stored(bakery, 'SELECT count(*) FROM "order" WHERE notes = ?', "Mine") == [(0,)]


def test_a_block_of_a_template_is_overridden_and_the_rest_is_the_shipped_one(bakery: Bakery) -> None:
    order = bakery.order("<b>Bold</b>")
    text = bakery.ada.get(f"/orders/{order}").text
    assert '<p class="ours">Ours: &lt;b&gt;Bold&lt;/b&gt;</p>' in text
    assert '<dl class="facts">' in text and '<header class="site-header">' in text


def test_a_page_of_the_sites_own_needs_a_login_and_its_role(bakery: Bakery) -> None:
    stranger = type(bakery.egon)(bakery.egon.port, bakery.egon.root)
    answer = stranger.get("/baking/")
    assert answer.status == 303 and "/oven/login" in answer.location
    assert bakery.egon.get("/baking/").status == 200
    missing, refused = bakery.lena.get("/no-such-page/"), bakery.lena.get("/baking/")
    assert refused.status == 404
    assert (refused.body, refused.status) == (missing.body, missing.status)
    assert bakery.ada.get("/baking/").status == 404
    assert bakery.ada.get("/price-list/").status == 200


def test_its_label_is_in_the_menu_of_those_who_may_open_it(bakery: Bakery) -> None:
    link = '<a href="/oven/baking/"'
    assert (
        link in bakery.egon.get("/").text
        and f'{link} aria-current="page">In the oven' in bakery.egon.get("/baking/").text
    )
    assert link not in bakery.lena.get("/").text
    assert "price-list" not in bakery.ada.get("/").text


def test_its_changes_are_those_of_the_person_and_need_the_token(bakery: Bakery) -> None:
    order = bakery.order("Strudel")
    bare = type(bakery.egon)(bakery.egon.port, bakery.egon.root, dict(bakery.egon.cookies), token="forged")
    assert bare.post("/baking/", [("order", order)]).status == 400
    assert bakery.egon.post("/baking/", [("order", order)]).status == 303
    rows = stored(bakery, 'SELECT state FROM "order" WHERE id = ?', order)
    assert rows == [("baking",)]
    (account,) = stored(bakery, "SELECT account_id FROM portal_history WHERE record_id = ? AND action = 'edit'", order)
    assert account[0] is not None


def test_the_policy_and_the_escaping_stay_on(bakery: Bakery) -> None:
    answer = bakery.egon.get("/baking/")
    assert answer.headers["Content-Security-Policy"] == POLICY
    assert "&lt;b&gt;raw&lt;/b&gt;" in answer.text


def test_a_job_does_what_it_declares_and_is_logged(bakery: Bakery) -> None:
    order = bakery.order("Night bread")
    assert bakery.egon.post("/baking/", [("order", order)]).status == 303
    done = bakery.place.portal("job", "finish")
    assert done.returncode == 0, done.stderr
    assert re.fullmatch(r"\d+ orders are done\.\n", done.stdout)
    assert stored(bakery, 'SELECT state, updated_by FROM "order" WHERE id = ?', order) == [("done", None)]
    logged = stored(bakery, "SELECT act, portal, account_id, reason FROM portal_oversight")
    assert ("job", "job:finish", None, "What was baked is done at night.") in logged
    history = "SELECT account_id FROM portal_history WHERE record_id = ? ORDER BY at DESC, id DESC"
    assert stored(bakery, history, order)[0] == (None,)
    assert "order" in done.stderr and "job finish begins" in done.stderr


def test_a_job_can_do_nothing_else(bakery: Bakery) -> None:
    done = bakery.place.portal("job", "overreach")
    told = "[['what'], 0, 'You may not set notes here.', 'You may not change this now.']\n"
    assert (done.returncode, done.stdout) == (0, told)


def test_a_job_that_fails_says_so_and_keeps_what_it_did(bakery: Bakery) -> None:
    done = bakery.place.portal("job", "stumble")
    assert (done.returncode, done.stdout) == (1, "")
    last = "portal: the job stumble failed: RuntimeError; what it changed until then stays\n"
    assert done.stderr.endswith(last) and "in the middle" in done.stderr
    assert stored(bakery, 'SELECT count(*) FROM "order" WHERE what = ?', "Touched") == [(1,)]


def test_jobs_are_listed_and_an_unknown_one_is_said_so(bakery: Bakery) -> None:
    assert "finish: What was baked is done at night.\n" in bakery.place.portal("job").stdout
    done = bakery.place.portal("job", "finnish")
    assert done.returncode == 1
    assert done.stderr == "portal: there is no job finnish; there are: finish, overreach, stumble\n"


@pytest.mark.parametrize("folder", ["extensions", "generated"])
def test_servers_import_from_the_generation_alone(bakery: Bakery, folder: str) -> None:
    """What is in the working folder may be edited meanwhile."""
    (generation,) = [path for path in (bakery.place.var / "generations").iterdir() if path.is_dir()]
    assert (generation / folder / "__init__.py").is_file()
