"""Nothing changes without a token of this session from this portal's own pages; what was typed is shown again."""

import re
import time
from datetime import UTC, datetime, timedelta
from html import unescape
from typing import Any

import pytest
from itsdangerous import TimestampSigner, URLSafeTimedSerializer
from sqlalchemy import inspect, select, update

from runtime import tables
from runtime.records import Base
from runtime.security.drafts import LARGEST, load_draft, save_draft
from tests.security.conftest import PASSWORD, TOKEN, Harbour, Visitor
from tests.security.harbour import HarbourBerth

QUIET = {"portal_attempt", "portal_session", "portal_touch", "portal_sight"}
"""Counters, when somebody was last seen, and what they were shown: not what a forged request is after."""


@pytest.fixture(autouse=True)
def forget_attempts(calm: Harbour) -> None:
    calm.forget_attempts()


def contents(harbour: Harbour) -> dict[str, list[Any]]:
    names = set(inspect(harbour.engines.read).get_table_names()) - QUIET
    metadata = [table for table in Base.metadata.sorted_tables if table.name in names]
    return {table.name: sorted(map(str, harbour.read(select(table)))) for table in metadata}


def is_signed(path: str) -> bool:
    """Whether the address itself is the secret that the portal gave out; mail programs post to it without a session."""
    return path.startswith("/my-notices/off/")


def changing_routes(harbour: Harbour) -> list[tuple[str, str, str]]:
    """Every rule of every portal that takes more than GET and needs a session: (portal, method, path)."""
    return [route for route in every_changing_route(harbour) if not is_signed(route[2])]


def every_changing_route(harbour: Harbour) -> list[tuple[str, str, str]]:
    berth = harbour.read(select(HarbourBerth.id))[0].id
    values = {
        "address": "berths",
        "record_id": berth,
        "file_id": 1,
        "move": "x",
        "name": "x",
        "token": "x",
        "version": "x",
        "account_id": 1,
        "mail": "x",
        "given": "x",
    }
    found = []
    for at, app in harbour.application.mounts.items():
        adapter = app.url_map.bind("")
        for rule in app.url_map.iter_rules():
            for method in rule.methods - {"GET", "HEAD", "OPTIONS"}:
                given = {name: values[name] for name in rule.arguments}
                found.append((at, method, adapter.build(rule.endpoint, given, method=method)))
    return found


def test_every_changing_route_refuses_without_a_good_token(calm: Harbour) -> None:
    routes = changing_routes(calm)
    assert {path.rsplit("/", 1)[-1] for _at, _method, path in routes} >= {
        "login",
        "logout",
        "new",
        "edit",
        "delete",
        "forgot",
    }
    visitor = calm.visitor()
    visitor.login("sailors", "ann@sea.example")
    visitor.login("office", "mia@port.example")
    forged = ["", "x", visitor.token("/sailors/logout")[:-2] + "xx"]
    before = contents(calm)
    for at, method, path in routes:
        for token in forged:
            data = {"csrf_token": token, "email": "ann@sea.example", "password": PASSWORD, "name": "Forged"}
            response = visitor.client.open(at + path, method=method, data=data)
            assert response.status_code in {400, 403}, f"{method} {at}{path} with {token!r}"
    assert contents(calm) == before
    assert visitor.is_inside("sailors")


def test_every_changing_route_refuses_other_sites(calm: Harbour) -> None:
    visitor = calm.visitor()
    visitor.login("sailors", "ann@sea.example")
    visitor.login("office", "mia@port.example")
    tokens = {f"/{portal}": visitor.token(f"/{portal}/logout") for portal in ("sailors", "office")}
    before = contents(calm)
    strange = [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://localhost.evil.example"},
    ]
    for at, method, path in changing_routes(calm):
        for headers in strange:
            data = {"csrf_token": tokens[at], "name": "Forged"}
            response = visitor.client.open(at + path, method=method, data=data, headers=headers)
            assert response.status_code == 403, f"{method} {at}{path} with {headers}"
    assert contents(calm) == before


def test_an_address_that_is_its_own_secret_is_not_found_without_it(calm: Harbour) -> None:
    signed = [route for route in every_changing_route(calm) if is_signed(route[2])]
    assert {at for at, _method, _path in signed} == {*calm.application.mounts}
    before = contents(calm)
    for at, method, path in signed:
        assert calm.visitor().client.open(at + path, method=method, data={}).status_code == 404
    assert contents(calm) == before


def test_a_browser_that_says_where_it_comes_from_gets_in(calm: Harbour) -> None:
    for headers in (
        {"Sec-Fetch-Site": "same-origin", "Origin": "http://localhost"},
        {"Origin": "http://localhost"},
        {},
    ):
        visitor = calm.visitor()
        given = {"email": "ann@sea.example", "password": PASSWORD}
        assert visitor.submit("/sailors/login", given, headers=headers).status_code == 303


def test_a_token_that_was_right_before_is_so_for_its_own_session_only(calm: Harbour) -> None:
    mia, kim = calm.visitor(), calm.visitor()
    mia.login("office", "mia@port.example")
    kim.login("office", "kim@port.example")
    token = mia.token("/office/logout")
    for name in ("Pier one", "Pier two"):
        assert mia.post("/office/berths/new", {"csrf_token": token, "name": name}).status_code == 303
    before = contents(calm)["harbour_berth"]
    assert {"Pier one", "Pier two"} <= {row.name for row in calm.read(select(HarbourBerth.name))}
    assert kim.post("/office/berths/new", {"csrf_token": token, "name": "Pier three"}).status_code == 303  # a draft
    mia.post("/office/logout", {"csrf_token": token})
    mia.login("office", "mia@port.example")
    assert mia.post("/office/berths/new", {"csrf_token": token, "name": "Pier three"}).status_code == 303
    assert contents(calm)["harbour_berth"] == before


def test_a_token_of_another_portal_or_person_is_refused_or_asks_again(calm: Harbour) -> None:
    mia, kim = calm.visitor(), calm.visitor()
    mia.login("office", "mia@port.example")
    kim.login("office", "kim@port.example")
    ann = calm.visitor()
    ann.login("sailors", "ann@sea.example")
    before = contents(calm)["harbour_berth"]
    assert mia.post("/office/berths/new", {"csrf_token": ann.token("/sailors/logout"), "name": "X"}).status_code == 400
    again = mia.post("/office/berths/new", {"csrf_token": kim.token("/office/logout"), "name": "Typed"})
    assert again.status_code == 303
    assert contents(calm)["harbour_berth"] == before


def test_each_page_signs_the_session_s_token_with_the_time_as_flask_wtf_does(calm: Harbour) -> None:
    mia, app = calm.visitor(), calm.application.mounts["/office"]
    mia.login("office", "mia@port.example")
    reader = URLSafeTimedSerializer(app.secret_key, salt="wtf-csrf-token")
    first, signed = reader.loads(mia.token("/office/logout"), return_timestamp=True)
    assert abs(datetime.now(UTC) - signed) < timedelta(seconds=30)
    time.sleep(1.1)
    second, later = reader.loads(mia.token("/office/berths/new"), return_timestamp=True)
    assert second == first
    assert later > signed


def signed_before(harbour: Harbour, token: str, days: int, monkeypatch: pytest.MonkeyPatch) -> str:
    """The same token, as it was given out then."""
    signer = URLSafeTimedSerializer(harbour.application.mounts["/office"].secret_key, salt="wtf-csrf-token")
    with monkeypatch.context() as past:
        past.setattr(TimestampSigner, "get_timestamp", lambda _signer: int(time.time()) - days * 24 * 3600)
        return str(signer.dumps(signer.loads(token)))


def test_a_token_is_good_as_long_as_its_session_and_outdated_for_a_week(
    calm: Harbour, monkeypatch: pytest.MonkeyPatch
) -> None:
    mia, kim = calm.visitor(), calm.visitor()
    mia.login("office", "mia@port.example")
    kim.login("office", "kim@port.example")

    def answered(token: str, days: int) -> tuple[int, bool]:
        """What Mia is told, and whether it is saved."""
        name = f"Pier of {token[-9:]} {days}"
        old = signed_before(calm, token, days, monkeypatch)
        for _ in range(2):  # what was read once is kept
            told = mia.post("/office/berths/new", {"csrf_token": old, "name": name}).status_code
        return told, name in [row.name for row in calm.read(select(HarbourBerth.name))]

    mine, theirs = (visitor.token("/office/logout") for visitor in (mia, kim))
    assert [answered(mine, days) for days in (1, 8, 400)] == [(303, True)] * 3
    assert [answered(theirs, days) for days in (1, 6, 8)] == [(303, False), (303, False), (400, False)]


def typed(page: str) -> str:
    found = re.search(r'name="name"[^>]*value="([^"]*)"', page) or re.search(r'value="([^"]*)"[^>]*name="name"', page)
    assert found, page
    return unescape(found[1])


def test_an_outdated_form_is_shown_again_filled_in(calm: Harbour) -> None:
    visitor = calm.visitor()
    visitor.login("office", "mia@port.example")
    outdated = visitor.token("/office/berths/new")
    visitor.submit("/office/logout", {})
    visitor.login("office", "mia@port.example")
    response = visitor.post("/office/berths/new", {"csrf_token": outdated, "name": "Süd <1>"})
    assert response.status_code == 303
    page = visitor.get(response.headers["Location"]).text
    assert typed(page) == "Süd <1>"
    fresh = TOKEN.search(page)
    assert fresh
    saved = visitor.post("/office/berths/new", {"csrf_token": fresh[1], "name": "Süd <1>"})
    assert saved.status_code == 303
    assert "Süd <1>" in str(calm.read(select(HarbourBerth.name)))


def ended(harbour: Harbour, visitor: Visitor) -> str:
    """A form is open when the session ends; its token."""
    token = visitor.token("/office/berths/new")
    harbour.change(update(tables.session).values(expires=tables.session.c.created))
    return token


def test_after_the_session_s_end_the_form_waits_behind_the_login(calm: Harbour) -> None:
    visitor = calm.visitor()
    visitor.login("office", "mia@port.example")
    token = ended(calm, visitor)
    response = visitor.post("/office/berths/new", {"csrf_token": token, "name": "Long text", "password": "hush"})
    assert response.status_code == 303
    login = response.headers["Location"]
    assert login.startswith("/office/login?next=%2Foffice%2Fberths%2Fnew%3F_draft%3D")
    assert "hush" not in str(calm.read(tables.draft.select()))
    given = {"email": "mia@port.example", "password": PASSWORD}
    back = visitor.submit(login, given).headers["Location"]
    assert typed(visitor.get(back).text) == "Long text"


def test_a_draft_is_for_its_person_and_its_form_only(calm: Harbour) -> None:
    mia = calm.visitor()
    mia.login("office", "mia@port.example")
    token = ended(calm, mia)
    login = mia.post("/office/berths/new", {"csrf_token": token, "name": "Secret"}).headers["Location"]
    draft = login.rpartition("_draft%3D")[2]
    other = calm.visitor()
    other.login("office", "ann@sea.example")
    assert "Secret" not in other.get(f"/office/berths/new?_draft={draft}").text
    calm.forget_attempts()
    mia.login("office", "mia@port.example")
    assert "Secret" in mia.get(f"/office/berths/new?_draft={draft}").text
    assert "Secret" not in mia.get(f"/office/berths/new?_draft={draft[:-1]}").text
    engines = calm.engines
    owner = calm.read(tables.account.select().where(tables.account.c.name == "Mia"))[0].id
    assert load_draft(engines, draft, "/office/berths/new", owner) is not None
    assert load_draft(engines, draft, "/office/berths/1/edit", owner) is None
    assert load_draft(engines, draft, "/office/berths/new", owner + 1) is None
    assert load_draft(engines, draft, "/office/berths/new", None) is None
    calm.change(
        update(tables.draft).values(
            expires=tables.session.select().with_only_columns(tables.session.c.created).limit(1).scalar_subquery()
        )
    )
    assert load_draft(engines, draft, "/office/berths/new", owner) is None


def test_a_draft_has_its_size(calm: Harbour) -> None:
    assert save_draft(calm.engines, "/x", [("name", "x" * LARGEST)], None) is None


def test_strangers_cannot_fill_the_table_of_drafts(calm: Harbour) -> None:
    visitor = calm.visitor("198.51.100.3")
    token = visitor.token("/sailors/login")
    calm.change(tables.draft.delete())
    for number in range(40):
        answer = visitor.post("/sailors/berths/new", {"csrf_token": token, "name": str(number)})
        assert answer.headers["Location"].startswith("/sailors/login")
    assert len(calm.read(tables.draft.select())) == 30


def test_an_outdated_login_keeps_the_address(calm: Harbour) -> None:
    visitor = calm.visitor()
    outdated = visitor.token("/sailors/login")
    visitor.login("sailors", "ann@sea.example")
    visitor.submit("/sailors/logout", {})
    given = {"csrf_token": outdated, "email": "ann@sea.example", "password": PASSWORD}
    response = visitor.post("/sailors/login?next=/sailors/berths/", given)
    assert response.status_code == 303
    page = visitor.get(response.headers["Location"]).text
    assert 'value="ann@sea.example"' in page
    assert PASSWORD not in page
    assert "next=%2Fsailors%2Fberths%2F" in response.headers["Location"]


def test_reading_changes_nothing(calm: Harbour) -> None:
    visitor = calm.visitor()
    visitor.login("office", "mia@port.example")
    before = contents(calm)
    berth = calm.read(select(HarbourBerth.id))[0].id
    paths = ["", "berths/", f"berths/{berth}", f"berths/{berth}/edit", f"berths/{berth}/delete", "berths/new", "logout"]
    for path in [*paths, "login", "forgot", "reset/x", "welcome/x", "claim/x", "berths.csv", "nothing/"] * 2:
        visitor.get(f"/office/{path}")
        visitor.client.head(f"/office/{path}")
    assert contents(calm) == before
    assert visitor.is_inside("office")
