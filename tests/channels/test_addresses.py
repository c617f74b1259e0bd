"""Every address with every method: what is not meant is refused, and nobody learns which records there are.

A record has one address: other ways to write its id are those of no record.
"""

from collections.abc import Iterator
from urllib.parse import quote

import pytest

from tests.businesses.browsing import Upload, multipart
from tests.channels.callers import FORM, HIDDEN, ROOT, Board, Caller

NOTES = f"{ROOT}/notes"
ACTS = ("", "/edit", "/delete", "/received", "/files/{file}/x.txt")
PAGES = (
    "/",
    "/search",
    "/notes/",
    "/notes/filter",
    "/notes.csv",
    "/notes.xlsx",
    "/notes/new",
    "/notes/deleted",
    "/logout",
)


@pytest.fixture(scope="module")
def filed(board: Board, ada: Caller) -> tuple[int, int]:
    """A note with a file, and that file."""
    values = [*HIDDEN.findall(ada.get(f"{NOTES}/new").text), ("title", "With a file"), ("state", "open")]
    kind, body = multipart(values, [("papers", Upload("x.txt", b"content"))])
    assert ada.send("POST", f"{NOTES}/new", body, {"Content-Type": kind}).status == 303
    note = board.note("With a file")
    [[file]] = board.ask("SELECT id FROM portal_file WHERE record_id = ?", note)
    return note, int(file or 0)


@pytest.fixture(autouse=True)
def nothing_changes(board: Board, filed: tuple[int, int]) -> Iterator[None]:
    before = board.rows()
    yield
    assert board.rows() == before


def other_ways(number: int) -> list[str]:
    """To write an id that there is, so that only a lenient reader finds it."""
    text = str(number)
    wide = "".join(chr(ord("０") + int(digit)) for digit in text)
    return [f"0{text}", f"+{text}", f"-{text}", f"{text}.0", f" {text}", f"{text} ", f"{text}\0", f"{text}e0", wide,
            f"{text[:3]}_{text[3:]}", hex(number), f"{text}%", str(number + 2**64), str(number - 2**63)]  # fmt: skip


def test_other_ways_to_write_an_id_lead_nowhere(filed: tuple[int, int], ada: Caller) -> None:
    note, file = filed
    missing = ada.get(f"{NOTES}/2").whole
    assert missing[0] == 404
    for way in other_ways(note):
        for act in ACTS:
            answer = ada.get(f"{NOTES}/{quote(way)}{act.format(file=file)}")
            assert answer.whole == missing, (way, act, answer.status)
    for way in other_ways(file):
        answer = ada.get(f"{NOTES}/{note}/files/{quote(way)}/x.txt")
        assert answer.whole == missing, (way, answer.status)


def test_ids_of_others_and_of_nobody(board: Board, filed: tuple[int, int], ada: Caller) -> None:
    """Whatever the method, and of files too."""
    note, file = filed
    foreign = board.note("Sail loft key")
    for act in (*ACTS, "/nothing"):
        for method in ("GET", "HEAD", "POST", "OPTIONS", "PUT", "DELETE"):
            body = f"csrf_token={ada.token()}".encode() if method in ("POST", "PUT", "DELETE") else None
            answers = [
                ada.send(method, f"{NOTES}/{record}{act.format(file=file)}", body, FORM).whole
                for record in (foreign, 2, 2**63 - 1)
            ]
            assert answers[0] == answers[1] == answers[2], (method, act)
    assert ada.get(f"{NOTES}/{note}/files/{file}/x.txt").status == 200
    assert ada.get(f"{NOTES}/{note}/files/2/x.txt").whole == ada.get(f"{NOTES}/2").whole


def test_heads_are_those_of_the_pages(filed: tuple[int, int], ada: Caller) -> None:
    note, file = filed
    for path in (*PAGES, *(f"/notes/{note}{act.format(file=file)}" for act in ACTS)):
        head = ada.send("HEAD", ROOT + path)
        assert (head.status, head.content) == (200, b""), path
        assert head.headers["Content-Type"] == ada.get(ROOT + path).headers["Content-Type"], path


def test_options_tell_methods_and_nothing_else(filed: tuple[int, int], ada: Caller) -> None:
    note, file = filed
    for path in (*PAGES, *(f"/notes/{note}{act.format(file=file)}" for act in ACTS)):
        answer = ada.send("OPTIONS", ROOT + path)
        assert (answer.status, answer.content) == (200, b""), path
        methods = set(answer.headers["Allow"].split(", "))
        assert methods - {"POST"} == {"GET", "HEAD", "OPTIONS"}, path


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE", "PROPFIND"])
def test_other_methods_are_refused(method: str, filed: tuple[int, int], ada: Caller) -> None:
    note, file = filed
    token = {"X-CSRFToken": ada.token()}
    for path in (*PAGES, *(f"/notes/{note}{act.format(file=file)}" for act in ACTS), "/login"):
        assert ada.send(method, ROOT + path, b"", {**FORM, **token}).status in (400, 405), path


def test_strangers_learn_nothing_by_any_method(board: Board, filed: tuple[int, int]) -> None:
    """An address of a record that there is answers as one of a record that there is not."""
    stranger = Caller(board.place.port)
    note, file = filed
    for act in ACTS:
        for method in ("GET", "HEAD", "OPTIONS", "POST", "PUT"):
            paths = [f"{NOTES}/{record}{act.format(file=file)}" for record in (note, note + 1)]
            answers = [stranger.send(method, path).whole for path in paths]
            texts = [str(answer).replace(str(note + 1), str(note)) for answer in answers]
            assert texts[0] == texts[1], (method, act)
            assert answers[0][0] in (303, 400, 403, 405), (method, act)


def test_a_mark_of_another_list_or_order_is_none(ada: Caller) -> None:
    """Marks are not tried: a list goes on only from where it can have been."""
    for after in ("x", "%00", "9" * 30, "W10", "bnVsbA", "e30", "-1", "A" * 8000):
        assert ada.get(f"{NOTES}/?_after={after}").status == 400, after
        assert ada.get(f"{NOTES}/?_sort=title&_after={after}").status == 400, after
