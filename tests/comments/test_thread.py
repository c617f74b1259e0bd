"""Comments and internal notes by real requests: who sees and adds them, as whom, on pages and by the interface."""

from __future__ import annotations

import re

from tests.businesses.browsing import Answer, Upload
from tests.comments.spoke import Spoke, plain, said_on


def headings(answer: Answer) -> list[str]:
    assert answer.status == 200
    return [plain(each) for each in re.findall(r"<p>(<strong>.*?), <time", answer.text)]


def test_a_thread_on_the_page_of_its_record(spoke: Spoke) -> None:
    """Oldest first, by the persons whom the reader sees, else in the words of their portal."""
    repair = spoke.bring("Grey folder")
    assert spoke["ada"].say(repair, "It **squeaks**").status == 303
    assert spoke["mo"].say(repair, "We look at it").status == 303
    assert said_on(spoke["ada"].get(f"/repairs/{repair}")) == [
        ("You", "It squeaks"),
        ("The workshop", "We look at it"),
    ]
    assert said_on(spoke["lee"].get(f"/repairs/{repair}")) == [("Ada", "It squeaks"), ("Mo", "We look at it")]


def test_after_adding_one_stands_at_it(spoke: Spoke) -> None:
    repair = spoke.bring("Yellow cargo")
    answer = spoke["ada"].say(repair, "Here")
    [row] = spoke.rows("repair_comment", about_id=repair)
    assert answer.headers["Location"].endswith(f"/repairs/{repair}#said-{row['id']}")


def test_internal_notes_are_for_those_inside_alone(spoke: Spoke) -> None:
    repair = spoke.bring("Black fixie", state="taken", insurer=True)
    assert spoke["mo"].say(repair, "SECRET-NOTE", sort="note").status == 303
    assert said_on(spoke["lee"].get(f"/repairs/{repair}")) == [("Mo", "SECRET-NOTE")]
    for who in ("ada", "iris", "tia"):
        assert "SECRET-NOTE" not in spoke[who].get(f"/repairs/{repair}").text
        assert "nternal note" not in spoke[who].get(f"/repairs/{repair}").text
        assert spoke[who].get(f"/repairs/{repair}/note").status == 404
        assert spoke.texts(who, repair, "internal-notes") == ["404"]
        assert spoke.add(who, repair, "Me too", "internal-notes").status == 404


def test_a_stranger_gets_what_everybody_gets_who_asks_for_nothing(spoke: Spoke) -> None:
    repair = spoke.bring("White racer")
    values = [("csrf_token", spoke["bo"].token()), ("text", "Let me in")]
    root = spoke["bo"].visitor.root
    found = [spoke["bo"].visitor.post(f"{root}/repairs/{each}/comment", values) for each in (repair, 4711)]
    assert [each.status for each in found] == [404, 404]
    assert found[0].content == found[1].content
    assert spoke.rows("repair_comment", about_id=repair) == []
    assert spoke.add("bo", repair, "Let me in").status == 422


def test_conditions_hold_for_reading_and_adding(spoke: Spoke) -> None:
    """The insurer reads comments while it is under way, and when what is insured is done."""
    repair = spoke.bring("Blue mountain bike", insurer=True)
    spoke.add("ada", repair, "Before")
    page = spoke["iris"].get(f"/repairs/{repair}")
    assert page.status == 200
    assert "Comments" not in page.text
    assert spoke.texts("iris", repair) == []
    assert spoke.add("iris", repair, "Too early").status == 422
    assert spoke["iris"].get(f"/repairs/{repair}/comment").status == 404
    for state in ("taken", "done"):
        spoke.set(repair, state=state)
        assert ("Spoke for riders", "Before") in said_on(spoke["iris"].get(f"/repairs/{repair}"))
        assert spoke["iris"].say(repair, f"We pay: {state}").status == 303
    spoke.set(repair, insured=False)
    assert "Comments" not in spoke["iris"].get(f"/repairs/{repair}").text


def test_a_form_that_fails_keeps_what_was_typed(spoke: Spoke) -> None:
    repair = spoke.bring("Orange scooter")
    file = ("attachments", Upload("chain.txt", b"rust"))
    answer = spoke["ada"].say(repair, "  ", files=[file])
    assert answer.status == 422
    assert "There is a problem" in answer.text
    form = next(each for each in answer.page.forms if each.action.endswith("/comment"))
    assert any(each.name == "attachments-kept" for each in form.controls)
    kept = [(each.name, "".join(each.values)) for each in form.controls if each.kind in ("hidden", "checkbox")]
    values = [*(each for each in kept if each[0] != "text"), ("text", "With its file")]
    root = spoke["ada"].visitor.root
    assert spoke["ada"].visitor.post(f"{root}/repairs/{repair}/comment", values).status == 303
    page = spoke["ada"].get(f"/repairs/{repair}")
    assert said_on(page) == [("You", "With its file")]
    [address] = [each for each in page.page.addresses if each.endswith("chain.txt")]
    assert spoke["ada"].visitor.get(address).content == b"rust"
    assert spoke["bo"].visitor.get(address).status == 404


def test_sent_twice_it_is_there_once(spoke: Spoke) -> None:
    repair = spoke.bring("Silver touring bike")
    form = spoke["ada"].form(f"/repairs/{repair}", "/comment")
    for _ in range(2):
        assert spoke["ada"].send(f"/repairs/{repair}/comment", form, text="Once").status == 303
    assert len(spoke.rows("repair_comment", about_id=repair)) == 1


def test_text_is_never_trusted(spoke: Spoke) -> None:
    repair = spoke.bring("Pink kids bike")
    spoke["ada"].say(repair, "<script>alert(1)</script> [x](javascript:alert(1))")
    page = spoke["mo"].get(f"/repairs/{repair}").text
    assert "<script>alert" not in page
    assert 'href="javascript:' not in page


def test_nobody_changes_what_was_said(spoke: Spoke) -> None:
    """Those who may delete repairs may delete comments."""
    repair = spoke.bring("Brown city bike")
    comment = spoke.add("ada", repair, "Mine").result["id"]
    for who in ("ada", "mo"):
        assert spoke.client(who).put(f"/repair-comments/{comment}", {"revision": 1, "text": "Other"}).status in (
            403,
            404,
            405,
        )
    for who in ("ada", "lee"):
        assert spoke.client(who).delete(f"/repair-comments/{comment}?revision=1").status in (403, 404, 405)
    assert spoke.texts("ada", repair) == ["Mine"]
    assert spoke.client("mo").delete(f"/repair-comments/{comment}?revision=1").status == 204


def test_nobody_speaks_for_others(spoke: Spoke) -> None:
    repair = spoke.bring("Purple unicycle")
    mo = str(spoke.rows("mechanic")[0]["id"])
    assert spoke.add("ada", repair, "I am Mo", by_mechanic=mo).status == 422
    assert spoke.add("ada", repair, "I am Mo", written_in="The workshop").status == 422


def test_a_record_goes_with_its_comments(spoke: Spoke) -> None:
    repair = spoke.bring("Scrap bike")
    content = {"name": "a.txt", "content": "YQ=="}
    spoke.add("ada", repair, "One", attachments=[content])
    spoke.add("mo", repair, "Two", "internal-notes")
    [comment] = spoke.rows("repair_comment", about_id=repair)
    assert spoke.client("mo").delete(f"/repairs/{repair}?revision={spoke.revision(repair)}").status == 204
    for table in ("repair_comment", "repair_note"):
        assert spoke.rows(table, about_id=repair) == []
    assert spoke.rows("portal_file", record_id=comment["id"]) == []
    assert [each["action"] for each in spoke.rows("portal_history", record_id=comment["id"])] == ["create", "delete"]


def test_the_latest_stand_on_the_page_and_all_in_their_list(spoke: Spoke) -> None:
    repair = spoke.bring("Talked about")
    for number in range(22):
        spoke.add("ada", repair, f"Number {number}")
    page = spoke["ada"].get(f"/repairs/{repair}")
    assert [text for _, text in said_on(page)] == [f"Number {number}" for number in range(2, 22)]
    [address] = [each for each in page.page.addresses if f"about={repair}" in each]
    assert "All 22 comments" in page.text
    assert spoke["ada"].visitor.get(address).page.number == 22


def test_the_history_tells_of_comments_to_those_who_see_them(spoke: Spoke) -> None:
    """Outside it names nobody whom the reader does not see."""
    repair = spoke.bring("With a past", insurer=True)
    spoke.add("ada", repair, "From outside")
    spoke.add("mo", repair, "From inside")
    spoke.add("mo", repair, "Between us", "internal-notes")
    assert headings(spoke["mo"].get(f"/repairs/{repair}/history")) == [
        "Repair: internal note by you",
        "Repair: comment by you",
        "Repair: comment by Ada",
        "Created by Ada",
    ]
    assert headings(spoke["ada"].get(f"/repairs/{repair}/history")) == [
        "Repair: comment",
        "Repair: comment by you",
        "Created by you",
    ]
    assert "internal note" not in "".join(headings(spoke["tia"].get(f"/repairs/{repair}/history")))


def test_comments_are_demo_records_too(spoke: Spoke) -> None:
    [blue] = [each["id"] for each in spoke.rows("repair") if each["bicycle"] == "Blue tourer"]
    assert said_on(spoke["ada"].get(f"/repairs/{blue}")) == [
        ("You", "It squeaks going uphill."),
        ("The workshop", "The chain was dry."),
    ]
    assert [text for _, text in said_on(spoke["mo"].get(f"/repairs/{blue}"))] == [
        "It squeaks going uphill.",
        "The chain was dry.",
        "Do not charge for the oil.",
    ]
