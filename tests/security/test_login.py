"""Signing in and out: each portal knows its own people, and leads nowhere but into itself."""

from dataclasses import replace
from pathlib import Path

import pytest
from flask_appbuilder.security.sqla.models import User
from sqlalchemy import select
from werkzeug.datastructures import MultiDict

from runtime.security.addresses import login_address, safe_next
from runtime.security.appbuilder import PortalAppBuilder
from runtime.security.manager import PortalSecurity
from runtime.site import make_application
from tests.security.conftest import PASSWORD, Harbour, Visitor
from tests.security.harbour import SITE

OUTSIDE = [
    "https://evil.example/",
    "http:evil.example",
    "http:///evil.example",
    "//evil.example",
    "///evil.example",
    "////evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\\/evil.example",
    "\\/\\/evil.example",
    "/sailors//evil.example",
    "/sailors/\\evil.example",
    "/sailors/\\\\evil.example",
    "/sailors/..//evil.example",
    "/sailors/../office/",
    "/sailors/./../office/",
    "/sailors/%2e%2e/office/",
    "/sailors/%2E%2E/office/",
    "/sailors/.%2e/office/",
    "/sailors/%252e%252e/office/",
    "/sailors/%2e%2e%2foffice/",
    "/sailors/..\\office/",
    "/sailors/..%5coffice/",
    "/sailors/%5cevil.example",
    "/sailors/%2f%2fevil.example",
    "/office/",
    "/sailorsx/",
    "/sailors",
    "/",
    "sailors/",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "data:text/html,x",
    "\t//evil.example",
    " //evil.example",
    "/\t/evil.example",
    "/sailors/\r\nLocation: https://evil.example",
    "/sailors/\0",
    "/sailors/ x",
    "https:evil.example",
    "https://127.0.0.1@evil.example/",
    "//evil.example@/sailors/",
    "/sailors/\u2028//evil.example",
    "\uff0f\uff0fevil.example",
    "https://[::1",
    "//sailors/",
    "?next=//evil.example",
    "#//evil.example",
]


@pytest.mark.parametrize("wanted", OUTSIDE)
def test_next_leads_into_the_portal_only(wanted: str) -> None:
    assert safe_next("/sailors", wanted) == "/sailors/"


@pytest.mark.parametrize(
    "wanted", ["/sailors/", "/sailors/berths/", "/sailors/berths/?q=a%20b&_page=2", "/sailors/a..b"]
)
def test_next_leads_back_to_where_one_was(wanted: str) -> None:
    assert safe_next("/sailors", wanted) == wanted


def test_the_login_address_quotes_what_it_leads_to() -> None:
    address = login_address("/sailors", "/berths/ü/", MultiDict([("q", "a&b"), ("q", "c")]))
    assert address == "/sailors/login?next=%2Fsailors%2Fberths%2F%25C3%25BC%2F%3Fq%3Da%2526b%26q%3Dc"


def test_login_and_logout(calm: Harbour) -> None:
    visitor = calm.visitor()
    assert visitor.get("/sailors/berths/?q=north").headers["Location"] == (
        "/sailors/login?next=%2Fsailors%2Fberths%2F%3Fq%3Dnorth"
    )
    response = visitor.login("sailors", "Ann@Sea.example ", query="?next=/sailors/berths/%3Fq%3Dnorth")
    assert (response.status_code, response.headers["Location"]) == (303, "/sailors/berths/?q=north")
    page = visitor.get("/sailors/berths/?q=north")
    assert page.status_code == 200
    assert "North 1" in page.text
    assert visitor.get("/sailors/login").headers["Location"] == "/sailors/"
    assert visitor.get("/sailors/logout").status_code == 200
    assert visitor.is_inside("sailors"), "a link must not sign anybody out"
    assert visitor.submit("/sailors/logout", {}).headers["Location"] == "/sailors/login"
    assert not visitor.is_inside("sailors")


def test_next_from_outside_is_not_followed(calm: Harbour) -> None:
    for wanted in ("//evil.example", "https://evil.example/", "/office/", "/sailors/%5cevil.example"):
        response = calm.visitor().login("sailors", "ann@sea.example", query=f"?next={wanted}")
        assert response.headers["Location"] == "/sailors/"


@pytest.mark.parametrize(
    ("email", "password", "words"),
    [
        ("", "", ["Enter your email address", "Enter your password"]),
        ("ann@sea.example", "", ["Enter your password"]),
        ("ann@sea.example", "wrong wrong wrong", ["The email address or the password is not right"]),
        ("nobody@sea.example", PASSWORD, ["The email address or the password is not right"]),
        ("ann@sea.example", "\0", ["The email address or the password is not right"]),
        ("office:mia@port.example", PASSWORD, ["The email address or the password is not right"]),
        ("%", PASSWORD, ["The email address or the password is not right"]),
    ],
)
def test_a_failed_login_says_what_to_do_and_keeps_the_address(
    calm: Harbour, email: str, password: str, words: list[str]
) -> None:
    calm.forget_attempts()
    response = calm.visitor().login("sailors", email, password)
    assert response.status_code == 422
    assert "<title>Error: Sign in - Sailors</title>" in response.text
    for each in words:
        assert response.text.count(each) == 2, "in the summary and at the field"
    assert f'value="{email}"' in response.text
    assert "Set-Cookie" not in response.headers or "_user_id" not in response.headers["Set-Cookie"]
    if password.strip("\0"):
        assert password not in response.text


def test_people_of_another_portal_do_not_get_in(calm: Harbour) -> None:
    calm.forget_attempts()
    visitor = calm.visitor()
    assert visitor.login("sailors", "mia@port.example").status_code == 422
    assert visitor.login("office", "ben@sea.example").status_code == 422
    assert visitor.login("office", "mia@port.example").status_code == 303
    assert visitor.is_inside("office")
    assert not visitor.is_inside("sailors")


def test_a_cookie_of_another_portal_is_nothing(calm: Harbour) -> None:
    calm.forget_attempts()
    visitor = calm.visitor()
    visitor.login("office", "ann@sea.example")
    stolen = visitor.cookie("office")
    other = calm.visitor()
    other.client.set_cookie("sailors_session", stolen)
    assert not other.is_inside("sailors")


def test_a_session_of_another_portal_is_nothing_even_when_signed_here(calm: Harbour) -> None:
    """As if the key had leaked: the session's row itself says whose it is."""
    calm.forget_attempts()
    visitor = calm.visitor()
    visitor.login("office", "ann@sea.example")
    office, sailors = calm.application.mounts["/office"], calm.application.mounts["/sailors"]
    content = office.session_interface.get_signing_serializer(office).loads(visitor.cookie("office"))
    other = calm.visitor()
    other.client.set_cookie("sailors_session", sailors.session_interface.get_signing_serializer(sailors).dumps(content))
    assert not other.is_inside("sailors")
    same = calm.visitor()
    same.client.set_cookie("office_session", office.session_interface.get_signing_serializer(office).dumps(content))
    assert same.is_inside("office"), "the same content is good where it belongs"


def test_portals_of_the_same_people_are_kept_apart_too(harbour: Harbour, tmp_path: Path) -> None:
    """Sailors have a second portal: an account in one is none in the other, whoever they are."""
    crew = replace(SITE.portals["sailors"], key="crew", at="/crew")
    site = replace(SITE, portals={**SITE.portals, "crew": crew})
    visitor = Visitor(make_application(harbour.settings, site, tmp_path))
    assert visitor.login("crew", "ann@sea.example").status_code == 422
    visitor.login("sailors", "ann@sea.example")
    apps = visitor.application.mounts
    content = (
        apps["/sailors"].session_interface.get_signing_serializer(apps["/sailors"]).loads(visitor.cookie("sailors"))
    )
    forged = apps["/crew"].session_interface.get_signing_serializer(apps["/crew"]).dumps(content)
    visitor.client.set_cookie("crew_session", forged)
    assert visitor.is_inside("sailors")
    assert not visitor.is_inside("crew")


def test_a_jwt_is_good_for_its_portal_and_its_session_only(calm: Harbour) -> None:
    calm.forget_attempts()
    visitor = calm.visitor()
    visitor.login("sailors", "ann@sea.example")
    app = calm.application.mounts["/sailors"]
    content = app.session_interface.get_signing_serializer(app).loads(visitor.cookie("sailors"))
    with app.test_request_context():
        security = app.appbuilder.sm
        assert isinstance(app.appbuilder, PortalAppBuilder)
        assert isinstance(security, PortalSecurity)
        token = content["_user_id"]
        member = security.load_user(token)
        good = {"sub": str(member.id), "aud": "sailors", "jti": token}
        assert security.load_user_jwt({}, good).principal.email == "ann@sea.example"
        for change in ({"sub": str(member.id + 1)}, {"aud": "office"}, {"aud": None}, {"jti": "x"}, {"jti": None}):
            assert security.load_user_jwt({}, good | change) is None
    with calm.application.mounts["/office"].test_request_context():
        office = calm.application.mounts["/office"].appbuilder.sm
        assert office.load_user_jwt({}, good | {"aud": "office"}) is None


def test_the_security_manager_knows_no_strangers(calm: Harbour) -> None:
    app = calm.application.mounts["/sailors"]
    with app.test_request_context():
        find = app.appbuilder.sm.find_user
        assert find(username="sailors:ann@sea.example") is not None
        assert find(email="sailors:ann@sea.example") is not None
        assert find(username="office:ann@sea.example") is None
        assert find(email="office:ann@sea.example") is None


def test_a_session_from_before_signing_in_is_not_taken_over(calm: Harbour) -> None:
    """Fixation: whoever planted a cookie or was signed in before learns nothing of the new session."""
    calm.forget_attempts()
    visitor = calm.visitor()
    visitor.token("/sailors/login")
    planted = visitor.cookie("sailors")
    visitor.login("sailors", "ann@sea.example")
    first = visitor.cookie("sailors")
    assert first != planted
    app = calm.application.mounts["/sailors"]
    before, after = (app.session_interface.get_signing_serializer(app).loads(each) for each in (planted, first))
    assert before["csrf_token"] != after.get("csrf_token"), "nor can a known token be used on"
    stale = visitor.token("/sailors/logout")
    again = visitor.post("/sailors/login", {"csrf_token": stale, "email": "ben@sea.example", "password": PASSWORD})
    assert again.status_code == 303
    for earlier in (planted, first):
        other = calm.visitor()
        other.client.set_cookie("sailors_session", earlier)
        assert not other.is_inside("sailors")
    assert "Ben Lee" in visitor.get("/sailors/logout").text


def test_passwords_are_kept_as_scrypt(calm: Harbour) -> None:
    assert {row.password.partition("$")[0] for row in calm.read(select(User.__table__))} == {"scrypt:32768:8:1"}


def test_only_the_routes_of_the_portal_are_there(calm: Harbour) -> None:
    app = calm.application.mounts["/sailors"]
    views = {rule.endpoint.partition(".")[0] for rule in app.url_map.iter_rules()}
    security = {"LoginView", "LogoutView", "WelcomeView", "ResetView", "ClaimView", "ViewAsView"}
    assert views == security | {"AssetView", "RecordView", "AccessView", "DisclosuresView", "ChangeView", "OutboxView"}
    assert app.extensions["open_endpoints"] == {
        "LoginView.login",
        "WelcomeView.welcome",
        "ResetView.forgot",
        "ResetView.reset",
        "ClaimView.claim",
        "ViewAsView.begin",
        "AssetView.file",
    }
