"""What an owner is shown of repairs whose states are one for them: the word, and nothing that tells them apart."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from uuid import uuid4

import pytest

from tests.words.shop import WITHIN, Shop

RAW = ("bench", "parts", "checking", "On the bench", "Waiting for parts", "Being checked", "filed", "Filed away")


@pytest.fixture
def repairs(shop: Shop) -> Iterator[dict[str, int]]:
    """One in each way through the states of "We are on it"; they are called by the same word."""
    called = f"Bike{uuid4().hex[:6]}"
    found = {}
    for way, moves in WITHIN.items():
        found[way] = shop.bring(f"{called} {'x' * (len(found) + 1)}")
        shop.do(found[way], "take", *moves, note="Oiled")
    yield found


def called(shop: Shop, repairs: dict[str, int]) -> str:
    return str(shop.read(repairs["bench"], "ona")["bike"]).split()[0]


def test_a_list_shows_counts_and_filters_by_the_word(shop: Shop, repairs: dict[str, int]) -> None:
    name = called(shop, repairs)
    found = shop.client("ona").get(f"/repairs/?q={name}&state=on_it&_columns=bike,state").json
    assert found["count"] == 4
    assert {row["state"] for row in found["result"]} == {"on_it"}
    for raw in ("bench", "parts", "filed"):
        refused = shop.client("ona").get(f"/repairs/?q={name}&state={raw}")
        assert refused.status == 400, raw
        assert "is not one of the choices of State" in str(refused.json)
    page = shop.page("ona", f"/repairs/?q={name}&state=on_it").text
    assert page.count("We are on it") >= 4
    export = shop.page("ona", f"/repairs.csv?q={name}").text
    assert export.count("We are on it") >= 4
    form, menu, home = (shop.page("ona", path).text for path in ("/repairs/filter", "/repairs/?_view=at_work", "/"))
    assert 'value="on_it"' in form
    assert not [raw for raw in RAW if raw in page + export + form + menu + home]


def test_sorting_by_state_cannot_tell(shop: Shop, repairs: dict[str, int]) -> None:
    """By word, then by id; so also from one page to the next."""
    name = called(shop, repairs)
    for direction, wanted in (("state", sorted(repairs.values())), ("-state", sorted(repairs.values(), reverse=True))):
        ids, after = [], ""
        while True:
            found = shop.client("ona").get(f"/repairs/?q={name}&_sort={direction}&_size=1{after}").json
            ids += [int(row["id"]) for row in found["result"]]
            if not found["next"]:
                break
            after = f"&_after={found['next']}"
        assert ids == wanted, direction


def test_nothing_about_a_record_tells(shop: Shop, repairs: dict[str, int]) -> None:
    """Pages, history and the interface, but for what differs between any two records."""
    for path in ("/repairs/{}", "/repairs/{}/history", "/repairs/{}/edit", "/repairs/{}/do/call_off"):
        pages = {way: plain(shop.page("ona", path.format(each)).text, each) for way, each in repairs.items()}
        assert len(set(pages.values())) == 1, path
        assert not [raw for raw in RAW if raw in pages["parts"]], path
    answers = {way: shop.client("ona").get(f"/repairs/{each}") for way, each in repairs.items()}
    assert len({plain(str(answer.json), repairs[way]) for way, answer in answers.items()}) == 1
    assert answers["back"].result["state"] == "on_it"
    assert answers["back"].result["revision"] == answers["bench"].result["revision"] == 2


def test_a_move_within_a_word_changes_neither_date_nor_revision(shop: Shop) -> None:
    repair = shop.bring("Blue")
    shop.do(repair, "take")
    before, inside = shop.read(repair, "ona"), shop.read(repair, "mia")
    shop.do(repair, "wait", "go_on", "check", note="Chain ordered")
    after = shop.read(repair, "ona")
    assert after == before
    assert shop.read(repair, "mia")["updated"] > inside["updated"]
    assert shop.read(repair, "mia")["revision"] == inside["revision"] + 3
    shop.do(repair, "finish", bill="12.00")
    last = shop.read(repair, "ona")
    assert (last["state"], last["revision"]) == ("ready", before["revision"] + 1)
    assert last["updated"] == shop.read(repair, "mia")["updated"]


def test_a_change_of_hidden_fields_is_none_to_the_owner(shop: Shop) -> None:
    repair = shop.bring("Grey")
    shop.do(repair, "take")
    before = shop.read(repair, "ona")
    assert shop.edit(repair, shop.read(repair, "mia")["revision"], note="Rusty").status == 200
    assert shop.read(repair, "ona") == before
    assert shop.edit(repair, shop.read(repair, "mia")["revision"], wish="A bell").status == 200
    assert shop.read(repair, "ona")["revision"] == before["revision"] + 1


def test_the_revision_that_an_owner_read_counts_until_they_could_notice(shop: Shop) -> None:
    """Their change is made though the record has moved on within the word; a seen change is a conflict."""
    repair = shop.bring("Green")
    shop.do(repair, "take")
    known = shop.read(repair, "ona")["revision"]
    shop.do(repair, "wait")
    assert shop.edit(repair, known, who="ona", wish="New pedals").status == 200
    assert shop.row(repair)["state"] == "parts"
    conflict = shop.edit(repair, known, who="ona", wish="No pedals")
    assert (conflict.status, conflict.json["revision"]) == (409, known + 1)
    stale = shop.edit(repair, 2, wish="From inside")
    assert stale.status == 409, "inside, every change counts"


def test_rows_from_before_there_were_words_are_told_by_their_own_date(shop: Shop) -> None:
    repair = shop.bring("Old")
    shop.do(repair, "take")
    shop.set(repair, updated_for_owner=None, revision_for_owner=None)
    before = shop.read(repair, "ona")
    assert before["revision"] == 2
    shop.do(repair, "wait")
    assert shop.read(repair, "ona") == before


def test_a_value_one_link_away_is_in_words_too(shop: Shop) -> None:
    found = shop.client("ona").get("/notices/").json["result"]
    assert [(row["repair.state"], row["repair"]["title"]) for row in found] == [("on_it", "Red racer (We are on it)")]
    page = shop.page("ona", "/notices/").text
    assert "We are on it" in page
    assert not [raw for raw in RAW if raw in page]


def test_moves_are_called_as_the_portal_says(shop: Shop) -> None:
    repair = shop.bring("Pink")
    shop.do(repair, "take", "check")
    page = shop.page("ona", f"/repairs/{repair}").text
    assert "Stop the work" in page
    assert "Call off" not in page
    lead = shop.page("ona", f"/repairs/{repair}/do/fetch")
    assert lead.status == 409
    assert "“I have it back” is not possible now" in lead.text
    assert "The repair is now “We are on it”" in lead.text
    shop.do(repair, "finish", bill="3.00")
    assert shop.send("ona", f"/repairs/{repair}/do/fetch").status == 303
    assert "Ride well." in shop.page("ona", f"/repairs/{repair}").text
    shop.do(repair, "file_away")
    history = shop.page("ona", f"/repairs/{repair}/history").text
    assert "I have it back by you" in re.sub(r"<[^>]+>", "", history)
    assert "State: We are on it → Ready" in history
    assert not [raw for raw in (*RAW, "File away", "Check") if raw in history]


def test_refusals_of_the_interface_are_in_words(shop: Shop) -> None:
    repair = shop.bring("White")
    shop.do(repair, "take", "wait")
    refused = shop.client("ona").post(f"/repairs/{repair}/do/fetch", {"revision": 2})
    assert refused.status == 409
    assert "We are on it" in str(refused.json)
    assert not [raw for raw in RAW if raw in str(refused.json)]


def test_the_log_of_what_was_shown_knows_the_version(shop: Shop) -> None:
    """Not the number that the owner knows: it would be no version of the record."""
    repair = shop.bring("Brown")
    shop.do(repair, "take", "wait", "go_on", note="Oiled")
    assert shop.read(repair, "ona")["revision"] == 2
    assert shop.row(repair)["revision"] == 4


def test_a_role_has_words_of_its_own(shop: Shop) -> None:
    repair = shop.bring("Black")
    shop.do(repair, "take", "check")
    shop.do(repair, "finish", bill="3.00")
    shop.do(repair, "fetch", who="ona")
    before = shop.client("tom").get(f"/repairs/{repair}").result
    assert before["state"] == "fetched"
    shop.do(repair, "file_away")
    assert shop.client("tom").get(f"/repairs/{repair}").result == before
    assert shop.read(repair, "mia")["state"] == "filed"


def test_notices_are_in_words(shop: Shop) -> None:
    repair = shop.bring("Violet")
    shop.do(repair, "take", "check")
    for _ in range(300):
        page = shop.page("ona", "/my-notices").text
        if "Violet:" in page:
            break
        time.sleep(0.1)
    assert "Violet: We are on it" in page
    assert not [raw for raw in (*RAW, "on_it") if raw in page]


def plain(text: str, repair: int) -> str:
    """Without what differs between any two records: the id, the name, the moments; and without the head of the page,
    where notices come in meanwhile."""
    text = text[text.find("<main") :] if "<main" in text else text
    text = re.sub(r"Bike\w{6} x+", "BIKE", text.replace(str(repair), "ID"))
    text = re.sub(r"\d{4}-\d\d-\d\dT[\d:.+Z]+", "MOMENT", text)
    text = re.sub(r'(name="csrf_token"[^>]*value=|content=)"[^"]*"', "TOKEN", text)
    return re.sub(r"\d{1,2}:\d\d(\s?[AP]M)?", "CLOCK", text)
