"""Every answer carries the protecting headers, errors too; error pages tell nothing; bodies have their size."""

import logging
from pathlib import Path
from unittest.mock import patch

import pytest
from flask import request
from sqlalchemy import select
from sqlalchemy.exc import OperationalError
from werkzeug.test import Client

from runtime.settings import StartError, read_settings
from runtime.web import errors
from runtime.web.headers import POLICY, VARY, vary
from tests.security.conftest import Harbour, Visitor, make_harbour
from tests.security.harbour import HarbourBerth

EXPECTED = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}


@pytest.fixture
def mia(calm: Harbour) -> Visitor:
    calm.forget_attempts()
    visitor = calm.visitor()
    visitor.login("office", "mia@port.example")
    return visitor


def test_every_answer_has_the_headers(calm: Harbour, mia: Visitor) -> None:
    berth = calm.read(select(HarbourBerth.id))[0].id
    pages = ["/", "/health/live", "/health/ready", "/nothing", "/start/start.css", "/start/none", "/favicon.ico"]
    paths = [
        "",
        "login",
        "logout",
        "forgot",
        "reset/x",
        "berths/",
        f"berths/{berth}",
        "berths/1",
        "berths/new",
        "none/",
        "berths",
    ]
    pages += [f"/office/{path}" for path in [*paths, "static/x/none.css", "berths/?_sort=none", "berths.csv"]]
    seen = set()
    for visitor in (mia, calm.visitor()):
        for page in pages:
            for method in ("GET", "POST", "DELETE", "OPTIONS"):
                response = visitor.client.open(page, method=method)
                seen.add(response.status_code)
                for name, value in EXPECTED.items():
                    assert response.headers.get(name) == value, f"{name} of {method} {page}"
                assert (
                    response.headers["Cache-Control"] == "no-store"
                    or "/start" in page
                    or "static" in page
                    or page == "/favicon.ico"
                )
                assert "Strict-Transport-Security" not in response.headers
                assert "Access-Control-Allow-Origin" not in response.headers
                if response.mimetype.startswith("text/"):
                    assert response.content_type.endswith("charset=utf-8")
    assert seen >= {200, 303, 308, 400, 404, 405}


def test_every_app_says_what_its_answers_are_told_apart_by(calm: Harbour) -> None:
    """An app that nobody gave the headers would keep it to itself."""
    apps = [calm.application.outside, *calm.application.mounts.values()]
    assert len(apps) == 3
    for app in apps:
        with app.test_request_context("/"):
            vary(request.environ, "X-Berth")
            answer = Client(app).get("/nothing", environ_overrides={VARY: request.environ[VARY]})
        assert "X-Berth" in answer.headers["Vary"]


def test_style_sheets_are_the_same_for_everybody_and_cost_no_statement(calm: Harbour, mia: Visitor) -> None:
    path = mia.get("/office/").text.partition('<link rel="stylesheet" href="')[2].partition('"')[0]
    with patch("runtime.security.sessions.Sessions.find") as find:
        response = mia.get(path)
        assert not find.called
    assert response.status_code == 200
    assert "Cookie" not in response.headers["Vary"]
    assert "Set-Cookie" not in response.headers
    assert "immutable" in response.headers["Cache-Control"]


def test_cookies_on_http(mia: Visitor) -> None:
    cookie = mia.client.get_cookie("office_session")
    assert cookie
    assert cookie.http_only
    assert not cookie.secure
    assert (cookie.same_site, cookie.path, cookie.domain) == ("Lax", "/", "localhost")


@pytest.fixture
def secure(tmp_path: Path) -> Harbour:
    settings = read_settings(
        {"PORTAL_BASE_URL": "https://harbour.example", "PORTAL_PROXIES": "1"}, var=tmp_path / "var"
    )
    return next(make_harbour(settings, tmp_path))


def test_https(secure: Harbour) -> None:
    visitor = secure.visitor()
    far = {"base_url": "https://harbour.example", "headers": {"X-Forwarded-Proto": "https"}}
    response = visitor.get("/office/login", **far)
    assert response.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"
    [cookie] = response.headers.getlist("Set-Cookie")
    name, *attributes = cookie.split("; ")
    assert name.startswith("__Host-office=")
    assert sorted(attributes) == ["HttpOnly", "Path=/", "SameSite=Lax", "Secure"]


def test_plain_http_leads_to_https(secure: Harbour) -> None:
    visitor = secure.visitor()
    response = visitor.get("/office/berths/?q=%C3%BC", base_url="http://evil.example")
    assert response.status_code == 308
    assert response.headers["Location"] == "https://harbour.example/office/berths/?q=%C3%BC"
    assert visitor.get("/health/ready", base_url="http://10.0.0.1").status_code == 200


def test_only_the_site_s_own_names_are_answered(secure: Harbour, calm: Harbour) -> None:
    forwarded = {"X-Forwarded-Proto": "https"}
    assert secure.visitor().get("/office/login", base_url="https://evil.example", headers=forwarded).status_code == 400
    assert calm.visitor().get("/office/login", base_url="http://evil.example").status_code == 400
    assert calm.visitor().get("/office/login", base_url="http://127.0.0.1:8080").status_code == 200


def test_the_address_that_the_proxy_saw_is_the_one_that_counts(secure: Harbour) -> None:
    def open_link(claimed: str, seen: str) -> int:
        headers = {"X-Forwarded-Proto": "https", "X-Forwarded-For": f"{claimed}, {seen}"}
        return (
            secure.visitor("10.0.0.1")
            .get("/office/reset/x", base_url="https://harbour.example", headers=headers)
            .status_code
        )

    answers = [open_link(f"6.6.6.{number}", "198.51.100.7") for number in range(31)]
    assert answers == [404] * 30 + [429]
    assert open_link("198.51.100.7", "203.0.113.5") == 404


def test_missing_and_forbidden_are_the_same_bytes(calm: Harbour) -> None:
    calm.forget_attempts()
    kim = calm.visitor()
    kim.login("office", "kim@port.example")
    berth = calm.read(select(HarbourBerth.id))[0].id
    forbidden = kim.get(f"/office/berths/{berth}/edit")
    missing = kim.get("/office/berths/1/edit")
    assert forbidden.status_code == missing.status_code == 404
    assert forbidden.data == missing.data
    assert "Page not found" in missing.text
    assert "csrf_token" not in missing.text
    assert "nonce" not in missing.text
    assert 'aria-label="Main"' in missing.text, "the menu is there"


@pytest.mark.parametrize("status", sorted(errors.WORDS))
def test_error_pages_say_what_to_do(calm: Harbour, status: int) -> None:
    app = calm.application.mounts["/office"]
    with app.test_request_context("/berths/"):
        response = errors.page(status, minutes="3 minutes", number="abc123")
        text = response.get_data(as_text=True)
    words = errors.WORDS[status]
    assert response.status_code == status
    assert f"<h1>{words.title}</h1>" in text
    assert "{" not in text
    assert text.count("<h1") == 1
    assert 'href="/"' in text


def test_a_fault_shows_a_number_and_nothing_else(mia: Visitor, caplog: pytest.LogCaptureFixture) -> None:
    with patch("runtime.web.views.home_page", side_effect=RuntimeError("the secret of the harbour")):
        response = mia.get("/office/")
    assert response.status_code == 500
    assert "the secret of the harbour" not in response.text
    assert "Traceback" not in response.text
    [record] = [record for record in caplog.records if record.levelno == logging.ERROR]
    number = record.getMessage().split()[1]
    assert number in response.text
    assert record.exc_info


def test_a_database_that_stops_answering_is_503(mia: Visitor) -> None:
    error = OperationalError("SELECT", {}, Exception("database is locked"))
    with patch("runtime.web.views.home_page", side_effect=error):
        response = mia.get("/office/")
    assert (response.status_code, response.headers["Retry-After"]) == (503, "10")
    assert "locked" not in response.text


def test_a_body_has_its_size_and_is_not_read_beyond(calm: Harbour, mia: Visitor) -> None:
    big = {"CONTENT_LENGTH": str(33 * 1024 * 1024), "REMOTE_ADDR": "127.0.0.1"}

    class Unread:
        def read(self, *_size: int) -> bytes:
            raise AssertionError("the body was read")

    environment = {**big, "wsgi.input": Unread(), "CONTENT_TYPE": "application/x-www-form-urlencoded"}
    for visitor in (mia, calm.visitor()):
        response = visitor.client.open("/office/berths/new", method="POST", environ_overrides=environment)
        assert response.status_code == 413
    smaller = {**environment, "CONTENT_LENGTH": str(2 * 1024 * 1024)}
    response = calm.visitor().client.open("/office/login", method="POST", environ_overrides=smaller)
    assert response.status_code == 413, "who has not opened a page here sends no 2 MB"


def test_the_start_page_lists_portals_and_no_password(harbour: Harbour) -> None:
    page = harbour.visitor().get("/").text
    assert 'href="/sailors/"' in page
    assert "demo" not in page.lower()
    accounts = harbour.settings.var / "demo-accounts.json"
    accounts.write_text('[{"password": "hush"}]')
    page = harbour.visitor().get("/").text
    assert str(accounts) in page
    assert "hush" not in page


def test_health(harbour: Harbour) -> None:
    visitor = harbour.visitor()
    assert visitor.get("/health/live").json == {"status": "live"}
    assert visitor.get("/health/ready").json == {"status": "ready"}
    with patch("sqlalchemy.engine.Engine.connect", side_effect=OperationalError("", {}, Exception("gone"))):
        assert visitor.get("/health/ready").status_code == 503


def test_an_address_that_belongs_to_no_view_stops_the_start(harbour: Harbour) -> None:
    from runtime.security.guard import check_routes

    app = harbour.application.mounts["/office"]
    app._got_first_request = False
    app.add_url_rule("/back-door", "back_door", lambda: "in")
    with pytest.raises(StartError, match="/back-door"):
        check_routes(app, app.appbuilder.baseviews)
    assert harbour.visitor().get("/office/back-door").headers["Location"].startswith("/office/login")
