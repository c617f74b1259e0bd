"""People at the museum store: anna and bert borrow; dora (the director) and rolf (a registrar) keep it."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from runtime.touches.touch import unpacked
from tests.api.clients import Client
from tests.businesses.browsing import Answer, Upload, Visitor
from tests.lines.bazaar import held_by
from tests.sites.place import Account, Place

WITHIN = 1.5
"""Seconds in which a view stands in the log: one, and what this machine may add."""


@dataclass(frozen=True)
class Noted:
    """A row of the log with its sight. `rows` has the revision by id."""

    id: int
    act: str
    who: str
    viewer: str
    door: tuple[str, str, str]
    record: str
    fields: tuple[str, ...]
    rows: Mapping[int, int]
    words: str


@dataclass
class Person:
    """Somebody with a browser that runs no scripts, in one portal."""

    visitor: Visitor

    def get(self, path: str) -> Answer:
        return self.visitor.get(f"{self.visitor.root}{path}")

    def post(self, path: str, values: Mapping[str, str | Upload]) -> Answer:
        return self.visitor.post(f"{self.visitor.root}{path}", list(values.items()))

    def send(self, path: str, **changes: str | Upload) -> Answer:
        """The form at the address with these answers, and otherwise as it is."""
        return self.post(path, {**held_by(self.get(path)), **changes})


@dataclass
class Store:
    place: Place
    engine: sa.Engine
    _people: dict[str, Person] = field(default_factory=dict)
    _clients: dict[str, Client] = field(default_factory=dict)
    _mark: int = 0

    def __getitem__(self, name: str) -> Person:
        if name not in self._people:
            self._people[name] = self.enter(name)
        return self._people[name]

    def enter(self, name: str) -> Person:
        """With a new session."""
        account = self.account(name)
        visitor = Visitor(self.place.url, self._root(account))
        visitor.log_in(account.email, account.password)
        return Person(visitor)

    def client(self, name: str) -> Client:
        if name not in self._clients:
            account, root = self.account(name), f"{self._root(self.account(name))}/api/v1"
            words = {"email": account.email, "password": account.password}
            token = Client(self.place.port, root, {}).post("/login", words).json["access_token"]
            self._clients[name] = Client(self.place.port, root, {"Authorization": f"Bearer {token}"})
        return self._clients[name]

    def account(self, name: str) -> Account:
        return next(each for each in self.place.accounts() if each.name.lower() == name)

    def _root(self, account: Account) -> str:
        return account.url.removeprefix(self.place.url).rstrip("/")

    # Rows

    def ask(self, text: str, **values: Any) -> list[Any]:
        with self.engine.begin() as connection:
            return list(connection.execute(sa.text(text), values))

    def id(self, name: str, table: str = "loan") -> int:
        column = "title" if table == "loan" else "name"
        return int(self.ask(f'SELECT id FROM "{table}" WHERE {column} = :name', name=name)[0][0])

    def revision(self, record_id: int, table: str = "loan") -> int:
        return int(self.ask(f'SELECT revision FROM "{table}" WHERE id = :id', id=record_id)[0][0])

    def change(self, text: str, **values: Any) -> None:
        """Past the portals."""
        with self.engine.begin() as connection:
            connection.execute(sa.text(text), values)

    # The log

    def since_now(self) -> None:
        """What is noted from here on is what `noted` gives."""
        time.sleep(0.8)  # what was shown before is written
        self._mark = self.ask("SELECT coalesce(max(id), 0) FROM portal_touch")[0][0]

    def noted(self, count: int) -> list[Noted]:
        """So many at least, within a second."""
        end = time.monotonic() + WITHIN
        while len(found := self._noted()) < count and time.monotonic() < end:
            time.sleep(0.05)
        return found

    def _noted(self) -> list[Noted]:
        rows = self.ask(
            "SELECT t.id, t.act, a.name, v.name, s.portal, s.role, s.way, s.record, s.fields, t.record_id, t.revision,"
            " t.rows, t.words FROM portal_touch t JOIN portal_sight s ON s.id = t.sight_id"
            " LEFT JOIN portal_account a ON a.id = t.account_id LEFT JOIN portal_account v ON v.id = t.viewer_id"
            " WHERE t.id > :mark ORDER BY t.id",
            mark=self._mark,
        )
        return [_noted(*row) for row in rows]


def _noted(number: int, act: str, who: str, viewer: str, *rest: Any) -> Noted:
    portal, role, way, record, fields, record_id, revision, packed, words = rest
    rows = dict(unpacked(bytes(packed))) if packed else {} if record_id is None else {record_id: revision}
    return Noted(
        number, act, who or "", viewer or "", (portal, role, way), record, tuple(json.loads(fields)), rows, words or ""
    )
