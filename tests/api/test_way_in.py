"""The way in: tokens of this portal, good as long as their session; cookies only together with the other token."""

import base64
import http.client
import json
import re
import time
from contextlib import closing
from urllib.parse import urlencode

import pytest

from tests.api.clients import HERE, JSON, Client, Depot
from tests.channels.callers import FORM

LIMIT = 32 * 1024 * 1024
NO_TOKENS = ("", "Bearer", "Bearer x", "Bearer a.b.c", "Basic YTpi", "bearer x", "Bearer é.é.é", "Bearer " + "x" * 8000)


def with_token(client: Client, token: str) -> Client:
    return Client(client.port, client.root, {"Authorization": token})


def claims(client: Client) -> dict[str, object]:
    part = client.headers["Authorization"].split(".")[1]
    found: dict[str, object] = json.loads(base64.urlsafe_b64decode(part + "=="))
    return found


def test_a_token_says_its_portal_and_its_session(depot: Depot) -> None:
    answer = depot.login("ada")
    assert (answer.status, set(answer.json), answer.json["expires_in"]) == (200, {"access_token", "expires_in"}, 43200)
    assert answer.headers["Set-Cookie"] is None
    client = depot.client("ada")
    assert claims(client)["aud"] == "client"
    assert client.get("/parcels/").status == 200


def test_nothing_is_open_without_a_token(depot: Depot) -> None:
    nobody = depot.nobody()
    for method, path in (
        ("GET", "/parcels/"), ("POST", "/parcels/"), ("GET", "/parcels/1"), ("PUT", "/parcels/1"),
        ("DELETE", "/parcels/1"), ("GET", "/openapi.json"), ("POST", "/logout"), ("GET", "/frogs/"),
        ("GET", "/parcels/options/sender"), ("GET", "/parcels/1/files/1/a"), ("PATCH", "/parcels/1"), ("GET", "/x/y/z"),
    ):  # fmt: skip
        answer = nobody.send(method, path)
        assert (answer.status, answer.headers["WWW-Authenticate"]) == (401, "Bearer"), path


@pytest.mark.parametrize("token", NO_TOKENS)
def test_what_is_no_token(token: str, depot: Depot) -> None:
    assert with_token(depot.nobody(), token.encode().decode("latin-1")).get("/parcels/").status == 401


def test_a_token_of_another_portal_is_none_here(depot: Depot) -> None:
    pia = depot.client("pia", "office")
    assert pia.get("/parcels/").status == 200
    assert with_token(depot.nobody(), pia.headers["Authorization"]).get("/parcels/").status == 401
    assert (
        with_token(depot.nobody("office"), depot.client("ada").headers["Authorization"]).get("/parcels/").status == 401
    )


def test_a_token_that_was_changed_is_none(ada: Client) -> None:
    head, body, sign = ada.headers["Authorization"].split(".")
    other = base64.urlsafe_b64encode(json.dumps({**claims(ada), "sub": "1"}).encode()).decode().rstrip("=")
    none = base64.urlsafe_b64encode(b'{"alg":"none","typ":"JWT"}').decode().rstrip("=")
    for token in (f"{head}.{other}.{sign}", f"Bearer {none}.{body}.", f"{head}.{body}.{sign[:-4]}AAAA"):
        assert with_token(ada, token).get("/parcels/").status == 401


def test_logging_out_ends_the_token(depot: Depot) -> None:
    first, second = depot.client("bert"), depot.client("bert")
    assert first.send("POST", "/logout").status == 204
    assert first.get("/parcels/").status == 401
    assert second.get("/parcels/").status == 200


def test_deactivation_and_a_new_password_end_the_token(depot: Depot) -> None:
    cora = depot.client("cora")
    [[account]] = depot.ask("SELECT id FROM portal_account WHERE email LIKE 'cora@%'")
    depot.ask("UPDATE portal_account SET version = version + 1 WHERE id = ?", account)  # as a new password does
    assert cora.get("/parcels/").status == 401
    cora = depot.client("cora")
    depot.ask("UPDATE portal_account SET active = 0 WHERE id = ?", account)
    assert cora.get("/parcels/").status == 401
    assert depot.login("cora").status == 401
    depot.ask("UPDATE portal_account SET active = 1 WHERE id = ?", account)
    cora = depot.client("cora")
    depot.ask("UPDATE person SET active = 0 WHERE email LIKE 'cora@%'")
    assert cora.get("/parcels/").status == 401
    depot.ask("UPDATE person SET active = 1 WHERE email LIKE 'cora@%'")


def test_the_login_says_no_more_than_the_form(depot: Depot) -> None:
    nobody = depot.nobody()
    wrong, unknown, foreign = (
        nobody.post("/login", body)
        for body in (
            {"email": "ada@north.example", "password": "no"},
            {"email": "nobody@north.example", "password": "no"},
            depot.words("pia", "office"),
        )
    )
    assert wrong.whole == unknown.whole == foreign.whole
    assert (wrong.status, wrong.json) == (401, {"message": "The email address or the password is not right."})


@pytest.mark.parametrize(
    "body",
    [{}, {"email": "a"}, {"email": "a", "password": 1}, {"email": ["a"], "password": "b"},
     {"email": "a", "password": "b", "remember": True}, {"email": "a\0", "password": "b"},
     {"email": "a", "password": "\ud800"}, {"email": "a" * 400, "password": "b"}],
)  # fmt: skip
def test_422_for_a_login_that_is_none(body: dict[str, object], depot: Depot) -> None:
    assert depot.nobody().post("/login", body).status == 422


class Browser:
    """A session of the pages, as a script of the portal's own has it."""

    def __init__(self, depot: Depot, name: str) -> None:
        self.port, self.root, self.cookie = depot.place.port, HERE["client"], ""
        page = self.send("GET", "/login").decode()
        token = re.search(r'name="csrf_token" value="([^"]*)"', page)
        assert token
        words = {**depot.words(name), "csrf_token": token[1]}
        self.send("POST", "/login", urlencode(words).encode(), FORM)
        page = self.send("GET", "/parcels/new").decode()
        found = re.search(r'name="csrf_token" value="([^"]*)"', page)
        assert found
        self.token = found[1]

    def send(self, method: str, path: str, body: bytes | None = None, headers: dict[str, str] | None = None) -> bytes:
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)) as connection:
            sent = {**(headers or {}), **({"Cookie": self.cookie} if self.cookie else {})}
            connection.request(method, f"{self.root}{path}", body, sent)
            response = connection.getresponse()
            if cookie := response.headers["Set-Cookie"]:
                self.cookie = cookie.partition(";")[0]
            return response.read()

    def client(self, **headers: str) -> Client:
        return Client(self.port, f"{self.root}/api/v1", {"Cookie": self.cookie, **headers})


@pytest.mark.usefixtures("unchanged")
def test_a_cookie_alone_reads_and_changes_nothing(depot: Depot) -> None:
    browser = Browser(depot, "ada")
    alone = browser.client()
    assert alone.get("/parcels/").status == 200
    for client in (alone, browser.client(**{"X-CSRFToken": "x"}), browser.client(**{"X-CSRFToken": ""})):
        assert client.post("/parcels/", {"contents": "Forged"}).status == 403
        assert client.put(f"/parcels/{depot.parcel('Books')}", {"revision": 1, "contents": "Forged"}).status == 403
        assert client.delete(f"/parcels/{depot.parcel('Books')}?revision=1").status == 403
        assert client.send("POST", "/logout").status == 403
    form = urlencode({"csrf_token": browser.token, "contents": "Forged"}).encode()
    assert alone.send("POST", "/parcels/", form, FORM).status == 403
    foreign = browser.client(**{"X-CSRFToken": browser.token, "Origin": "https://elsewhere.example"})
    assert foreign.post("/parcels/", {"contents": "Forged"}).status == 403


def test_a_cookie_with_its_token_changes(depot: Depot) -> None:
    browser = Browser(depot, "ada")
    assert browser.client(**{"X-CSRFToken": browser.token}).post("/parcels/", {"contents": "By script"}).status == 201


def test_a_bad_token_is_not_mended_by_a_cookie(depot: Depot) -> None:
    browser = Browser(depot, "ada")
    client = browser.client(Authorization="Bearer x")
    assert client.get("/parcels/").status == 401
    assert client.post("/parcels/", {"contents": "x"}).status == 401


def test_a_token_opens_no_pages(ada: Client) -> None:
    pages = Client(ada.port, HERE["client"], ada.headers)
    assert pages.get("/parcels/").status == 303


def test_a_portal_without_an_interface_has_no_address_of_it(depot: Depot) -> None:
    yard = Client(depot.place.port, "/yard", {})
    for path in ("/api/v1/login", "/api/v1/openapi.json", "/api/v1/parcels/"):
        assert yard.post(path, {"email": "a", "password": "b"}).headers["Content-Type"].startswith("text/html")
    assert yard.send("POST", "/api/v1/login", b"{}", JSON).status == 303  # as for any address: to the login


@pytest.mark.usefixtures("unchanged")
def test_413_before_the_body_is_read(ada: Client, depot: Depot) -> None:
    for client, length in ((ada, 50 * 1024 * 1024), (ada, LIMIT + 1), (depot.nobody(), 2 * 1024 * 1024)):
        with closing(http.client.HTTPConnection("127.0.0.1", client.port, timeout=30)) as connection:
            path = "parcels/" if client is ada else "login"
            connection.putrequest("POST", f"{client.root}/{path}")
            for name, value in {**client.headers, **JSON, "Content-Length": str(length)}.items():
                connection.putheader(name, value)
            connection.endheaders(b'{"contents":')
            began = time.monotonic()
            response = connection.getresponse()
            assert response.status == 413
            assert json.loads(response.read()) == {"message": "This is too big."}
            assert time.monotonic() - began < 5


def test_too_many_wrong_logins(depot: Depot) -> None:
    """Last, since it shuts out this address for a while: with the form, five for one account, twenty for all."""
    other = depot.nobody()
    statuses = [other.post("/login", {"email": "max@north.example", "password": "no"}).status for _ in range(6)]
    last = other.post("/login", depot.words("max"))
    assert statuses == [401] * 5 + [429]
    assert (last.status, set(last.json)) == (429, {"message"})
    assert int(last.headers["Retry-After"]) > 0
    depot.ask("DELETE FROM portal_attempt")
