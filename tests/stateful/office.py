"""The served nursery: its people over HTTP, its rows straight from the database."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from tests.businesses.browsing import Answer, Visitor
from tests.sites.place import Place, make_place
from tests.stateful.model import Nursery, User, Value

SPECS = Path(__file__).parent / "nursery" / "specs"
ROOTS = {"grower": "/growers", "adviser": "/advisers", "staff": "/office"}
PEOPLE = {"grower": "grower", "adviser": "adviser", "staff": "clerk"}
KEPT = ("adviser", "firm", "clerk", "grower", "batch", "portal_history", "portal_file")
"""What changes may touch, in an order in which it can be written again."""
BUILT_IN = {"id", "created", "created_by", "updated", "updated_by", "revision"}
TOKEN = re.compile(r'name="csrf_token" value="([^"]*)"')

Rows = Mapping[str, Sequence[tuple[Any, ...]]]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who is logged in; `token` is that of their session."""

    user: User
    visitor: Visitor
    token: str

    @property
    def root(self) -> str:
        return ROOTS[self.user.portal]

    def get(self, path: str) -> Answer:
        return self.visitor.get(f"{self.root}{path}")

    def post(self, path: str, values: Mapping[str, Value]) -> Answer:
        texts = [(name, _typed(value)) for name, value in values.items()]
        return self.visitor.post(f"{self.root}{path}", [("csrf_token", self.token), *texts])


class Office:
    """The database is read and put back with statements of our own."""

    def __init__(self, place: Place, engine: sa.Engine) -> None:
        self._engine = engine
        self._tables = sa.MetaData()
        self._tables.reflect(engine, only=KEPT)
        self.people = list(_people(place, self))
        self._start = self.rows()

    def rows(self) -> Rows:
        with self._engine.begin() as connection:
            return {
                name: [tuple(row) for row in connection.execute(sa.select(table).order_by(table.c.id))]
                for name in KEPT
                for table in (self._tables.tables[name],)
            }

    def restore(self) -> None:
        """The rows as they were when the office opened."""
        with self._engine.begin() as connection:
            for name in reversed(KEPT):
                connection.execute(self._tables.tables[name].delete())
            for name in KEPT:
                table = self._tables.tables[name]
                for row in self._start[name]:
                    connection.execute(table.insert(), dict(zip(table.c.keys(), row, strict=True)))

    def nursery(self) -> Nursery:
        return Nursery(self._table("firm"), self._table("grower"), self._table("batch"))

    def revision(self, table: str, record_id: int) -> int:
        found = self._tables.tables[table]
        with self._engine.begin() as connection:
            return int(connection.scalar(sa.select(found.c.revision).where(found.c.id == record_id)) or 0)

    def person_id(self, table: str, email: str) -> int:
        found = self._tables.tables[table]
        with self._engine.begin() as connection:
            return int(connection.scalar(sa.select(found.c.id).where(found.c.email == email)) or 0)

    def _table(self, name: str) -> dict[int, dict[str, Value]]:
        table = self._tables.tables[name]
        names = [column.name for column in table.c if column.name not in BUILT_IN]
        with self._engine.begin() as connection:
            rows = connection.execute(sa.select(table)).mappings().all()
        return {row["id"]: {each.removesuffix("_id"): row[each] for each in names} for row in rows}


@contextmanager
def open_office(folder: Path, database_url: str) -> Iterator[Office]:
    place = make_place(SPECS, folder, database_url)
    place.build()
    engine = sa.create_engine(database_url)
    try:
        with place.serving():
            yield Office(place, engine)
    finally:
        engine.dispose()


def _people(place: Place, office: Office) -> Iterator[Person]:
    for account in place.accounts():
        visitor = Visitor(place.url, ROOTS[account.portal])
        visitor.log_in(account.email, account.password)
        found = TOKEN.search(visitor.get(f"{ROOTS[account.portal]}/logout").text)
        assert found, account
        role = account.about.rpartition("role ")[2] if "role " in account.about else ""
        person = office.person_id(PEOPLE[account.portal], account.email)
        yield Person(User(account.portal, account.email, person, role), visitor, found[1])


def _typed(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)
