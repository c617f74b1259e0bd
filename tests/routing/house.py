"""People around water in houses: ida lives in one, the clerks look after damages, al and bo are of firms that
repair. Rows straight from the database."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from tests.api.clients import Answer, Client
from tests.businesses.browsing import Answer as Shown
from tests.businesses.browsing import Visitor
from tests.sites.place import Place


@dataclass
class House:
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

    def visitor(self, name: str) -> Visitor:
        if name not in self._visitors:
            account = next(each for each in self.place.accounts() if each.name.lower() == name)
            visitor = Visitor(self.place.url, account.url.removeprefix(self.place.url).rstrip("/"))
            visitor.log_in(account.email, account.password)
            self._visitors[name] = visitor
        return self._visitors[name]

    # What people do

    def enter(self, name: str, path: str, **values: str) -> Shown:
        """Sends the form of a page with these values, as a browser does."""
        visitor = self.visitor(name)
        address = f"{visitor.root}{path}"
        form = visitor.get(address).page.form
        there = {each.name: each.values[0] for each in form.controls if each.kind == "hidden" and each.values}
        there |= {each.name: each.chosen[0] for each in form.controls if each.chosen}
        return visitor.post(address, [*{**there, **values}.items()])

    def report(self, area: int, who: str = "ida", **values: Any) -> Mapping[str, Any]:
        sent = {"what": "Water", "area": str(area), "height": "ankle", **values}
        return self.row("damage", self._made(self.client(who).post("/damages/", sent)))

    def repair(self, area: int, **values: Any) -> Mapping[str, Any]:
        sent = {"what": "Pipe", "area": str(area), **values}
        return self.row("repair", self._made(self.client("hugo").post("/repairs/", sent)))

    def _made(self, answer: Answer) -> int:
        assert answer.status == 201, answer
        return int(answer.result["id"])

    def do(self, table: str, record: int, move: str, who: str, **needs: str) -> Mapping[str, Any]:
        sent = {"revision": self.row(table, record)["revision"], **needs}
        answer = self.client(who).post(f"/{table}s/{record}/do/{move}", sent)
        assert answer.status == 200, answer
        return self.row(table, record)

    # Rows

    def table(self, name: str) -> sa.Table:
        return sa.Table(name, sa.MetaData(), autoload_with=self.engine)

    def rows(self, table: str, /, **values: Any) -> list[Mapping[str, Any]]:
        found = self.table(table)
        wanted = sa.select(found).where(*(found.c[column] == value for column, value in values.items()))
        with self.engine.begin() as connection:
            rows = connection.execute(wanted.order_by(found.c.id)).mappings()
            return [{column: aware(value) for column, value in row.items()} for row in rows]

    def row(self, name: str, record: int) -> Mapping[str, Any]:
        return self.rows(name, id=record)[0]

    def add(self, table: str, /, **values: Any) -> int:
        """A record that nobody made: people of a test's own."""
        record = time.time_ns()
        row = {"id": record, "created": datetime.now(UTC), "updated": datetime.now(UTC), "revision": 1, **values}
        with self.engine.begin() as connection:
            connection.execute(sa.insert(self.table(table)).values(row))
        return record

    def set(self, table: str, record: int, /, **values: Any) -> None:
        found = self.table(table)
        with self.engine.begin() as connection:
            connection.execute(sa.update(found).where(found.c.id == record).values(**values))

    def team(self, *people: str) -> int:
        """A team of clerks of these names."""
        team = self.add("team", name="Team")
        for name in people:
            email = f"{time.time_ns()}@staff.example"
            self.add("clerk", name=name, email=email, role="clerk", team_id=team, away=False)
        return team

    def area(self, *, team: int | None = None, crisis: int | None = None, firms: tuple[int, ...] = ()) -> int:
        area = self.add("area", name="Area", team_id=team, crisis_id=crisis)
        pairs = [{"owner_id": area, "target_id": firm} for firm in firms]
        with self.engine.begin() as connection:
            if pairs:
                connection.execute(sa.insert(self.table("area_firms")), pairs)
        return area

    def firm(self, name: str, **values: Any) -> int:
        return self.add("firm", **{"name": name, "active": True, "blocked": False, "offered": 0, **values})

    @property
    def fitters(self) -> Mapping[str, int]:
        """Those who have an account, and their firms."""
        return {each["name"].lower(): each["firm_id"] for each in self.rows("fitter")}

    def name(self, table: str, record: int | None) -> str:
        return "" if record is None else str(self.row(table, record)["name"])

    # Jobs

    def jobs(self, record: int) -> list[Mapping[str, Any]]:
        """Those that look whether it is to be passed on, the first first."""
        return [job for job in self.rows("portal_job", kind="routing") if f"/{record}/" in job["key"]]

    def let_pass(self, record: int, span: timedelta) -> None:
        """Its jobs are due so much sooner."""
        for job in self.jobs(record):
            self.set("portal_job", job["id"], due=job["due"] - span)

    def wait(self, ends: Callable[[], bool]) -> None:
        """The worker beside the servers looks every two seconds."""
        for _ in range(300):
            if ends():
                return
            time.sleep(0.1)
        raise AssertionError("nothing came of it")


def aware(value: Any) -> Any:
    return value.replace(tzinfo=UTC) if isinstance(value, datetime) and value.tzinfo is None else value
