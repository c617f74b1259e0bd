"""The harbour on a fresh database, with people in both portals, and a browser without a screen to visit it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from flask_appbuilder import Model
from sqlalchemy import insert, update
from werkzeug.test import Client, TestResponse

from runtime import tables
from runtime.engine import Engines, open_engines
from runtime.records import Base
from runtime.security import accounts
from runtime.security.passwords import hashed
from runtime.security.permissions import sync_permissions
from runtime.settings import Settings, read_settings
from runtime.site import make_application
from tests.security.harbour import SITE, HarbourBerth, HarbourClerk, HarbourSailor

PASSWORD = "lighthouse teapot gravel"
HASHED = hashed(PASSWORD)
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


@dataclass
class Visitor:
    """Somebody with a browser. `address` is where they come from."""

    application: Any
    address: str = "127.0.0.1"
    client: Client = field(init=False)

    def __post_init__(self) -> None:
        self.client = Client(self.application)

    def get(self, path: str, **options: Any) -> TestResponse:
        return self.client.get(path, environ_base={"REMOTE_ADDR": self.address}, **options)

    def post(self, path: str, data: dict[str, Any] | None = None, **options: Any) -> TestResponse:
        """As it is, without a token."""
        return self.client.post(path, data=data or {}, environ_base={"REMOTE_ADDR": self.address}, **options)

    def token(self, path: str) -> str:
        found = TOKEN.search(self.get(path).text)
        assert found, f"{path} has no form"
        return found[1]

    def submit(self, path: str, data: dict[str, Any], **options: Any) -> TestResponse:
        """The form at `path`, filled in."""
        return self.post(path, {"csrf_token": self.token(path), **data}, **options)

    def login(self, portal: str, email: str, password: str = PASSWORD, query: str = "") -> TestResponse:
        return self.submit(f"/{portal}/login{query}", {"email": email, "password": password})

    def cookie(self, portal: str) -> str:
        cookie = self.client.get_cookie(f"{portal}_session")
        assert cookie
        return cookie.value

    def is_inside(self, portal: str) -> bool:
        response = self.get(f"/{portal}/logout")
        return response.status_code == 200 and "You are signed in as" in response.text


@dataclass
class Harbour:
    settings: Settings
    engines: Engines
    people: dict[str, int]
    application: Any

    def visitor(self, address: str = "127.0.0.1") -> Visitor:
        return Visitor(self.application, address)

    def change(self, statement: Any) -> None:
        with self.engines.write.begin() as connection:
            connection.execute(statement)

    def read(self, statement: Any) -> list[Any]:
        with self.engines.read.connect() as connection:
            return list(connection.execute(statement))

    def account(self, email: str) -> int:
        account = tables.account.c
        return self.read(tables.account.select().where(account.email == email))[0].id

    def forget_attempts(self) -> None:
        self.change(tables.attempt.delete())


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return read_settings({}, var=tmp_path / "var")


@pytest.fixture(scope="module")
def calm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Harbour]:
    """A harbour for tests that leave no trace in it but attempts and sessions."""
    folder = tmp_path_factory.mktemp("calm")
    yield from make_harbour(read_settings({}, var=folder / "var"), folder)


@pytest.fixture
def harbour(settings: Settings, tmp_path: Path) -> Iterator[Harbour]:
    yield from make_harbour(settings, tmp_path)


def make_harbour(settings: Settings, folder: Path) -> Iterator[Harbour]:
    settings.var.mkdir(exist_ok=True)
    engines = open_engines(settings.database_url).made_by("operator")
    with engines.write.begin() as connection:
        Model.metadata.create_all(connection)
        Base.metadata.create_all(connection)
        sync_permissions(connection, SITE)
        people = fill(connection)
    yield Harbour(settings, engines, people, make_application(settings, SITE, folder))
    engines.dispose()


def fill(connection: Any) -> dict[str, int]:
    sailors = {"ann@sea.example": "Ann", "ben@sea.example": "Ben"}
    people: dict[str, int] = {}
    for email, name in sailors.items():
        row = {"first_name": name, "last_name": "Lee", "email": email, "active": True, "account_id": 7}
        people[email] = add(connection, HarbourSailor, row)
        open_account(connection, "sailors", people[email])
    for email, role in {"mia@port.example": "master", "kim@port.example": "clerk", "ann@sea.example": "clerk"}.items():
        key = f"office:{email}"
        people[key] = add(connection, HarbourClerk, {"name": email.split("@")[0].title(), "email": email, "role": role})
        open_account(connection, "office", people[key])
    connection.execute(insert(HarbourBerth), {"name": "North 1"})
    return people


def open_account(connection: Any, portal: str, person_id: int) -> None:
    account_id = accounts.create_account(connection, SITE, portal, person_id)
    accounts.set_password(connection, account_id, HASHED)


def add(connection: Any, model: Any, row: dict[str, Any]) -> int:
    return connection.execute(insert(model).values(row).returning(model.id)).scalar_one()


def set_person(harbour: Harbour, model: Any, person: str, **values: Any) -> None:
    harbour.change(update(model).where(model.id == harbour.people[person]).values(values))
