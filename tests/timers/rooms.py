"""The parcel rooms and whoever is there: cleo keeps them, rosa fetches parcels. Rows straight from the database."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from tests.api.clients import Answer, Client
from tests.businesses.browsing import Visitor
from tests.levels.depot import aware
from tests.sites.place import Place

Row = Mapping[str, Any]


@dataclass
class Rooms:
    place: Place
    engine: sa.Engine
    _clients: dict[str, Client] = field(default_factory=dict)
    _visitors: dict[str, Visitor] = field(default_factory=dict)

    def client(self, name: str) -> Client:
        if name not in self._clients:
            account = next(each for each in self.place.accounts() if each.name.lower() == name)
            root = f"{account.url.removeprefix(self.place.url).rstrip('/')}/api/v1"
            words = {"email": account.email, "password": account.password}
            token = Client(self.place.port, root, {}).post("/login", words).json["access_token"]
            self._clients[name] = Client(self.place.port, root, {"Authorization": f"Bearer {token}"})
        return self._clients[name]

    def page(self, name: str, path: str) -> str:
        if name not in self._visitors:
            account = next(each for each in self.place.accounts() if each.name.lower() == name)
            visitor = Visitor(self.place.url, account.url.removeprefix(self.place.url).rstrip("/"))
            visitor.log_in(account.email, account.password)
            self._visitors[name] = visitor
        visitor = self._visitors[name]
        answer = visitor.get(f"{visitor.root}{path}")
        assert answer.status == 200, path
        return answer.text

    # What people do

    def make(self, address: str, **values: Any) -> int:
        answer = self.client("cleo").post(f"/{address}/", values)
        assert answer.status == 201, answer
        return int(answer.result["id"])

    def bring(self, what: str, room: str = "North", **values: Any) -> int:
        """A parcel without fees: it is about to be ready."""
        needed = {"receiver": str(self.id("receiver", "Rosa")), "room": str(self.id("room", room)), "weight": 2}
        return self.make("parcels", what=what, **needed | values)

    def edit(self, address: str, record: int, **values: Any) -> None:
        self._change(address, record, lambda sent: self.client("cleo").put(f"/{address}/{record}", sent | values))

    def do(self, record: int, move: str) -> None:
        path = f"/parcels/{record}/do/{move}"
        self._change("parcels", record, lambda sent: self.client("cleo").post(path, sent))

    def _change(self, address: str, record: int, send: Callable[[dict[str, Any]], Answer]) -> None:
        """Again where a move came in between."""
        for _ in range(3):
            answer = send({"revision": self.row(record, address.removesuffix("s"))["revision"]})
            if answer.status != 409:
                break
        assert answer.status == 200, answer

    # Rows

    def table(self, name: str) -> sa.Table:
        return sa.Table(name, sa.MetaData(), autoload_with=self.engine)

    def id(self, table: str, name: str) -> int:
        found = self.table(table)
        with self.engine.begin() as connection:
            return int(connection.execute(sa.select(found.c.id).where(found.c.name == name)).scalar_one())

    def row(self, record: int, table: str = "parcel") -> Row:
        found = self.table(table)
        with self.engine.begin() as connection:
            row = dict(connection.execute(sa.select(found).where(found.c.id == record)).mappings().one())
        return {name: aware(value) for name, value in row.items()}

    def state(self, record: int) -> str:
        return str(self.row(record)["state"])

    def set(self, record: int, table: str = "parcel", **values: Any) -> None:
        """Past the portals."""
        found = self.table(table)
        with self.engine.begin() as connection:
            connection.execute(sa.update(found).where(found.c.id == record).values(**values))

    def let_pass(self, record: int, span: timedelta, table: str = "parcel") -> None:
        """The record got into its state that much earlier, and its jobs are due so much sooner."""
        self.set(record, table, state_since=self.row(record, table)["state_since"] - span)
        jobs = self.table("portal_job")
        with self.engine.begin() as connection:
            for job in self.jobs(record):
                if job["state"] == "waiting":
                    connection.execute(sa.update(jobs).where(jobs.c.id == job["id"]).values(due=job["due"] - span))

    def jobs(self, record: int) -> list[Row]:
        """Those that look whether a move is due, the first first."""
        found = self.table("portal_job")
        wanted = sa.select(found).where(found.c.kind == "timer", found.c.key.like(f"%/{record}/%"))
        with self.engine.begin() as connection:
            rows = connection.execute(wanted.order_by(found.c.id)).mappings()
            return [{name: aware(value) for name, value in row.items()} for row in rows]

    def history(self, record: int) -> list[tuple[str, str | None, int | None]]:
        """Actions, moves, and the accounts by which they were done, in their order."""
        kept = self.table("portal_history").c
        wanted = sa.select(kept.action, kept.move, kept.account_id).where(kept.record_id == record)
        with self.engine.begin() as connection:
            return [tuple(row) for row in connection.execute(wanted.order_by(kept.id))]

    def run_again(self, job: Row) -> None:
        """As if the worker had been killed before it could say that it was done."""
        jobs = self.table("portal_job")
        values = {"state": "waiting", "due": job["created"], "ended": None}
        with self.engine.begin() as connection:
            connection.execute(sa.update(jobs).where(jobs.c.id == job["id"]).values(values))

    # What comes of it

    def wait(self, ends: Callable[[], bool]) -> None:
        """The worker beside the servers looks every two seconds."""
        for _ in range(300):
            if ends():
                return
            time.sleep(0.1)
        raise AssertionError("nothing came of it")

    def wait_for(self, record: int, state: str) -> None:
        self.wait(lambda: self.state(record) == state)

    def settle(self, record: int) -> None:
        """Until every job that is due has been run."""
        self.wait(lambda: all(job["state"] != "waiting" or job["due"] > now(job) for job in self.jobs(record)))


def now(job: Row) -> datetime:
    return datetime.now(job["due"].tzinfo)
