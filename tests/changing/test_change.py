"""The whole way with a real server: the specs are looked at, applied, gone back from, and seen before and after."""

from __future__ import annotations

import http.cookiejar
import json
import re
import sqlite3
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import HTTPCookieProcessor, OpenerDirector, build_opener

import pytest

from tests.changing.conftest import words_of
from tests.generation.conftest import TOOLSHED, change
from tests.servers.postgres import Postgres
from tests.sites.place import Place, make_place

HIDDEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')
LONG = 180


@dataclass(frozen=True, slots=True)
class Admin:
    """Ada with her browser."""

    place: Place
    address: str
    browser: OpenerDirector = field(
        default_factory=lambda: build_opener(HTTPCookieProcessor(http.cookiejar.CookieJar()))
    )

    def get(self, path: str) -> str:
        page: str = self.browser.open(f"{self.address}{path}").read().decode()
        return page

    def post(self, path: str, form: str = "", **data: str) -> str:
        """Sends the form at `form`, which may stand at another address; the page that it leads to."""
        found = HIDDEN.search(self.get(form or path))
        assert found, f"{path} has no form"
        body = urllib.parse.urlencode({**data, "csrf_token": found[1]}).encode()
        page: str = self.browser.open(f"{self.address}{path}", body).read().decode()
        return page

    def login(self) -> Admin:
        accounts = self.place.accounts()
        [mine] = [each for each in accounts if (each.portal, each.email) == ("keeper", "ada@shed.example")]
        self.post("/keep/login", email=mine.email, password=mine.password)
        return self

    def settled(self, path: str = "/keep/change") -> str:
        """The words of the page once nothing is under way."""
        end = time.monotonic() + LONG
        while time.monotonic() < end:
            page = self.get(path)
            if "This page loads itself again" not in page:
                return words_of(page)
            time.sleep(0.2)
        raise AssertionError(f"{path} does not come to an end: {words_of(page)}")

    def look(self) -> str:
        self.post("/keep/change")
        return self.settled()

    def apply(self) -> str:
        found = re.search(r'/keep/change(/apply\?plan=\w+)"', self.get("/keep/change"))
        assert found, self.settled()
        plan = found[1].rpartition("=")[2]
        self.post("/keep/change/apply", f"/keep/change{found[1]}", plan=plan)
        return self.settled()


def make_shed(folder: Path, database_url: str | None = None) -> Place:
    """The tool shed, whose chief may change the site; Ada is chief, Bo is not."""
    place = make_place(TOOLSHED, folder, database_url)
    change(
        place,
        "records/member.yaml",
        "  name:  {",
        "  role: { type: choice, of: { chief: Chief, hand: Hand } }\n  name:  {",
    )
    change(place, "portals/keeper.yaml", "sign_up:", "role: role\nchange: [chief]\nsign_up:")
    change(place, "demo/member.yaml", "  name: Ada Shed\n", "  name: Ada Shed\n  role: chief\n")
    place.build()
    return place


@pytest.fixture(scope="module")
def shed(tmp_path_factory: pytest.TempPathFactory) -> Place:
    return make_shed(tmp_path_factory.mktemp("shed"))


@pytest.fixture(scope="module")
def admin(shed: Place) -> Iterator[Admin]:
    with shed.serving() as address:
        yield Admin(shed, address).login()


def test_the_site_is_changed_and_changed_back(shed: Place, admin: Admin) -> None:
    first = (shed.var / "current").read_text().strip()
    assert "No changes." in admin.look()

    change(shed, "records/tool.yaml", "  value:     { type: money }", "  value:     { type: muney }")
    text = admin.look()
    assert "Error 'type' of field 'value' cannot be 'muney' specs/records/tool.yaml:8 (S104)" in text
    assert "Apply this" not in text

    change(
        shed,
        "records/tool.yaml",
        "  value:     { type: muney }",
        "  value:     { type: money, label: Worth }\n  shelf: { type: text }",
    )
    text = admin.look()
    assert "Field shelf of tool is new" in text and "can now read Shelf of a tool" in text

    change(shed, "records/tool.yaml", "label: Worth", "label: What it is worth")
    refused = plan_of(shed)
    text = admin.apply()
    assert "Applying the plan came to no end the plan no longer holds" in text
    assert "records/tool.yaml has changed" in text
    assert (shed.var / "current").read_text().strip() == first

    admin.look()
    text = admin.apply()
    second = (shed.var / "current").read_text().strip()
    assert second != first and f"Applied generation {second}" in text
    assert "Shelf" in admin.get("/keep/tools/new") and "What it is worth" in admin.get("/keep/tools/new")

    admin.post("/keep/change/back")
    text = admin.settled()
    assert f"Went back to generation {first}" in text
    assert "Shelf" not in admin.get("/keep/tools/new")
    assert [each["did"] for each in events(shed)] == ["apply", "apply", "rollback"]
    assert logged(shed) == [
        "looks at what the specs would change",
        "looks at what the specs would change",
        "looks at what the specs would change",
        f"applies the plan to generation {refused}",
        "looks at what the specs would change",
        f"applies the plan to generation {second}",
        f"goes back from generation {second}",
    ]


def plan_of(place: Place) -> str:
    """The generation that the last plan leads to."""
    look = json.loads((place.var / "changing" / "site" / "look.json").read_text())
    return str(look["plan"]["basis"]["generation"])


def events(place: Place) -> list[dict[str, str]]:
    lines = (place.var / "generations.jsonl").read_text().splitlines()
    return [found for line in lines if (found := json.loads(line))["outcome"] == "done"]


def logged(place: Place) -> list[str]:
    connection = sqlite3.connect(place.var / "portal.db")
    rows = connection.execute("SELECT reason, act, email FROM portal_oversight ORDER BY id").fetchall()
    connection.close()
    assert {(act, email) for _, act, email in rows} == {("change", "ada@shed.example")}
    return [reason for reason, _, _ in rows]


@pytest.mark.parametrize("kind", ["sqlite", pytest.param("postgresql", marks=pytest.mark.soak)])
def test_before_and_after_as_anybody(request: pytest.FixtureRequest, tmp_path: Path, kind: str) -> None:
    url = None if kind == "sqlite" else request.getfixturevalue("postgres_url")
    place = make_shed(tmp_path, url)
    change(place, "records/tool.yaml", "see: [name, condition]", "see: [name, condition, value]")
    with place.serving() as address:
        admin = Admin(place, address).login()
        admin.post("/keep/change/preview", portal="borrower", email="ada@shed.example")
        text = admin.settled("/keep/change/preview")
        assert "As ada@shed.example in The borrowers' shed Ready for 15 more minutes." in text, text
        before, after = (admin.get(f"/keep/change/preview/{side}/tools/") for side in ("before", "after"))
        assert "Saw" in before and "Saw" in after
        assert "19.50" not in before and "€19.50" in words_of(after)
        assert "The borrowers' shed as the specs would have it, seen by ada@shed.example." in after.replace(
            "&#39;", "'"
        )
        assert 'href="/keep/change/preview/after/tools/' in after
        record = re.search(r'href="/keep/change/preview/after(/tools/\d+)"', after)
        assert record and "Saw" in admin.get(f"/keep/change/preview/after{record[1]}")
        with pytest.raises(HTTPError) as refused:
            admin.post(f"/keep/change/preview/after{record[1]}/edit", "/keep/change")
        assert refused.value.code == 405
        admin.post("/keep/change/preview/end", "/keep/change/preview")
        assert "The preview is over" not in admin.settled("/keep/change/preview")
    gone(request, place, url)
    assert "shelf" not in (place.specs / "spec.lock.yaml").read_text()
    assert len((place.var / "generations.jsonl").read_text().splitlines()) == 1


def gone(request: pytest.FixtureRequest, place: Place, url: str | None) -> None:
    """Whether the copies of the database are."""
    end = time.monotonic() + 20
    while time.monotonic() < end and list((place.var / "changing" / "preview").glob("scratch-*")):
        time.sleep(0.1)
    assert list((place.var / "changing" / "preview").glob("scratch-*")) == []
    if url is not None:
        import psycopg

        server: Postgres = request.getfixturevalue("postgres_server")
        address = server.url("postgres").replace("+psycopg", "")
        with psycopg.connect(address) as connection:
            found = connection.execute("SELECT datname FROM pg_database WHERE datname LIKE 'portal_check%'").fetchall()
        assert found == []
