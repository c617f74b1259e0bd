"""A session's cookie that was checked before: as good as anew, no longer, and nobody else's."""

import time
from collections.abc import Iterator

import pytest
from flask import Flask, Request, session
from flask.testing import FlaskClient
from itsdangerous import TimestampSigner
from werkzeug.test import EnvironBuilder

from runtime.security.cookies import Cookies
from runtime.web import headers
from runtime.web.reading import PortalRequest
from tests.security.conftest import Harbour

LIFE = 3600
NAME = "session"


@pytest.fixture
def app() -> Flask:
    app = Flask("harbour")
    app.config.update(SECRET_KEY="of the harbour alone", PERMANENT_SESSION_LIFETIME=LIFE)
    app.session_interface = Cookies(app)
    headers.install(app, secure=False)  # which says what answers are told apart by
    app.add_url_rule("/moor", view_func=moor)
    app.add_url_rule("/say", view_func=say)
    app.add_url_rule("/berth", view_func=berth)
    return app


def moor() -> str:
    session["berth"], session["said"] = "north", []
    return ""


def say() -> str:
    session["said"].append("hello")  # in place, as Flask's own messages are
    return ",".join(session["said"])


def berth() -> str:
    return str(session.get("berth", "none"))


@pytest.fixture
def moored(app: Flask) -> Iterator[FlaskClient]:
    with app.test_client() as client:
        client.get("/moor")
        assert client.get("/berth").text == "north"
        yield client


def value_of(client: FlaskClient) -> str:
    cookie = client.get_cookie(NAME)
    assert cookie is not None
    return cookie.value


def test_what_one_request_changes_in_it_does_not_reach_the_next(moored: FlaskClient) -> None:
    assert [moored.get("/say").text for _ in range(3)] == ["hello"] * 3


def test_it_grows_old_though_it_was_good(moored: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    now = time.time()
    monkeypatch.setattr("runtime.security.cookies.time.time", lambda: now + LIFE - 5)
    assert moored.get("/berth").text == "north"
    monkeypatch.setattr("runtime.security.cookies.time.time", lambda: now + LIFE + 5)
    assert moored.get("/berth").text == "none"
    monkeypatch.setattr("runtime.security.cookies.time.time", lambda: now - 60)
    assert moored.get("/berth").text == "none"  # of a time to come


def test_one_that_differs_is_none(moored: FlaskClient) -> None:
    good = value_of(moored)
    for bad in (good[:-1], f"{good}x", good.replace(".", "..", 1), "", "x.y.z"):
        moored.set_cookie(NAME, bad)
        assert moored.get("/berth").text == "none", bad
    moored.set_cookie(NAME, good)
    assert moored.get("/berth").text == "north"


def test_it_is_checked_once(moored: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(TimestampSigner, "unsign", lambda *_given, **_named: pytest.fail("checked again"))
    assert moored.get("/berth").text == "north"


def test_who_is_told_apart_by_it_says_so(moored: FlaskClient) -> None:
    assert moored.get("/berth").headers["Vary"] == "Cookie"


@pytest.mark.parametrize(
    "header",
    [
        "lang=fran\xe7ais",
        "a=\xff\xfe; b=1",
        "a=\xc3\xa4; a=2",
        'a="\\303\\244\xff"',
        "",
        "=; ;a",
        f"a={'x' * 5000}; b=\xff",
    ],
)
def test_those_of_others_are_read_as_by_flask(header: str, calm: Harbour) -> None:
    """Another site of the same domain may set one in whatever encoding."""
    environ = EnvironBuilder("/sailors/login").get_environ() | {"HTTP_COOKIE": header}
    ours, flasks = PortalRequest(environ).cookies, Request(environ).cookies
    assert [*ours.items(multi=True)] == [*flasks.items(multi=True)]
    for _ in range(2):
        answer = calm.visitor().client.open(environ)
        assert answer.status_code == 200
        assert answer.headers["X-Frame-Options"] == "DENY"
