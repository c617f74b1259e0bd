"""The page, in each of its states; and that it is there for nobody else."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from runtime.changing.rooms import Room
from tests.changing.conftest import Pier, words_of
from tests.explaining.conftest import Ferry

ADDRESSES = ("", "/apply?plan=1a", "/back", "/preview", "/preview/before/", "/preview/after/passages/1")


@pytest.mark.parametrize("email", ["kim@ferry.example", "pat@ferry.example"])
def test_without_the_permission_it_is_not_there(pier: Pier, email: str) -> None:
    pier.served("a1", "b2")
    pier.seen()
    visitor = pier.ferry.visitor("office", email)
    missing = visitor.get("/office/nothing/1").data
    assert [visitor.get(f"/office/change{address}").data == missing for address in ADDRESSES] == [True] * len(ADDRESSES)
    for address in ("", "/apply", "/back", "/preview", "/preview/end"):
        answer = visitor.submit(f"/office/change{address}", {}, form="/office/logout")
        assert (answer.status_code, answer.data) == (404, missing)
    assert "/office/change" not in visitor.get("/office/").text
    assert 'href="/office/change"' in pier.master().get("/office/").text
    assert (pier.room.job, pier.place.preview.job, pier.ferry.log()) == (None, None, [])


def test_outside_and_in_a_view_nobody_has_it(pier: Pier) -> None:
    anna = pier.ferry.visitor("cabin", "anna@sea.example")
    assert [anna.get(f"/cabin/change{address}").status_code for address in ADDRESSES] == [404] * len(ADDRESSES)
    assert pier.ferry.visitor().get("/office/change").status_code == 303
    master = pier.master().look("office", "mia@ferry.example")
    assert master.get("/office/change").status_code == 404
    assert master.post("/office/change").status_code == 403


def test_a_form_without_its_token_does_nothing(pier: Pier) -> None:
    master = pier.master()
    for address in ("", "/apply", "/back", "/preview", "/preview/end"):
        assert master.post(f"/office/change{address}", {"plan": "1a"}).status_code in (303, 400)
    assert (pier.room.job, pier.ferry.log()) == (None, [])


def test_a_server_that_knows_no_folders_says_so(unknown: Ferry) -> None:
    text = words_of(unknown.master().get("/office/change").text)
    assert "does not know where the specs are" in text and "portal serve" in text
    assert "Look at the specs" not in text
    assert unknown.master().get("/office/change/preview").status_code == 404


def test_before_anything_was_seen(pier: Pier) -> None:
    pier.served("a1a1")
    text = pier.page()
    assert "Generation a1a1 Since 1 Mar 2026, 10:30, by kim@ferry.example" in text
    assert text.startswith("Change the site Look at the specs What is served")
    for words in ("Apply this", "Go back", "What the specs would change"):
        assert words not in text


def test_the_plan_in_words(pier: Pier) -> None:
    pier.served("a1a1")
    pier.seen()
    text = pier.page()
    for words in (
        "Looked at on 2 Mar 2026, 10:30, by mia@ferry.example.",
        "1 change of the data, 2 files, 1 change of access. Nothing stands in the way.",
        "Field deck of passage is new: its 3 rows have no value for it. specs/records/passage.yaml:12",
        "Less Porters can no longer get in.",
        "More Passengers can now read Deck of a passage.",
        "2 generated files New: models/deck.py Changed: site.py",
        "Apply this See it before and after, as anybody",
    ):
        assert words in text, words


def test_what_stands_in_the_way_without_a_value(pier: Pier) -> None:
    finding = {
        "words": "2 passages have a price that is no number",
        "count": 2,
        "samples": [{"id": "17", "value": "Owes us a coffee", "why": "not a number: Owes us a coffee"}],
        "at": "specs/records/passage.yaml:9",
        "remedy": "say backfill",
    }
    pier.seen(exit=4, summary="1 thing stands in the way.", findings=[finding], drift=["table x has a column too many"])
    text = pier.page()
    assert "2 passages have a price that is no number records 17 and others specs/records/passage.yaml:9" in text
    assert "table x has a column too many" in text
    assert "Apply this" not in text and "coffee" not in text
    assert pier.master().get("/office/change/apply?plan=1a").status_code == 409


def test_problems_of_the_specs(pier: Pier) -> None:
    pier.seen()
    problem = {
        "severity": "error",
        "code": "S210",
        "message": "<b>refers</b> to 'kepper'",
        "hint": "did you mean 'keeper'?",
        "file": "specs/records/tool.yaml",
        "line": 12,
    }
    found = {**(pier.room.read("look.json") or {}), "plan": None, "problems": [problem]}
    pier.room.write("look.json", found)
    text = pier.page()
    told = "Error &lt;b&gt;refers&lt;/b&gt; to 'kepper' specs/records/tool.yaml:12 (S210) did you mean 'keeper'?"
    assert told in text and "Apply this" not in text


def test_a_look_of_another_version_is_as_none(pier: Pier) -> None:
    pier.seen()
    pier.room.write("look.json", {"id": "1a", "plan": {"other": 1}})
    assert "What the specs would change" not in pier.page()


def test_only_the_plan_that_was_seen_last_can_be_applied(pier: Pier) -> None:
    pier.seen("1a")
    master = pier.master()
    asked = master.get("/office/change/apply?plan=1a")
    assert asked.status_code == 200 and "Apply it now" in asked.text
    pier.seen("2b")
    answer = master.submit("/office/change/apply", {"plan": "1a"}, form="/office/logout")
    assert answer.status_code == 409
    assert "This is not the plan that was looked at last." in answer.text
    assert master.get("/office/change/apply?plan=../../secret").status_code == 409
    assert (pier.room.job, pier.ferry.log()) == (None, [])


def test_what_is_under_way_comes_anew_by_itself(pier: Pier) -> None:
    pier.served("a1", "b2")
    pier.seen()
    master = pier.master()
    with pier.room.taken("apply", "mia@ferry.example", 1, {"look": "1a"}):
        pier.room.tell("database", "Bringing the <database> up to date.")
        answer = master.get("/office/change")
        assert answer.headers["Refresh"] == "2"
        text = words_of(answer.text)
        assert "Applying the plan Begun by mia@ferry.example." in text
        assert "Bringing the &lt;database&gt; up to date." in text
        for words in ("Apply this", "Look at the specs", "Go back to"):
            assert words not in text
        assert master.submit("/office/change/back", {}).location == "/office/change"
        assert pier.room.job is not None and pier.room.job.deed == "apply"
    assert "Refresh" not in master.get("/office/change").headers


def test_how_it_ended(pier: Pier) -> None:
    with pier.room.taken("apply", "mia@ferry.example", 1, {"look": "1a"}):
        pass
    assert "Applying the plan was cut off It was cut off before its end." in pier.page()
    pier.room.end(0, "Applied generation b2.")
    assert "Applying the plan is done Applied generation b2." in pier.page()
    pier.room.end(4, "the plan no longer holds", ("specs/a.yaml has changed",))
    assert "Applying the plan came to no end the plan no longer holds specs/a.yaml has changed" in pier.page()


def test_the_way_back(pier: Pier) -> None:
    pier.served("a1", "b2")
    assert "Go back to the one before" in pier.page()
    asked = words_of(pier.master().get("/office/change/back").text)
    assert "Instead of generation b2 the portals are served as generation a1 again." in asked
    pier.served("a1")
    assert "Go back to" not in pier.page()
    assert pier.master().get("/office/change/back").status_code == 404


def test_a_folder_that_cannot_be_written(pier: Pier, monkeypatch: pytest.MonkeyPatch) -> None:
    pier.served("a1", "b2")
    pier.seen()
    allowed = os.access
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path) != pier.place.specs and allowed(path, mode))
    text = pier.page()
    assert f"The server may not write into {pier.place.specs}." in text
    assert "Apply this" not in text and "Go back" not in text
    master = pier.master()
    for address, form in (("/apply", {"plan": "1a"}), ("/back", {})):
        assert master.submit(f"/office/change{address}", form, form="/office/logout").status_code == 404
    assert (pier.room.job, pier.ferry.log()) == (None, [])


def test_specs_that_are_gone_are_told(pier: Pier) -> None:
    pier.place.specs.rmdir()
    assert f"The folder of specs, {pier.place.specs}, is not there." in pier.page()


def test_a_preview_asks_for_somebody_who_gets_in(pier: Pier) -> None:
    master = pier.master()
    answer = master.submit("/office/change/preview", {"portal": "cabin", "email": "nobody@sea.example"})
    assert answer.status_code == 422 and "knows nobody with the address nobody@sea.example" in answer.text
    answer = master.submit("/office/change/preview", {"email": "x"})
    assert answer.status_code == 422 and "Choose a portal" in answer.text
    assert (pier.place.preview.job, pier.ferry.log()) == (None, [])
    assert master.get("/office/change/preview/before/").location == "/office/change/preview"
    assert master.submit("/office/change/preview/end", {}, form="/office/logout").status_code == 404


def test_a_preview_is_of_the_one_who_asked_for_it(pier: Pier) -> None:
    preview: Room = pier.place.preview
    account = pier.ferry.account("office", "mia@ferry.example")
    with preview.taken("preview", "mia@ferry.example", account, {"portal": "cabin", "email": "anna@sea.example"}) as (
        job,
        _,
    ):
        preview.write("open.json", {"job": job.id, "token": "t", "ports": {"before": 9, "after": 9}, "until": 0})
        assert "As anna@sea.example in Ferry Cabin" in words_of(pier.master().get("/office/change/preview").text)
        assert pier.master().get("/office/change/preview/before/").status_code == 502  # nobody listens at port 9
    with preview.taken("preview", "kim@ferry.example", account + 1, {"portal": "cabin", "email": "a@sea.example"}) as (
        job,
        _,
    ):
        preview.write("open.json", {"job": job.id, "token": "t", "ports": {"before": 9, "after": 9}, "until": 0})
        assert pier.master().get("/office/change/preview/before/").location == "/office/change/preview"


def test_what_happens_by_itself_is_told(pier: Pier) -> None:
    pier.served("a1a1")
    words = "3,000 records of passage will make move close by themselves once served."
    pier.seen(moves=[{"words": words, "at": "specs/records/passage.yaml:9"}])
    assert f"What happens by itself {words} specs/records/passage.yaml:9" in pier.page()
