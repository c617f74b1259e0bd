"""What follows from a move, in its transaction: records that move, change and come to be, and what stops them."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import sqlalchemy as sa

from tests.workflow.kiln import CHART, Kiln, do

NOT_READY = "This cannot be done now: something that belongs to it is not ready for it."


def test_what_follows_follows(kiln: Kiln) -> None:
    mugs, ben = kiln.id("Mugs"), kiln.id("Ben", "potter")
    assert do(kiln, "kim", "Mugs", "fire", reading=1240, chart=CHART) == 200
    assert {kiln.state("Mug", "piece"), kiln.state("Cup", "piece")} == {"whole"}
    assert kiln.history(kiln.id("Mug", "piece")) == [("move", "take_out")]
    assert kiln.row("potter", ben)["last_fired"] == datetime.now(UTC).date()
    assert kiln.history(ben) == [("edit", None)]
    notes = [row for row in kiln.rows()["note"] if "Mugs" in row]
    assert len(notes) == 2  # of more than 20 pots
    assert kiln.history(mugs) == [("move", "fire")]


def test_where_says_which_records_it_follows_for(kiln: Kiln) -> None:
    kiln.set("firing", kiln.id("Tiles"), pots=40)
    assert do(kiln, "max", "Tiles", "load") == 200
    assert (kiln.state("Jug", "piece"), kiln.state("Tile", "piece")) == ("inside", "broken")


def test_what_cannot_follow_stops_the_whole(kiln: Kiln) -> None:
    kiln.set("firing", kiln.id("Bowls"), state="accepted")
    kiln.add_pieces(kiln.id("Bowls"), ["Dish"], flaw="Cracked")
    before = kiln.rows()
    path = f"/firings/{kiln.id('Bowls')}/do/load"
    answer = kiln.client("max").post(path, {"revision": 1})
    words = "This cannot be done now: “Put in” is not possible for “Dish” (unfired)."
    assert (answer.status, answer.json["message"]) == (422, words)
    page = kiln["max"].send(path)
    assert (page.status, words in page.text) == (422, True)
    assert kiln.rows() == before


def test_two_hundred_follow_in_one_transaction(kiln: Kiln) -> None:
    bowls = kiln.id("Bowls")
    kiln.set("firing", bowls, state="accepted")
    kiln.add_pieces(bowls, [f"Dish {place}" for place in range(200)])
    assert do(kiln, "max", "Bowls", "load") == 200
    inside = [row for row in kiln.rows()["piece"] if "inside" in row and bowls in row]
    assert len(inside) == 201
    kept = [row for row in kiln.rows()["portal_history"] if "put_in" in row]
    assert len(kept) == 201


def test_who_does_not_see_what_stops_it_is_told_nothing_of_it(kiln: Kiln) -> None:
    """At night there are no pieces to be seen."""
    kiln.set("piece", kiln.id("Mug", "piece"), state="green")
    before, path = kiln.rows(), f"/firings/{kiln.id('Mugs')}/do/fire"
    answer = kiln.client("max.night").post(path, {"revision": 1, "reading": 900, "chart": CHART})
    assert (answer.status, answer.json) == (422, {"message": NOT_READY, "errors": {}})
    assert kiln.rows() == before


def test_computed_values_follow_too(kiln: Kiln) -> None:
    mugs, ben = kiln.id("Mugs"), kiln.id("Ben", "potter")
    assert (kiln.row("firing", mugs)["whole"], kiln.row("potter", ben)["fired"]) == (0, 1)
    assert do(kiln, "kim", "Mugs", "fire", reading=1240, chart=CHART) == 200
    assert (kiln.row("firing", mugs)["whole"], kiln.row("potter", ben)["fired"]) == (2, 2)


# Of lines, which move with their owner only


def test_lines_follow_their_owner(kiln: Kiln) -> None:
    blue = kiln.id("Blue", "glaze")
    assert kiln.client("kim").post(f"/glazes/{blue}/do/publish", {"revision": 1}).status == 200
    assert {row["state"] for row in kiln.all("coat")} == {"dry"}


def test_nobody_moves_a_line_by_itself(kiln: Kiln) -> None:
    before, coat = kiln.rows(), kiln.all("coat")[0]["id"]
    assert kiln.client("kim").get(f"/coats/{coat}").json["may"]["moves"] == []
    assert kiln.client("kim").post(f"/coats/{coat}/do/dry", {"revision": 1}).status == 404
    assert kiln["kim"].get(f"/coats/{coat}/do/dry").status == 404
    assert kiln["kim"].post(f"/coats/{coat}/do/dry", {"csrf_token": kiln["kim"].token()}).status == 404
    assert kiln.rows() == before


# What the record must be like in the state that it comes to


def test_what_the_state_requires_is_asked_for(kiln: Kiln) -> None:
    """Of whoever moves it there, whether or not they may enter it; who does not see it is not told what it is."""
    before, red = kiln.rows(), kiln.id("Red", "glaze")
    for who, words in (("kim", "Enter a recipe"), ("max.night", NOT_READY)):
        answer = kiln.client(who).post(f"/glazes/{red}/do/publish", {"revision": 1})
        assert (answer.status, answer.json) == (422, {"message": words, "errors": {}})
        page = kiln[who].send(f"/glazes/{red}/do/publish")
        assert (page.status, words in page.text) == (422, True)
    assert kiln.rows() == before


def test_what_is_set_must_fit_its_field(kiln: Kiln) -> None:
    before, brown = kiln.rows(), kiln.id("Chestnut", "glaze")
    for who, words in (("kim", "Shorten code to 4 characters or fewer; it has 8"), ("max.night", NOT_READY)):
        answer = kiln.client(who).post(f"/glazes/{brown}/do/publish", {"revision": 1})
        assert (answer.status, answer.json) == (422, {"message": words, "errors": {}})
    assert kiln.rows() == before


def test_checks_know_the_state_that_it_comes_to(kiln: Kiln) -> None:
    blue = kiln.id("Blue", "glaze")
    kiln.set("glaze", blue, name="Lead")
    before = kiln.rows()
    answer = kiln.client("kim").post(f"/glazes/{blue}/do/publish", {"revision": 1})
    assert (answer.status, answer.json) == (422, {"message": "Nobody here uses lead.", "errors": {}})
    assert kiln.rows() == before


def test_what_waits_for_each_other_is_done_anew(kiln_on_postgres: Kiln) -> None:
    """A change of a piece waits for its firing, whose move waits for the piece: the database ends the move."""
    kiln = kiln_on_postgres
    kiln.restore()
    mugs, mug = kiln.id("Mugs"), kiln.id("Mug", "piece")
    firings, pieces, client = kiln.table("firing"), kiln.table("piece"), kiln.client("kim")
    body = {"revision": 1, "reading": 1240, "chart": CHART}
    waits = sa.text("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%piece%'")
    watching = kiln.engine.execution_options(isolation_level="AUTOCOMMIT")
    with ThreadPoolExecutor(1) as pool, kiln.engine.connect() as other, watching.connect() as looking:
        other.execute(sa.text("SET LOCAL deadlock_timeout = '1h'"))
        other.execute(sa.select(pieces).where(pieces.c.id == mug).with_for_update())
        answer = pool.submit(client.post, f"/firings/{mugs}/do/fire", body)
        for _ in range(600):
            if looking.scalar(waits):
                break
            time.sleep(0.02)
        other.execute(sa.select(firings).where(firings.c.id == mugs).with_for_update())
        other.rollback()
        assert answer.result().status == 200
    assert kiln.history(mugs) == [("move", "fire")]
