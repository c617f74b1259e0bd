"""Bodies that are too large, too many parts of one, and bytes that are no text: refused before they are read whole."""

import http.client
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from urllib.parse import parse_qsl, quote_plus, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.exceptions import BadRequest

from runtime.web.reading import _pairs, read_query
from tests.channels.callers import FORM, ROOT, Answer, Board, Caller

NEW = f"{ROOT}/notes/new"
MEGABYTE = 1024 * 1024
LARGE = 50 * MEGABYTE
PARTS = "multipart/form-data; boundary=part"
KINDS = ("application/x-www-form-urlencoded", PARTS, "application/json", "text/plain")


@pytest.fixture(autouse=True)
def nothing_changes(board: Board) -> Iterator[None]:
    before = board.rows()
    yield
    assert board.rows() == before


def begun(caller: Caller, kind: str, **headers: str) -> http.client.HTTPConnection:
    """A connection on which the head of a post was sent, and nothing of its body."""
    cookie = "; ".join(f"{name}={morsel.value}" for name, morsel in caller.cookies.items())
    connection = http.client.HTTPConnection("127.0.0.1", caller.port, timeout=30)
    connection.putrequest("POST", NEW)
    for name, value in {"Content-Type": kind, "Cookie": cookie, **headers}.items():
        connection.putheader(name.replace("_", "-"), value)
    connection.endheaders()
    return connection


@pytest.mark.parametrize("kind", KINDS)
def test_a_stated_length_is_refused_before_anything_is_sent(kind: str, ada: Caller) -> None:
    """The answer comes although no byte of the 50 MB is ever sent."""
    with closing(begun(ada, kind, Content_Length=str(LARGE))) as connection:
        assert connection.getresponse().status == 413


@pytest.mark.parametrize("kind", KINDS[:2])
def test_a_stream_is_refused_without_being_kept(kind: str, ada: Caller, board: Board) -> None:
    """50 MB of which nobody said so before: the memory of the server does not grow with them."""
    head = (
        b'--part\r\nContent-Disposition: form-data; name="papers"; filename="a.txt"\r\n\r\n' if kind == PARTS else b""
    )
    before = peak_memory(board)
    with closing(begun(ada, kind, Transfer_Encoding="chunked", X_CSRFToken=ada.token())) as connection:
        stream(connection, head)
        assert connection.getresponse().status == 413
    assert peak_memory(board) - before < 20 * MEGABYTE


def stream(connection: http.client.HTTPConnection, head: bytes) -> None:
    """Sends 50 MB in pieces, or until the server hangs up."""
    block = b"x" * 65_536
    try:
        for piece in (head or block, *[block] * (LARGE // len(block))):
            connection.send(b"%x\r\n%b\r\n" % (len(piece), piece))
        connection.send(b"0\r\n\r\n")
    except OSError:
        pass


def peak_memory(board: Board) -> int:
    """The most memory that a process of the server ever had, in bytes."""
    processes = {int((board.place.var / "serve.pid").read_text())}
    found = [dict(line.split(b":", 1) for line in each.splitlines() if b":" in line) for each in statuses()]
    while more := {int(each[b"Pid"]) for each in found if int(each[b"PPid"]) in processes} - processes:
        processes |= more
    return max(int(each.get(b"VmHWM", b"0").split()[0]) * 1024 for each in found if int(each[b"Pid"]) in processes)


def statuses() -> Iterator[bytes]:
    return (text for path in Path("/proc").glob("[0-9]*") if (text := read(path / "status")))


def read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


def send(caller: Caller, kind: str, body: bytes) -> Answer:
    return caller.send("POST", NEW, body, {"Content-Type": kind, "X-CSRFToken": caller.token()})


def part(name: str, value: bytes) -> bytes:
    return b'--part\r\nContent-Disposition: form-data; name="%b"\r\n\r\n%b\r\n' % (name.encode(), value)


END = b"--part--\r\n"
TITLE = part("title", b"A title")


def test_413_for_too_much_text(ada: Caller) -> None:
    text = b"x" * (2 * MEGABYTE + 1)
    assert send(ada, KINDS[0], b"body=" + text).status == 413
    assert send(ada, PARTS, TITLE + part("body", text) + END).status == 413


@pytest.mark.parametrize(("size", "status"), [(2 * MEGABYTE - 100, 422), (2 * MEGABYTE + 1, 413)])
def test_413_for_too_much_text_of_a_length_that_nobody_stated(size: int, status: int, ada: Caller) -> None:
    """Less than files may have."""
    body = b"title=Long&body=" + b"x" * size
    with closing(begun(ada, KINDS[0], Transfer_Encoding="chunked", X_CSRFToken=ada.token())) as connection:
        connection.send(b"%x\r\n%b\r\n0\r\n\r\n" % (len(body), body))
        assert connection.getresponse().status == status


def test_413_for_too_many_parts(ada: Caller) -> None:
    assert send(ada, PARTS, TITLE + b"".join(part(f"a{each}", b"1") for each in range(1001)) + END).status == 413


def test_422_for_a_text_that_is_too_long(ada: Caller) -> None:
    answer = send(ada, KINDS[0], b"title=Long&body=" + b"x" * 100_001)
    assert answer.status == 422
    assert "Shorten body to 100,000 characters or fewer" in answer.text


@pytest.mark.parametrize(
    "body",
    [
        b"title=%FF", b"title=%C3%28", b"title=%ED%A0%80", b"title=%F0%82%82%AC", b"%FF=x", b"title=\xff",
        "title=é".encode("latin-1"),
    ],
)  # fmt: skip
def test_400_for_a_body_that_is_no_text(body: bytes, ada: Caller) -> None:
    assert send(ada, KINDS[0], body).status == 400


@pytest.mark.parametrize(
    "body",
    {
        "empty": b"",
        "not begun": b"title=A title",
        "without an end": TITLE,
        "ends within a part": b'--part\r\nContent-Disposition: form-data; name="title"\r\n\r\nA ti',
        "ends within a head": b'--part\r\nContent-Disposition: form-data; name="ti',
        "a part without a head": b"--part\r\n\r\nA title\r\n" + END,
        "a part of another sort": b"--part\r\nContent-Type: text/plain\r\n\r\nA title\r\n" + END,
        "a part without a name": TITLE + b"--part\r\nContent-Disposition: form-data\r\n\r\nx\r\n" + END,
        "a head that is no text": b'--part\r\nContent-Disposition: form-data; name="\xff"\r\n\r\nx\r\n' + END,
        "a value that is no text": part("title", b"\xff\xfe") + END,
    }.items(),
    ids=lambda each: each[0],
)
def test_400_for_broken_parts(body: tuple[str, bytes], ada: Caller) -> None:
    assert send(ada, PARTS, body[1]).status == 400


@pytest.mark.parametrize(
    "kind", ["multipart/form-data", 'multipart/form-data; boundary=""', "multipart/form-data; boundary=é"]
)
def test_400_for_parts_without_a_mark(kind: str, ada: Caller) -> None:
    body = TITLE + END
    assert (
        ada.send(
            "POST", NEW, body, {"Content-Type": kind.encode("latin-1").decode("latin-1"), "X-CSRFToken": ada.token()}
        ).status
        == 400
    )


@pytest.mark.parametrize("kind", ["application/json", "text/plain", "text/xml", "x"])
def test_other_kinds_of_bodies_save_nothing(kind: str, ada: Caller) -> None:
    nested = b"[" * 10_000 + b"]" * 10_000
    for body in (b'{"title": "A title"}', nested, b"<title>A title</title>"):
        assert send(ada, kind, body).status in (400, 415, 422)


@pytest.mark.parametrize("query", ["q=%FF", "q=%C3%28", "%FF=1", "state=%ED%A0%80", "_sort=%80"])
def test_400_for_a_query_that_is_no_text(query: str, ada: Caller) -> None:
    for path in ("/notes/", "/notes.csv", "/notes/new", "/search", "/", "/login"):
        assert ada.get(f"{ROOT}{path}?{query}").status == 400, path


@pytest.mark.parametrize("query", [b"q=\xff", b"q=\xc3\x28", b"\xed\xa0\x80=1"])
def test_400_for_a_query_of_raw_bytes(query: bytes) -> None:
    """As gunicorn hands them on; the server of these tests makes text of them before."""
    with pytest.raises(BadRequest):
        read_query(query)


@given(st.text("aü%+&=;2B \0", max_size=30))
def test_pairs_are_those_of_the_standard_library(text: str) -> None:
    for query in (text, quote_plus(text), urlencode([("a b", text), (text, "")])):
        with suppress(UnicodeDecodeError):  # what is no text is refused; see above
            assert _pairs(query.encode()) == parse_qsl(query, keep_blank_values=True, errors="strict")


def test_texts_of_all_scripts_arrive(ada: Caller) -> None:
    """What is text is not refused, in whichever way it is sent."""
    words = "naïve 日本 🛶 \u202f"
    refused = b"&seats=99"
    assert words.strip() in send(ada, FORM["Content-Type"], b"title=" + words.encode() + refused).text
    parts = part("title", words.encode()) + part("seats", b"99") + END
    assert words.strip() in send(ada, PARTS, parts).text
