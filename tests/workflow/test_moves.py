"""Moves by real requests: whose they are, when they are open, what they write, and what they refuse."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from tests.businesses.browsing import Upload
from tests.lines.bazaar import held_by
from tests.workflow.kiln import CHART, Kiln, do

# What a move writes


def test_a_move_sets_the_state_and_what_it_says(kiln: Kiln) -> None:
    bowls = kiln.id("Bowls")
    before = kiln.row("firing", bowls)
    assert do(kiln, "kim", "Bowls", "accept") == 200
    after = kiln.row("firing", bowls)
    assert (after["state"], after["keeper_id"]) == ("accepted", kiln.id("Kim", "keeper"))
    assert after["state_since"] > before["state_since"]
    assert after["accept_at"] == after["state_since"] == after["updated"]
    assert after["revision"] == before["revision"] + 1
    assert kiln.history(bowls) == [("move", "accept")]


def test_a_new_record_is_in_the_first_state(kiln: Kiln) -> None:
    made = kiln.client("ann").post("/firings/", {"title": "Cups", "pots": 3, "cone": "low"})
    row = kiln.row("firing", int(made.result["id"]))
    assert (row["state"], row["state_since"]) == ("requested", row["created"])


def test_a_portal_may_say_in_which_state_its_new_records_are(kiln: Kiln) -> None:
    potter = str(kiln.id("Ann", "potter"))
    new = {"title": "Cups", "potter": potter, "pots": 3, "cone": "low"}
    made = kiln.client("kim").post("/firings/", new)
    assert (made.status, made.result["state"]) == (201, "accepted")


def test_needs_may_be_entered_whatever_may_be_edited_and_must_be_there(kiln: Kiln) -> None:
    assert do(kiln, "max", "Bowls", "decline") == 422
    assert kiln.state("Bowls") == "requested"
    assert do(kiln, "max", "Bowls", "decline", reason="Too wet") == 200
    row = kiln.row("firing", kiln.id("Bowls"))
    assert (row["state"], row["reason"]) == ("declined", "Too wet")
    assert not kiln.client("max").get(f"/firings/{row['id']}").json["may"]["moves"]


def test_what_is_needed_is_asked_for_as_if_the_move_were_made(kiln: Kiln) -> None:
    kiln.set("firing", kiln.id("Mugs"), state="loaded")
    page = kiln["kim"].get(f"/firings/{kiln.id('Mugs')}/do/fire")
    assert "Temperature reached" in page.text and "Not needed with your present answers" not in page.text


def test_what_is_there_already_counts_as_given(kiln: Kiln) -> None:
    kiln.set("firing", kiln.id("Bowls"), reason="Said before")
    assert do(kiln, "max", "Bowls", "decline") == 200


@pytest.mark.parametrize("extra", ["cone", "pots", "state", "state_since", "load_by", "reading", "nothing"])
def test_nothing_else_comes_along(kiln: Kiln, extra: str) -> None:
    before = kiln.rows()
    assert do(kiln, "max", "Bowls", "decline", reason="No", **{extra: "5"}) == 422
    page = f"/firings/{kiln.id('Bowls')}/do/decline"
    assert kiln["max"].send(page, reason="No", **{extra: "5"}).status == 422
    assert kiln.rows() == before


def test_checks_are_judged(kiln: Kiln) -> None:
    before = kiln.rows()
    answer = kiln.client("max").post(
        f"/firings/{kiln.id('Mugs')}/do/fire", {"revision": 1, "reading": 1500, "chart": CHART}
    )
    assert (answer.status, answer.json["errors"]) == (422, {"reading": ["No kiln here gets so hot."]})
    assert kiln.rows() == before


def test_no_form_sets_the_state(kiln: Kiln) -> None:
    before, bowls = kiln.rows(), kiln.id("Bowls")
    for values in ({"state": "accepted"}, {"state_since": None}, {"load_by": "1"}):
        assert kiln.client("max").put(f"/firings/{bowls}", {"revision": 1, **values}).status == 422
    assert kiln["max"].send(f"/firings/{bowls}/edit", state="accepted").status == 422
    assert kiln.rows() == before


# Whose moves they are, and when


@pytest.mark.parametrize(
    ("who", "title", "open_to"),
    [
        ("kim", "Bowls", ["accept"]),
        ("max", "Bowls", ["accept", "decline"]),
        ("vic", "Bowls", []),
        ("vic", "Vases", ["collect"]),
        ("ann", "Bowls", []),
        ("ben", "Vases", ["refire", "collect"]),
        ("max", "Tiles", ["decline", "hand_over"]),  # 55 pots are too many to load
        ("max", "Plates", []),
    ],
)
def test_open_are_the_moves_of_the_role_in_the_state(kiln: Kiln, who: str, title: str, open_to: list[str]) -> None:
    record = kiln.id(title)
    assert kiln.client(who).get(f"/firings/{record}").json["may"]["moves"] == open_to
    page = kiln[who].get(f"/firings/{record}")
    root = kiln[who].visitor.root
    offered = {*page.page.addresses, *(form.action for form in page.page.forms)}
    assert {each.rpartition("/")[2] for each in offered if each.startswith(f"{root}/firings/{record}/do/")} == {
        *open_to
    }


def test_a_move_of_others_is_no_address(kiln: Kiln) -> None:
    before, bowls = kiln.rows(), kiln.id("Bowls")
    nothing = kiln.client("vic").post(f"/firings/{bowls}/do/nothing", {"revision": 1})
    assert nothing.status == 404
    for who, move in (("vic", "accept"), ("ann", "accept"), ("kim", "decline"), ("max.night", "accept")):
        answer = kiln.client(who).post(f"/firings/{bowls}/do/{move}", {"revision": 1})
        assert (answer.status, answer.content) == (404, nothing.content)
        assert kiln[who].get(f"/firings/{bowls}/do/{move}").status == 404
        assert kiln[who].post(f"/firings/{bowls}/do/{move}", {"csrf_token": kiln[who].token()}).status == 404
    assert kiln.rows() == before


def test_a_record_of_others_is_missing(kiln: Kiln) -> None:
    before, vases = kiln.rows(), kiln.id("Vases")
    for path in (f"/firings/{vases}/do/collect", "/firings/4711/do/collect"):
        assert kiln.client("ann").post(path, {"revision": 1}).status == 404
        assert kiln["ann"].get(path).status == 404
        assert kiln["ann"].post(path, {"csrf_token": kiln["ann"].token(), "revision": "1"}).status == 404
    assert kiln.rows() == before


def test_what_is_not_open_now_says_how_it_is(kiln: Kiln) -> None:
    before, mugs = kiln.rows(), kiln.id("Mugs")
    answer = kiln.client("kim").post(f"/firings/{mugs}/do/accept", {"revision": 1})
    assert (answer.status, answer.json) == (
        409,
        {"message": "This cannot be done now: it is “In the kiln”.", "moves": ["fire"]},
    )
    values = {"csrf_token": kiln["kim"].token(), "revision": "1"}
    for page in (
        kiln["kim"].get(f"/firings/{mugs}/do/accept"),
        kiln["kim"].post(f"/firings/{mugs}/do/accept", values),
    ):
        assert page.status == 409
        assert "The firing is now “In the kiln”." in page.text
        assert f"/staff/firings/{mugs}/do/fire" in page.page.addresses
    assert kiln.rows() == before


def test_what_was_entered_for_nothing_can_be_copied(kiln: Kiln) -> None:
    vases = kiln.id("Vases")
    held = held_by(kiln["ben"].get(f"/firings/{vases}/do/refire"))
    assert do(kiln, "kim", "Vases", "collect") == 200
    page = kiln["ben"].post(f"/firings/{vases}/do/refire", {**held, "complaint": "They <b>crack</b>"})
    assert page.status == 409
    assert page.page.facts == [("Complaint", "They <b>crack</b>")]


def test_who_does_not_see_the_state_is_not_told(kiln: Kiln) -> None:
    kiln.set("firing", kiln.id("Bowls"), state="accepted")
    bowls, night = kiln.id("Bowls"), "max.night"
    answer = kiln.client(night).post(f"/firings/{bowls}/do/fire", {"revision": 1})
    assert (answer.status, answer.json) == (409, {"message": "This cannot be done now.", "moves": ["hand_over"]})
    page = kiln[night].get(f"/firings/{bowls}/do/fire")
    assert page.status == 409
    assert "plan" not in page.text
    assert "track" not in kiln[night].get(f"/firings/{bowls}").text


def test_a_move_may_have_its_time(kiln: Kiln) -> None:
    vases = kiln.id("Vases")
    kiln.set("firing", vases, state_since=datetime.now(UTC) - timedelta(days=14, minutes=1))
    assert do(kiln, "ben", "Vases", "refire", complaint="Cracks") == 409
    kiln.set("firing", vases, state_since=datetime.now(UTC) - timedelta(days=13, hours=23))
    assert do(kiln, "ben", "Vases", "refire", complaint="Cracks") == 200


def test_what_is_older_than_its_workflow_is_in_its_state_since_it_was_changed(kiln: Kiln) -> None:
    vases = kiln.id("Vases")
    kiln.set("firing", vases, state_since=None, updated=datetime.now(UTC) - timedelta(days=20))
    assert do(kiln, "ben", "Vases", "refire", complaint="Cracks") == 409
    kiln.set("firing", vases, updated=datetime.now(UTC) - timedelta(days=2))
    assert do(kiln, "ben", "Vases", "refire", complaint="Cracks") == 200


def test_four_eyes(kiln: Kiln) -> None:
    """Whatever portal the second pair looks from, it is another person's."""
    assert do(kiln, "kim", "Bowls", "accept") == 200
    assert do(kiln, "max", "Bowls", "load") == 200
    fire = {"reading": 1200, "chart": CHART}
    before = kiln.rows()
    assert do(kiln, "max", "Bowls", "fire", **fire) == 409
    assert do(kiln, "max.night", "Bowls", "fire", **fire) == 409
    assert kiln.rows() == before
    assert do(kiln, "kim", "Bowls", "fire", **fire) == 200


def test_by_whom_is_told_by_name(kiln: Kiln) -> None:
    kiln.set("firing", kiln.id("Bowls"), state="accepted")
    assert do(kiln, "max", "Bowls", "load") == 200
    assert kiln.client("kim").get(f"/firings/{kiln.id('Bowls')}").result["load_by"] == "Max"
    assert ("Load: by whom", "Max") in kiln["kim"].get(f"/firings/{kiln.id('Bowls')}").page.facts


# Security of a write


def test_a_move_needs_the_token_of_its_form(kiln: Kiln) -> None:
    before, bowls = kiln.rows(), kiln.id("Bowls")
    path = f"/firings/{bowls}/do/accept"
    assert kiln["kim"].post(path, {"revision": "1"}).status == 400
    assert kiln["kim"].get(f"{path}?revision=1").status == 400
    assert kiln["kim"].get(path).status == 200
    assert kiln.rows() == before


def test_a_link_that_is_needed_is_one_that_the_person_sees(kiln: Kiln) -> None:
    """And one that passes its `where`, as in any form."""
    before, tiles = kiln.rows(), kiln.id("Tiles")
    kim, max_, vic = (str(kiln.id(name, "keeper")) for name in ("Kim", "Max", "Vic"))
    for who, keeper in (("max", vic), ("max", "4711"), ("max.night", max_), ("max.night", kim)):
        answer = kiln.client(who).post(f"/firings/{tiles}/do/hand_over", {"revision": 1, "keeper": keeper})
        assert (answer.status, answer.json["errors"]) == (422, {"keeper": ["Choose a keeper from the list"]})
    assert kiln.rows() == before
    options = kiln.client("max").get("/firings/options/keeper", _record=str(tiles))
    assert [each["title"] for each in options.result] == ["Kim", "Max"]
    assert kiln.client("max.night").get("/firings/options/keeper", _record=str(tiles)).result == []
    page = kiln["max"].get(f"/firings/{tiles}/do/hand_over")
    assert [each.name for each in page.page.form.controls if each.tag == "select"] == ["keeper"]
    assert kiln["max"].send(f"/firings/{tiles}/do/hand_over", keeper=max_).status == 303
    assert kiln.row("firing", tiles)["keeper_id"] == int(max_)


def test_what_is_needed_of_others_is_not_told(kiln: Kiln) -> None:
    """At night nobody sees who keeps it: neither the form nor an empty answer tells."""
    tiles = kiln.id("Tiles")
    form = kiln["max.night"].get(f"/firings/{tiles}/do/hand_over")
    assert "Kim" not in form.text
    assert str(kiln.id("Kim", "keeper")) not in form.text
    assert kiln["max.night"].send(f"/firings/{tiles}/do/hand_over").status == 422


def test_who_moves_it_out_of_sight_comes_to_the_list(kiln: Kiln) -> None:
    mugs, night = kiln.id("Mugs"), kiln["max.night"]
    body = {"revision": 1, "reading": 1100, "chart": CHART}
    for _twice in range(2):
        answer = kiln.client("max.night").post(f"/firings/{mugs}/do/fire", body)
        assert (answer.status, answer.json) == (200, {"result": {"id": str(mugs)}})
    assert kiln.history(mugs) == [("move", "fire")]
    kiln.restore()
    kiln.set("firing", mugs, reading=1100)
    form = [("csrf_token", night.token()), ("revision", "1")]
    files = [("chart", Upload("chart.txt", b"hot"))]
    for _twice in range(2):
        page = night.visitor.post(f"/night/firings/{mugs}/do/fire", form, files)
        assert (page.status, page.headers["Location"]) == (303, "/night/firings/")
    assert "“Light the kiln” is done." in night.get("/firings/").text
    assert "is done" not in night.get("/firings/").text
    assert kiln.history(mugs) == [("move", "fire")]


# At once, twice, too late


def test_a_double_click_moves_once(kiln: Kiln) -> None:
    bowls = kiln.id("Bowls")
    values = {"csrf_token": kiln["kim"].token(), "revision": "1"}
    path = f"/firings/{bowls}/do/accept"
    with ThreadPoolExecutor(4) as pool:
        sent = [pool.submit(kiln["kim"].post, path, values) for _ in range(4)]
    assert [each.result().status for each in sent] == [303] * 4
    assert kiln.history(bowls) == [("move", "accept")]


def test_two_people_at_once_move_once(kiln: Kiln) -> None:
    bowls = kiln.id("Bowls")
    tokens = {who: kiln.client(who) for who in ("kim", "max")}
    with ThreadPoolExecutor(2) as pool:
        answers = pool.map(lambda who: tokens[who].post(f"/firings/{bowls}/do/accept", {"revision": 1}), tokens)
        assert sorted(answer.status for answer in answers) == [200, 409]
    assert kiln.history(bowls) == [("move", "accept")]


def test_a_change_by_others_is_a_conflict(kiln: Kiln) -> None:
    bowls = kiln.id("Bowls")
    held = kiln["max"].get(f"/firings/{bowls}/do/decline")
    assert held.status == 200
    assert kiln.client("kim").put(f"/firings/{bowls}", {"revision": 1, "pots": 13}).status == 200
    before = kiln.rows()
    answer = kiln.client("max").post(f"/firings/{bowls}/do/decline", {"revision": 1, "reason": "No"})
    assert (answer.status, answer.json["revision"]) == (409, 2)
    values = {"csrf_token": kiln["max"].token(), "revision": "1", "reason": "Too wet"}
    page = kiln["max"].post(f"/firings/{bowls}/do/decline", values)
    assert page.status == 409
    assert "Too wet" in page.text
    page = kiln["max"].post(f"/firings/{bowls}/do/accept", {**values, "reason": ""})
    assert page.status in (409, 422)
    assert kiln.rows() == before
