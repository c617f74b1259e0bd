"""Wrong requests get the status that the interface promises, a page of ours, and change nothing."""

import http.client
from collections.abc import Iterator
from contextlib import closing

import pytest

from tests.businesses.browsing import Upload, multipart
from tests.channels.callers import FORM, ROOT, Board, Caller

LIMIT = 32 * 1024 * 1024
NOTES = f"{ROOT}/notes"
LISTS = {
    "unknown filter": "colour=red",
    "forbidden filter": "secret=four two",
    "forbidden part of a filter": "secret_from=a",
    "filter of a system column": "created_by=1",
    "id as a filter": "id=1",
    "unknown own parameter": "_colour=red",
    "unknown order": "_sort=colour",
    "forbidden order": "_sort=secret",
    "forbidden order, descending": "_sort=-secret",
    "order by a path": "_sort=author.email",
    "filter by a path": "author.email=ada@rowers.example",
    "page nought": "_page=0",
    "negative page": "_page=-1",
    "text for a page": "_page=two",
    "digits of another script": "_page=%D9%A3",
    "endless page": "_page=" + "9" * 400,
    "too many at once": "_size=101",
    "none at once": "_size=0",
    "unknown view": "_view=secret",
    "a view of another record type": "_view=people",
    "not a choice": "state=lost",
    "not a number": "seats=many",
    "not a date": "picked_from=tomorrow",
    "given twice": "state=open&state=closed",
    "a NUL in a filter": "state=%00",
    "SQL in an order": "_sort=title;DROP%20TABLE%20note",
    "SQL in a filter's name": "title'--=1",
}
PAGES = {
    "page beyond the numbered ones": "_page=41",
    "not a mark": "_after=x",
    "a mark of code": "_after=__import__('os')",
    "a mark of others' making": "_after=WyJhIiwgMV0",
}
"""These say where to go on, which a download does not ask for."""
FORMS = {
    "unknown answer": "colour=red",
    "forbidden answer": "secret=1",
    "preset of the portal": "club=1",
    "unknown own parameter": "_colour=red",
    "unknown link to choose": "_choose=colour",
    "forbidden link to choose": "_choose=club",
    "not a link to choose": "_choose=title",
}
IDS = (
    "0", "1", "-1", "+1", "9223372036854775807", "9223372036854775808", "9" * 400, "1.0", "1e3", "0x10", "abc", "%00",
    "1%00", "%0A", "1%0A", "%2e%2e", "..%2f..", "1'--", "1%20OR%201=1", "%F0%9F%92%A9", "%FF", "%D9%A3", "None", "new2",
)  # fmt: skip


@pytest.fixture(autouse=True)
def nothing_changes(board: Board) -> Iterator[None]:
    before = board.rows()
    yield
    assert board.rows() == before


def is_ours(text: str) -> bool:
    """A page in the portal's look, not the bare one of a library, and without a trace of code."""
    return "Notice Board</title>" in text and "Traceback" not in text and "sqlalchemy" not in text.lower()


@pytest.mark.parametrize("query", LISTS.values(), ids=LISTS)
def test_400_for_lists_and_their_downloads(query: str, ada: Caller) -> None:
    for path in (f"{NOTES}/", f"{NOTES}.csv", f"{NOTES}.xlsx"):
        answer = ada.get(f"{path}?{query.replace(' ', '%20')}")
        assert answer.status == 400, path
        assert is_ours(answer.text)


@pytest.mark.parametrize("query", PAGES.values(), ids=PAGES)
def test_400_for_pages_that_there_cannot_be(query: str, ada: Caller) -> None:
    answer = ada.get(f"{NOTES}/?{query}")
    assert answer.status == 400
    assert is_ours(answer.text)


@pytest.mark.parametrize("query", FORMS.values(), ids=FORMS)
def test_400_for_forms(query: str, ada: Caller) -> None:
    answer = ada.get(f"{NOTES}/new?{query}")
    assert answer.status == 400
    assert is_ours(answer.text)


def test_what_is_forbidden_answers_as_what_is_unknown(ada: Caller) -> None:
    """The words differ by the name that was asked for alone."""
    for query in ("{}=x", "_sort={}", "_sort=-{}", "{}_from=x"):
        answers = [ada.get(f"{NOTES}/?{query.format(name)}") for name in ("secret", "colour")]
        assert answers[0].text.replace("secret", "colour") == answers[1].text


@pytest.mark.parametrize("record", IDS)
def test_404_for_whatever_is_no_id(record: str, ada: Caller) -> None:
    missing = ada.get(f"{NOTES}/2").whole
    assert missing[0] == 404
    assert is_ours(missing[2].decode())
    for path in ("", "/edit", "/delete", "/received", "/files/1/x.log"):
        answer = ada.get(f"{NOTES}/{record}{path}")
        assert answer.whole == missing, (path, answer.status)


def test_404_for_what_others_own_and_what_does_not_exist(board: Board, ada: Caller) -> None:
    missing, nothing = ada.get(f"{NOTES}/2").whole, ada.get(f"{ROOT}/nothing/").whole
    assert nothing[0] == 404
    for path in ("/invoices/", "/invoices/1", "/notes/1/do/close", "/portal_account/", "/account/", "/api/v1/notes/"):
        assert ada.get(ROOT + path).whole in (missing, nothing), path
    for path in ("", "/edit", "/delete", "/received"):
        assert ada.get(f"{NOTES}/{board.note('Sail loft key')}{path}").whole == missing, path


def test_404_for_changes_that_are_not_allowed_now(board: Board, ada: Caller) -> None:
    assert ada.get(f"{NOTES}/{board.note('Old regatta')}/delete").whole == ada.get(f"{NOTES}/2/delete").whole


def test_409_for_a_change_of_an_outdated_record(board: Board, ada: Caller) -> None:
    note = board.note("Boat house key")
    for revision in ("0", "7", "", "x", "-1", "9" * 30):
        for action in ("edit", "delete"):
            values = {"revision": revision} | ({"title": "Mine"} if action == "edit" else {})
            answer = ada.post(f"{NOTES}/{note}/{action}", values)
            assert answer.status == 409, (action, revision)
            assert is_ours(answer.text)


def test_413_for_a_body_over_the_limit(board: Board, ada: Caller) -> None:
    """By its stated length, before any of it is read; and by its real one, where none is stated."""
    for body in ({"Content-Length": str(LIMIT + 1)}, {"Transfer-Encoding": "chunked"}):
        answer = oversized(board, ada, body)
        assert answer[0] == 413, body
        assert is_ours(answer[1])


def test_413_for_a_large_body_of_somebody_unknown(board: Board) -> None:
    assert oversized(board, Caller(board.place.port), {"Content-Length": str(2 * 1024 * 1024)})[0] == 413


def test_413_for_more_text_than_a_form_may_hold(ada: Caller) -> None:
    values = [("csrf_token", ada.token()), ("body", "x" * 3_000_000)]
    kind, body = multipart(values, [("papers", Upload("a.txt", b"a"))])
    answer = ada.send("POST", f"{NOTES}/new", body, {"Content-Type": kind})
    assert answer.status == 413
    assert is_ours(answer.text)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("log.exe", b"MZ", "must be a TXT or LOG file"),
        ("empty.txt", b"", "is empty"),
        ("long.txt", b"x" * 200_001, "” must be 200 KB or smaller; it has"),
    ],
)
def test_422_for_files_that_do_not_fit(name: str, content: bytes, message: str, ada: Caller) -> None:
    values = [("csrf_token", ada.token()), ("title", "With a file")]
    kind, body = multipart(values, [("papers", Upload(name, content))])
    answer = ada.send("POST", f"{NOTES}/new", body, {"Content-Type": kind})
    assert answer.status == 422
    assert message in answer.text


def oversized(board: Board, caller: Caller, headers: dict[str, str]) -> tuple[int, str]:
    cookie = "; ".join(f"{name}={morsel.value}" for name, morsel in caller.cookies.items())
    with closing(http.client.HTTPConnection("127.0.0.1", board.place.port, timeout=30)) as connection:
        connection.putrequest("POST", f"{NOTES}/new")
        for name, value in {**FORM, **headers, "Cookie": cookie}.items():
            connection.putheader(name, value)
        connection.endheaders()
        if "Transfer-Encoding" in headers:
            send_chunks(connection)
        response = connection.getresponse()
        return response.status, response.read().decode()


def send_chunks(connection: http.client.HTTPConnection) -> None:
    """Until the limit, or until the server hangs up."""
    block = b"title=" + b"x" * (1024 * 1024 - 6)
    try:
        for _ in range(LIMIT // len(block) + 1):
            connection.send(b"%x\r\n%b\r\n" % (len(block), block))
        connection.send(b"0\r\n\r\n")
    except (BrokenPipeError, ConnectionResetError):
        pass


def test_422_shows_the_form_again(ada: Caller) -> None:
    answer = ada.post(f"{NOTES}/new", {"title": "", "body": "Kept <as> it was", "seats": "51", "page": "no address"})
    assert answer.status == 422
    assert "<title>Error: New note" in answer.text
    assert "Kept &lt;as&gt; it was" in answer.text
    for value in ("51", "no address"):
        assert f'value="{value}"' in answer.text
    for message in ("Enter a title", "Enter seats as 50 or less", "Page must be a web address"):
        assert message in answer.text


def test_422_for_values_that_no_form_offers(board: Board, ada: Caller) -> None:
    sailor = board.ask("SELECT id FROM person WHERE name = 'Bert Boom'")[0][0]
    wrong = [
        {"author": str(sailor)}, {"author": "1"}, {"author": "-1"}, {"author": "9" * 30}, {"author": "x"},
        {"state": "lost"}, {"seats": "0"}, {"seats": "9" * 30}, {"seats": "1e9"}, {"seats": "NaN"},
        {"picked-day": "31", "picked-month": "2", "picked-year": "2026"}, {"picked": "2026-02-31"},
        {"title": "x" * 201}, {"title": "a\x00b"}, {"body": "\x00"}, {"body": "x" * 100_001}, {"title": " \u00a0 "},
        {"page": "javascript:alert(1)"}, {"contact": "nobody"}, {"title": "Boat house key"},
    ]  # fmt: skip
    for values in wrong:
        answer = ada.post(f"{NOTES}/new", {"title": "Something", **values})
        assert answer.status == 422, values
        assert is_ours(answer.text)


def test_a_forbidden_value_in_a_form_is_not_taken(board: Board, ada: Caller) -> None:
    """As an own form never sends it, whatever comes of it is right, but for storing it."""
    note = board.note("Boat house key")
    sailors = str(board.ask("SELECT id FROM club WHERE name = 'Sailors'")[0][0])
    for values in ({"secret": "x"}, {"club": sailors}, {"id": "1"}, {"created_by": "1"}, {"club_id": sailors}):
        assert ada.post(f"{NOTES}/{note}/edit", {"revision": "0", **values}).status in (400, 409, 422)


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE"])
def test_405_for_methods_that_no_page_has(method: str, board: Board, ada: Caller) -> None:
    note = board.note("Boat house key")
    token = {"X-CSRFToken": ada.token()}
    for path in ("/", f"/{note}", f"/{note}/edit", f"/{note}/delete", "/new"):
        answer = ada.send(method, NOTES + path, b"title=x", {**FORM, **token})
        assert answer.status == 405, path
        assert answer.headers["Allow"]
        assert is_ours(answer.text)


def test_405_for_posts_to_pages_that_only_show(board: Board, ada: Caller) -> None:
    body = f"csrf_token={ada.token()}".encode()
    for path in ("/", f"/{board.note('Boat house key')}", "/filter"):
        assert ada.send("POST", NOTES + path, body, FORM).status == 405, path


def test_429_tells_when_to_come_back(board: Board) -> None:
    stranger = Caller(board.place.port)
    answers = [
        stranger.post(f"{ROOT}/login", {"email": "eve@nowhere.example", "password": f"guess {n}"}) for n in range(7)
    ]
    assert [each.status for each in answers[:5]] == [422] * 5
    assert answers[-1].status == 429
    assert 0 < int(answers[-1].headers["Retry-After"]) <= 15 * 60
    assert is_ours(answers[-1].text)
    assert board.caller().get(f"{ROOT}/").status == 200, "others go on"


def test_every_answer_has_the_headers_that_protect_it(board: Board, ada: Caller) -> None:
    for path in (f"{NOTES}/", f"{NOTES}/2", f"{NOTES}/?colour=1", f"{NOTES}.csv", f"{ROOT}/nothing", "/nothing", "/"):
        headers = ada.get(path).headers
        assert headers["X-Content-Type-Options"] == "nosniff", path
        assert "default-src 'none'" in headers["Content-Security-Policy"], path
        assert headers["Referrer-Policy"], path
