"""Moves that ask for a comment: it is there if, and only if, the record moved."""

from __future__ import annotations

from tests.businesses.browsing import Upload
from tests.comments.spoke import Spoke, said_on

FILE = {"name": "quote.txt", "content": "NDIw"}


def test_a_move_asks_for_its_comment(spoke: Spoke) -> None:
    repair = spoke.bring("Asked about", state="taken")
    page = f"/repairs/{repair}/do/ask"
    assert [each for each in spoke["mo"].get(f"/repairs/{repair}").page.addresses if each.endswith("/do/ask")]
    file = ("comment_files", Upload("quote.txt", b"420"))
    assert spoke["mo"].send(page, spoke["mo"].form(page, "/do/ask"), [file], comment="New chain, too?").status == 303
    [row] = spoke.rows("repair_comment", about_id=repair)
    assert spoke.rows("repair", id=repair)[0]["state"] == "asked"
    assert said_on(spoke["ada"].get(f"/repairs/{repair}")) == [("The workshop", "New chain, too?")]
    assert [each["name"] for each in spoke.rows("portal_file", record_id=row["id"])] == ["quote.txt"]


def test_without_a_comment_nothing_moves_and_nothing_is_lost(spoke: Spoke) -> None:
    repair = spoke.bring("Left alone", state="taken")
    page = f"/repairs/{repair}/do/ask"
    file = ("comment_files", Upload("quote.txt", b"420"))
    answer = spoke["mo"].send(page, spoke["mo"].form(page, "/do/ask"), [file], comment=" ")
    assert answer.status == 422
    assert "Error" in answer.text
    assert any(each.name == "comment_files-kept" for each in answer.page.form.controls)
    assert spoke.rows("repair", id=repair)[0]["state"] == "taken"
    assert spoke.rows("repair_comment", about_id=repair) == []


def test_moves_with_comments_by_the_interface(spoke: Spoke) -> None:
    repair = spoke.bring("By wire", state="taken")
    mo, address = spoke.client("mo"), f"/repairs/{repair}/do/ask"
    revision = spoke.revision(repair)
    empty = mo.post(address, {"revision": revision})
    assert (empty.status, list(empty.json["errors"])) == (422, ["comment"])
    sent = {"revision": revision, "comment": "New brakes?", "comment_files": [FILE]}
    assert mo.post(address, sent).status == 200
    assert mo.post(address, sent).status == 200  # the second half of a double click
    assert spoke.texts("ada", repair) == ["New brakes?"]
    answer = {"revision": spoke.revision(repair), "comment": "Yes"}
    assert spoke.client("ada").post(f"/repairs/{repair}/do/answer", answer).status == 200
    assert spoke.texts("ada", repair) == ["New brakes?", "Yes"]
    rows = spoke.rows("repair_comment", about_id=repair)
    assert [each["written_in"] for each in rows] == ["The workshop", "Spoke for riders"]
    assert rows[1]["by_rider_id"] == spoke.rows("rider", name="Ada")[0]["id"]


def test_a_move_that_is_not_open_adds_no_comment(spoke: Spoke) -> None:
    repair = spoke.bring("Not yet", state="brought")
    sent = {"revision": spoke.revision(repair), "comment": "New brakes?"}
    assert spoke.client("mo").post(f"/repairs/{repair}/do/ask", sent).status == 409
    assert spoke.client("lee").post(f"/repairs/{repair}/do/ask", sent).status == 404
    assert spoke.rows("repair_comment", about_id=repair) == []


def test_other_moves_take_no_comment(spoke: Spoke) -> None:
    repair = spoke.bring("Quiet", state="taken")
    sent = {"revision": spoke.revision(repair), "comment": "By the way"}
    assert spoke.client("mo").post(f"/repairs/{repair}/do/finish", sent).status == 422
    assert spoke.rows("repair", id=repair)[0]["state"] == "taken"


def test_the_document_of_the_interface_tells_of_it(spoke: Spoke) -> None:
    document = spoke.client("mo").get("/openapi.json").json
    sent = document["components"]["schemas"]["repair.do.ask"]["properties"]
    assert {"comment", "comment_files"} < sent.keys()
