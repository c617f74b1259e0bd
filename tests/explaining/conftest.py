"""The ferry on a fresh database, with people in both portals, and browsers without a screen to visit it."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from flask_appbuilder import Model
from sqlalchemy import insert
from werkzeug.test import Client, TestResponse

from runtime import ids, tables
from runtime.engine import Engines, open_engines
from runtime.explaining import AccessWords, Explanation, explain
from runtime.records import Base
from runtime.scope import Scopes
from runtime.security import accounts
from runtime.security.known import find_known
from runtime.security.passwords import hashed
from runtime.security.permissions import sync_permissions
from runtime.settings import read_settings
from runtime.site import make_application
from tests.explaining.ferry import SITE, WORDS, FerryClerk, FerryPassage, FerryPassenger

PASSWORD = "compass barrel heather"
HASHED = hashed(PASSWORD)
HIDDEN = re.compile(r'name="csrf_token" value="([^"]+)"')
PASSENGERS = {"anna@sea.example": "Anna Lund", "bo@sea.example": "Bo Krog", "cy@sea.example": "Cy Vik"}
CLERKS = {"mia@ferry.example": "master", "kim@ferry.example": "clerk", "pat@ferry.example": "porter"}


@dataclass
class Visitor:
    """Somebody with a browser, who has been in any of the portals."""

    application: Any
    client: Client = field(init=False)

    def __post_init__(self) -> None:
        self.client = Client(self.application)

    def get(self, path: str, **options: Any) -> TestResponse:
        return self.client.get(path, **options)

    def post(self, path: str, data: dict[str, Any] | None = None, **options: Any) -> TestResponse:
        return self.client.post(path, data=data or {}, **options)

    def submit(self, path: str, data: dict[str, Any], form: str = "") -> TestResponse:
        """The form at `path`, filled in and sent; the form itself may stand at another address."""
        found = HIDDEN.search(self.get(form or path).text)
        assert found, f"{form or path} has no form"
        return self.post(path, {"csrf_token": found[1], **data})

    def login(self, portal: str, email: str) -> "Visitor":
        answer = self.submit(f"/{portal}/login", {"email": email, "password": PASSWORD})
        assert answer.status_code == 303, answer.text
        return self

    def offer(self, portal: str, email: str) -> str:
        """The address that the staff's form leads to."""
        answer = self.submit("/office/view-as", {"portal": portal, "email": email})
        assert answer.status_code == 303, answer.text
        return answer.location

    def look(self, portal: str = "cabin", email: str = "anna@sea.example") -> "Visitor":
        answer = self.get(self.offer(portal, email))
        assert (answer.status_code, answer.location) == (303, f"/{portal}/")
        return self


@dataclass
class Ferry:
    engines: Engines
    application: Any
    people: dict[str, int]
    passages: dict[str, int]
    words: AccessWords

    def visitor(self, portal: str = "", email: str = "") -> Visitor:
        visitor = Visitor(self.application)
        return visitor.login(portal, email) if portal else visitor

    def master(self) -> Visitor:
        return self.visitor("office", "mia@ferry.example")

    def change(self, statement: Any) -> int:
        with self.engines.write.begin() as connection:
            return int(connection.execute(statement).rowcount)

    def read(self, statement: Any) -> list[Any]:
        with self.engines.read.connect() as connection:
            return list(connection.execute(statement))

    def log(self) -> list[Any]:
        return self.read(tables.oversight.select().order_by(tables.oversight.c.id))

    def account(self, portal: str, email: str) -> int:
        account = tables.account.c
        wanted = tables.account.select().where(account.email == email, account.portal == portal)
        return int(self.read(wanted)[0].id)

    def explained(self, number: str, portal: str, email: str, words: AccessWords | None = None) -> Explanation:
        with self.engines.read.connect() as connection:
            who = find_known(connection, SITE, SITE.portals[portal], email)
        system = Scopes(SITE, self.engines).system("explain", number)
        found = explain(
            system, SITE, words or self.words, who=who, key="ferry_passage", record_id=self.passages[number]
        )
        assert found
        return found


@pytest.fixture
def ferry(tmp_path: Path) -> Iterator[Ferry]:
    yield from make_ferry(tmp_path)


@pytest.fixture(scope="module")
def calm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ferry]:
    """A ferry for tests that leave nothing in it but sessions and lines in the log."""
    yield from make_ferry(tmp_path_factory.mktemp("calm"))


@pytest.fixture
def anywhere(tmp_path: Path, database_url: str) -> Iterator[Ferry]:
    """On SQLite and on PostgreSQL."""
    yield from make_ferry(tmp_path, {"DATABASE_URL": database_url})


def make_ferry(folder: Path, environment: dict[str, str] | None = None) -> Iterator[Ferry]:
    settings = read_settings(environment or {}, var=folder / "var")
    settings.var.mkdir()
    (folder / "access.json").write_text(json.dumps(WORDS))
    engines = open_engines(settings.database_url).made_by("operator")
    with engines.write.begin() as connection:
        Model.metadata.create_all(connection)
        Base.metadata.create_all(connection)
        sync_permissions(connection, SITE)
        people = fill_people(connection)
        passages = fill_passages(connection, people)
    application = make_application(settings, SITE, folder)
    yield Ferry(engines, application, people, passages, AccessWords(folder / "access.json"))
    engines.dispose()


def fill_people(connection: Any) -> dict[str, int]:
    people = {}
    for email, name in PASSENGERS.items():
        people[email] = add(connection, FerryPassenger, name=name, email=email, active=True)
    for email, role in CLERKS.items():
        people[email] = add(connection, FerryClerk, name=email.split("@")[0].title(), email=email, role=role)
    for email in (*PASSENGERS, *CLERKS):
        if email != "cy@sea.example":  # who was never invited
            portal = "cabin" if email in PASSENGERS else "office"
            account_id = accounts.create_account(connection, SITE, portal, people[email])
            accounts.set_password(connection, account_id, HASHED)
    return people


def fill_passages(connection: Any, people: dict[str, int]) -> dict[str, int]:
    rows = {
        "P-1": {"passenger_id": people["anna@sea.example"], "state": "planned", "price": 80},
        "P-2": {"passenger_id": people["anna@sea.example"], "state": "done", "price": 80},
        "P-3": {"passenger_id": people["bo@sea.example"], "state": "done", "price": 250},
    }
    secret = {"wish": "A window", "report": "Rough sea", "remarks": "Owes us a coffee"}
    return {number: add(connection, FerryPassage, number=number, **row, **secret) for number, row in rows.items()}


def add(connection: Any, model: Any, **row: Any) -> int:
    return int(connection.execute(insert(model).values(id=ids.new_id(), **row).returning(model.id)).scalar_one())
