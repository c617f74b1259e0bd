"""People at the kiln: ann and ben are potters; kim (a helper), max (a master) and vic (a viewer) keep it. max is also
there at night. Its rows straight from the database, to be read and put back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from tests.api.clients import Client
from tests.businesses.browsing import Answer, Visitor
from tests.lines.bazaar import held_by
from tests.sites.place import Account, Place

KEPT = ("potter", "keeper", "firing", "piece", "note", "glaze", "coat", "portal_history", "portal_file")
"""What moves may touch, in an order in which it can be written again."""

CHART = {"name": "chart.txt", "content": "aGVhdA=="}

Rows = Mapping[str, Sequence[tuple[Any, ...]]]
Row = Mapping[str, Any]


@dataclass
class Person:
    """Somebody with a browser that runs no scripts, in one portal."""

    visitor: Visitor

    def get(self, path: str) -> Answer:
        return self.visitor.get(f"{self.visitor.root}{path}")

    def post(self, path: str, values: Mapping[str, str]) -> Answer:
        return self.visitor.post(f"{self.visitor.root}{path}", list(values.items()))

    def send(self, path: str, **changes: str) -> Answer:
        """The form at the address with these answers, and otherwise as it is."""
        return self.post(path, {**held_by(self.get(path)), **changes})

    def token(self) -> str:
        return held_by(self.get("/logout"))["csrf_token"]


@dataclass
class Kiln:
    place: Place
    engine: sa.Engine
    _tables: sa.MetaData = field(default_factory=sa.MetaData)
    _people: dict[str, Person] = field(default_factory=dict)
    _clients: dict[str, Client] = field(default_factory=dict)
    _start: Rows = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._tables.reflect(self.engine, only=KEPT)
        self._start = self.rows()

    # People, by their first name, with the portal behind a dot where they are in several

    def __getitem__(self, name: str) -> Person:
        if name not in self._people:
            account = self.account(name)
            visitor = Visitor(self.place.url, self._root(account))
            visitor.log_in(account.email, account.password)
            self._people[name] = Person(visitor)
        return self._people[name]

    def visitor(self, root: str) -> Visitor:
        """Nobody yet."""
        return Visitor(self.place.url, root)

    def client(self, name: str) -> Client:
        if name not in self._clients:
            account, root = self.account(name), f"{self._root(self.account(name))}/api/v1"
            words = {"email": account.email, "password": account.password}
            token = Client(self.place.port, root, {}).post("/login", words).json["access_token"]
            self._clients[name] = Client(self.place.port, root, {"Authorization": f"Bearer {token}"})
        return self._clients[name]

    def account(self, name: str) -> Account:
        first, _, portal = name.partition(".")
        found = {each.portal: each for each in self.place.accounts() if each.name.lower() == first}
        return found[portal or next(each for each in ("member", "staff") if each in found)]

    def _root(self, account: Account) -> str:
        return account.url.removeprefix(self.place.url).rstrip("/")

    # Rows

    def table(self, name: str) -> sa.Table:
        return self._tables.tables[name]

    def id(self, title: str, table: str = "firing") -> int:
        found = self.table(table)
        name = found.c.title if table == "firing" else found.c.name
        with self.engine.begin() as connection:
            return int(connection.execute(sa.select(found.c.id).where(name == title)).scalar_one())

    def row(self, table: str, record_id: int) -> Row:
        found = self.table(table)
        with self.engine.begin() as connection:
            return dict(connection.execute(sa.select(found).where(found.c.id == record_id)).mappings().one())

    def all(self, table: str) -> list[Row]:
        found = self.table(table)
        with self.engine.begin() as connection:
            return [dict(row) for row in connection.execute(sa.select(found).order_by(found.c.id)).mappings()]

    def state(self, title: str, table: str = "firing") -> str:
        return str(self.row(table, self.id(title, table))["state"])

    def revision(self, title: str) -> int:
        return int(self.row("firing", self.id(title))["revision"])

    def set(self, table: str, record_id: int, **values: Any) -> None:
        """Past the portals."""
        found = self.table(table)
        with self.engine.begin() as connection:
            connection.execute(sa.update(found).where(found.c.id == record_id).values(**values))

    def add_pieces(self, firing: int, names: Sequence[str], **values: Any) -> None:
        """Past the portals: like the first piece there is, but for what is said."""
        pieces = self.table("piece")
        with self.engine.begin() as connection:
            like = dict(connection.execute(sa.select(pieces).order_by(pieces.c.id)).mappings().first() or {})
            highest = connection.scalar(sa.select(sa.func.max(pieces.c.id))) or 0
            new = {**like, "firing_id": firing, "state": "green", "flaw": None, **values}
            rows = [{**new, "id": highest + place, "name": name} for place, name in enumerate(names, start=1)]
            connection.execute(sa.insert(pieces), rows)

    def history(self, record_id: int) -> list[tuple[str, str | None]]:
        """Actions and moves, in their order."""
        kept = self.table("portal_history").c
        with self.engine.begin() as connection:
            wanted = sa.select(kept.action, kept.move).where(kept.record_id == record_id).order_by(kept.id)
            return [(action, move) for action, move in connection.execute(wanted)]

    def rows(self) -> Rows:
        with self.engine.begin() as connection:
            return {
                name: [tuple(row) for row in connection.execute(sa.select(table).order_by(table.c.id))]
                for name in KEPT
                for table in (self.table(name),)
            }

    def restore(self) -> None:
        """The rows as they were when the kiln opened."""
        with self.engine.begin() as connection:
            for name in reversed(KEPT):
                connection.execute(self.table(name).delete())
            for name in KEPT:
                table = self.table(name)
                rows = [dict(zip(table.c.keys(), row, strict=True)) for row in self._start[name]]
                if rows:
                    connection.execute(table.insert(), rows)


def do(kiln: Kiln, who: str, title: str, move: str, **needs: object) -> int:
    """A move of a firing by the interface; the status."""
    path = f"/firings/{kiln.id(title)}/do/{move}"
    return kiln.client(who).post(path, {"revision": kiln.revision(title), **needs}).status
