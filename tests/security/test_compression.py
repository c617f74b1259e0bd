"""Answers in gzip: for whoever asks, never for what another site asked for, and with the headers that caches need."""

import gzip
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask, Response

from runtime.settings import read_settings
from runtime.web import compression, headers
from tests.security.conftest import Harbour, make_harbour

LONG = "".join(f"<p>Berth {place} of the harbour</p>" for place in range(500))
HERE = {"Sec-Fetch-Site": "same-origin"}


def make_app(*, secure: bool) -> Flask:
    app = Flask("small")
    compression.install(app, secure=secure)
    headers.install(app, secure=secure)  # which says what answers are told apart by
    app.add_url_rule("/page", "page", lambda: LONG)
    app.add_url_rule("/short", "short", lambda: "short")
    app.add_url_rule("/json", "json", lambda: {"words": LONG})
    app.add_url_rule("/picture", "picture", lambda: Response(LONG, mimetype="image/png"))
    app.add_url_rule("/packed", "packed", lambda: Response(LONG, headers={"Content-Encoding": "br"}))
    app.add_url_rule("/same", "same", lambda: Response(status=304))
    app.add_url_rule("/tagged", "tagged", lambda: Response(LONG, headers={"ETag": '"1"'}))
    app.extensions["read"] = read = list[int]()
    app.add_url_rule("/stream", "stream", lambda: Response(_parts(read), mimetype="text/csv"))
    return app


def _parts(read: list[int]) -> Iterator[bytes]:
    chance = random.Random(7)
    for place in range(20):
        read.append(place)
        yield chance.randbytes(20_000)


@pytest.mark.parametrize(
    ("accepted", "packed"),
    [
        ("gzip", True),
        ("br;q=1.0, gzip;q=0.8, *;q=0.1", True),
        ("*", True),
        ("deflate, gzip;q=0.001", True),
        ("gzip;q=0", False),
        ("identity", False),
        ("gzip;q=0.5, identity", False),
        ("br", False),
        ("", False),
    ],
)
def test_what_the_client_takes(accepted: str, packed: bool) -> None:
    answer = make_app(secure=True).test_client().get("/page", headers={"Accept-Encoding": accepted, **HERE})
    assert ("Content-Encoding" in answer.headers) == packed
    assert (gzip.decompress(answer.data) if packed else answer.data).decode() == LONG
    assert {"Accept-Encoding", "Sec-Fetch-Site"} <= set(answer.vary)
    assert answer.content_length == len(answer.data)


@pytest.mark.parametrize(
    ("headers", "packed"),
    [
        ({"Sec-Fetch-Site": "same-origin"}, True),
        ({"Sec-Fetch-Site": "none"}, True),
        ({"Sec-Fetch-Site": "same-site"}, False),
        ({"Sec-Fetch-Site": "cross-site"}, False),
        ({"Sec-Fetch-Site": "cross-site", "Cookie": "a=1"}, False),
        ({"Cookie": "a=1"}, False),  # a browser that does not say
        ({}, True),  # a program
    ],
)
def test_what_another_site_asked_for_stays_as_it_is(headers: dict[str, str], packed: bool) -> None:
    for secure in (True, False):
        client = make_app(secure=secure).test_client(use_cookies=False)
        answer = client.get("/page", headers={"Accept-Encoding": "gzip", **headers})
        assert ("Content-Encoding" in answer.headers) == (packed or not secure)


def test_what_is_not_worth_it_or_not_to_be_touched() -> None:
    client = make_app(secure=True).test_client()
    asked = {"Accept-Encoding": "gzip", **HERE}
    for path in ("/short", "/picture", "/same", "/tagged"):
        assert "Content-Encoding" not in client.get(path, headers=asked).headers, path
    assert client.get("/packed", headers=asked).headers["Content-Encoding"] == "br"
    assert client.get("/json", headers=asked).headers["Content-Encoding"] == "gzip"
    assert "Vary" not in client.get("/picture", headers=asked).headers


def test_head_has_the_headers_of_get() -> None:
    client = make_app(secure=True).test_client()
    asked = {"Accept-Encoding": "gzip", **HERE}
    head, get = client.head("/page", headers=asked), client.get("/page", headers=asked)
    assert head.data == b""
    assert dict(head.headers) == dict(get.headers)


def test_a_stream_is_packed_as_it_comes() -> None:
    app = make_app(secure=True)
    answer = app.test_client().get("/stream", headers={"Accept-Encoding": "gzip", **HERE}, buffered=False)
    assert "Content-Length" not in answer.headers
    parts = iter(answer.response)
    begin = [next(parts), next(parts)]
    assert len(app.extensions["read"]) < 20  # the rest is still to come
    assert len(gzip.decompress(b"".join([*begin, *parts]))) == 400_000


def test_pages_of_a_portal_are_packed_and_stay_private(calm: Harbour) -> None:
    calm.forget_attempts()
    visitor = calm.visitor()
    visitor.login("office", "mia@port.example")
    asked = {"Accept-Encoding": "gzip"}
    answer = visitor.get("/office/berths/", headers=asked)
    assert answer.headers["Content-Encoding"] == "gzip"
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Berths" in gzip.decompress(answer.data).decode()
    assert "Content-Encoding" not in visitor.get("/office/berths/").headers


def test_static_files_are_packed_once(calm: Harbour) -> None:
    visitor = calm.visitor()
    page = visitor.get("/office/login").text
    sheet = page.partition('<link rel="stylesheet" href="')[2].partition('"')[0]
    for path in (sheet, "/start/start.css"):
        plain, packed = (visitor.get(path, headers={"Accept-Encoding": given}) for given in ("identity", "gzip"))
        assert gzip.decompress(packed.data) == plain.data
        assert len(packed.data) < len(plain.data) / 4
        assert (packed.headers["Vary"], plain.headers["Vary"]) == ("Accept-Encoding", "Accept-Encoding")
        assert packed.headers["Cache-Control"].startswith("public")


def test_by_https_a_page_that_another_site_leads_to_is_not(tmp_path: Path) -> None:
    settings = read_settings(
        {"PORTAL_BASE_URL": "https://harbour.example", "PORTAL_PROXIES": "1"}, var=tmp_path / "var"
    )
    visitor = next(make_harbour(settings, tmp_path)).visitor()
    asked = {"Accept-Encoding": "gzip", "X-Forwarded-Proto": "https"}
    for site, packed in (("same-origin", True), ("cross-site", False)):
        headers = {**asked, "Sec-Fetch-Site": site}
        answer = visitor.get("/office/login", base_url="https://harbour.example", headers=headers)
        assert ("Content-Encoding" in answer.headers) == packed, site
