"""A portal to measure: the forwarder of `tests.twohops` with its parcels, and people who are logged in."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from flask_appbuilder import Model
from sqlalchemy import insert, text
from werkzeug.test import Client

from runtime.engine import Engines, open_engines
from runtime.records import Base
from runtime.scope import ListQuery, Scopes
from runtime.security import accounts
from runtime.security.passwords import hashed
from runtime.security.permissions import sync_permissions
from runtime.settings import read_settings
from runtime.site import make_application
from tests.pages.visitor import Visitor
from tests.twohops.freight import SITE, FreightClerk
from tests.twohops.loading import Person, load

PASSWORD = "walnut harbour lantern"
LIST = "parcels/?_size=50"


@dataclass(frozen=True, slots=True)
class Portals:
    """`folder` keeps the secret and, on SQLite, the database; `people` are the accounts' email addresses."""

    folder: Path
    database_url: str
    people: Mapping[Person, str]

    def application(self) -> Any:
        return make_application(_settings(self.folder, self.database_url), SITE, self.folder)

    def visit(self, application: Any, person: Person) -> Callable[[], None]:
        """A function that asks for the person's list once."""
        visitor = Visitor(Client(application), f"/{person.portal}")
        visitor.login(self.people[person], PASSWORD)

        def ask() -> None:
            answer = visitor.client.get(f"/{person.portal}/{LIST}")
            assert answer.status_code == 200, answer.status
            assert answer.text.count("P-") >= 50

        return ask

    def ask(self, person: Person) -> Callable[[], None]:
        """A function that runs the statements of the person's list once."""
        reader = Scopes(SITE, open_engines(self.database_url)).reader(person.principal)

        def ask() -> None:
            assert len(reader.page(ListQuery("freight_parcel", size=50)).rows) == 50

        return ask


def fill(folder: Path, database_url: str, people: Sequence[Person], parcels: int) -> Portals:
    """Into an empty database; `sqlite` for a file in the folder."""
    (folder / "var").mkdir()
    url = f"sqlite:///{folder / 'portal.db'}" if database_url == "sqlite" else database_url
    engines = open_engines(url).made_by("operator")
    load(engines, parcels)
    emails = {person: f"clerk{place}@freight.example" for place, person in enumerate(people)}
    _open_accounts(engines, emails)
    engines.dispose()
    return Portals(folder, url, emails)


def _open_accounts(engines: Engines, emails: Mapping[Person, str]) -> None:
    with engines.write.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SET LOCAL statement_timeout = 0"))
        Model.metadata.create_all(connection)
        Base.metadata.create_all(connection)
        sync_permissions(connection, SITE)
        stored = hashed(PASSWORD)
        for person, email in emails.items():
            row = {"name": "Ann", "email": email, "company_id": person.company}
            clerk = connection.execute(insert(FreightClerk).values(row).returning(FreightClerk.id)).scalar_one()
            account = accounts.create_account(connection, SITE, person.portal, clerk)
            accounts.set_password(connection, account, stored)


def _settings(folder: Path, database_url: str) -> Any:
    return replace(read_settings({}, var=folder / "var"), database_url=database_url)


@contextmanager
def databases() -> Iterator[Mapping[str, str]]:
    """What `fill` takes, by the name of the database."""
    from tests.servers import postgres

    with postgres.running() as server, server.database() as url:
        yield {"SQLite": "sqlite", "PostgreSQL": url}
