"""The inspection finds a value however an answer packs or writes it, and takes no echo for a leak."""

import base64
import gzip
import io
import json
import zipfile
import zlib

import pytest
import xlsxwriter

from leaks.comparing import differ
from leaks.inspection import Watch
from leaks.requests import Answer, Guess, Pairs, Request

WORD, NUMBER, ID, CODE = "CNRYABCDEF", "1299709", "4203516398218182657", "LN-2026-04711"
WATCH = Watch([WORD, NUMBER, ID, CODE])


def answer(body: bytes | str = b"", headers: Pairs = (), status: str = "200 OK") -> Answer:
    return Answer(status, headers, body.encode() if isinstance(body, str) else body)


def workbook(text: str) -> bytes:
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    book.add_worksheet().write_string(0, 0, text)
    book.close()
    return file.getvalue()


def archive(text: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("notes.txt", text)
    return file.getvalue()


def pdf(text: str) -> bytes:
    stream = zlib.compress(f"BT ({text}) Tj ET".encode())
    return b"%PDF-1.4\n1 0 obj << /Filter /FlateDecode >>\nstream\n" + stream + b"\nendstream\nendobj\n%%EOF"


def cookie(text: str) -> str:
    """As Flask keeps a session that is long enough to be compressed."""
    packed = base64.urlsafe_b64encode(zlib.compress(json.dumps({"seen": text}).encode()))
    return f".{packed.decode().rstrip('=')}.aSdF"


@pytest.mark.parametrize(
    "found",
    [
        answer(f"<p>{WORD}</p>"),
        answer(f"<p>{WORD.lower()}@tenant.example</p>"),
        answer(f"<p>&#67;&#x4e;{WORD[2:]}</p>"),
        answer(f'<a href="?q=%43{WORD[1:]}">'),
        answer('{"note": "\\u0043' + WORD[1:] + '"}'),
        answer(base64.b64encode(f"a note: {WORD}".encode())),
        answer(f"/static/{base64.urlsafe_b64encode(f'a note: {WORD}'.encode()).decode()}"),
        answer(gzip.compress(WORD.encode())),
        answer(archive(WORD)),
        answer(workbook(WORD)),
        answer(pdf(WORD)),
        answer(base64.b64encode(gzip.compress(f"a note: {WORD}".encode()))),
        answer(status=f"200 {WORD}"),
        answer(headers=(("etag", f'"{WORD}"'),)),
        answer(headers=(("content-disposition", f"attachment; filename*=UTF-8''{WORD}.txt"),)),
        answer(headers=(("set-cookie", f"customer_session={cookie(WORD)}; Path=/"),)),
    ],
)
def test_a_word_is_found(found: Answer) -> None:
    assert [each.canary for each in WATCH.find(found, "")] == [WORD]


@pytest.mark.parametrize(
    "text", ["1299709", "1,299,709", "1.299.709", "1 299 709", "1’299’709", "$1,299,709.00", "1299709.00", "n=1299709&"]
)
def test_a_number_is_found_however_it_is_written(text: str) -> None:
    assert [each.canary for each in WATCH.find(answer(f"<td>{text}</td>"), "")] == [NUMBER]


def test_ids_and_codes_are_found() -> None:
    assert {each.canary for each in WATCH.find(answer(f'<a href="/orders/{ID}">{CODE}</a>'), "")} == {ID, CODE}


@pytest.mark.parametrize("text", ["12997091", "91299709", "a1299709f", "1,299,7091", "CNRYABCDEZ", "LN-2026-0471"])
def test_what_only_looks_like_it_is_not(text: str) -> None:
    assert not WATCH.find(answer(text), "")


def test_what_the_request_said_is_no_leak_but_all_else_is() -> None:
    found = WATCH.find(answer(f"Nothing matches {WORD}, nor 1,299,709"), f"/orders/ q={WORD.lower()}")
    assert [each.canary for each in found] == [NUMBER]


def test_answers_are_compared_but_for_what_is_made_anew() -> None:
    page = '<input type="hidden" name="csrf_token" value="{}"><p>{}</p>'
    assert not differ(answer(page.format("abc", 1)), answer(page.format("xyz", 1)))
    assert differ(answer(page.format("abc", 1)), answer(page.format("abc", 2))).startswith("body")
    assert differ(answer(headers=(("etag", "1"),)), answer(headers=(("etag", "2"),))).startswith("headers")
    assert differ(answer(status="403 FORBIDDEN"), answer(status="404 NOT FOUND")).startswith("status line")


def test_a_guess_may_be_repeated_and_nothing_else() -> None:
    guess = Guess(WORD, "CNRYZZZZZZ")
    asked = Request("list", "/orders/", query=(("q", WORD),), guess=guess)
    assert asked.guessed().query == (("q", "CNRYZZZZZZ"),)
    assert not differ(answer(f"No orders match {WORD}"), answer("No orders match CNRYZZZZZZ"), guess)
    assert differ(answer(f"1 order matches {WORD}"), answer("No orders match CNRYZZZZZZ"), guess)
