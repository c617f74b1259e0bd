"""People around the lifts: ida and jon look after houses; dora and max are of the lift service. Rows straight from the
database."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from tests.api.clients import Answer, Client
from tests.businesses.browsing import Visitor
from tests.sites.place import Place


@dataclass
class Depot:
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

    def report(self, what: str, danger: str = "trapped", who: str = "ida") -> int:
        answer = self.client(who).post("/breakdowns/", {"what": what, "danger": danger})
        assert answer.status == 201, answer
        return int(answer.result["id"])

    def do(self, record: int, move: str, who: str = "dora", **needs: str) -> Mapping[str, Any]:
        return self._change(record, lambda sent: self.client(who).post(f"/breakdowns/{record}/do/{move}", sent | needs))

    def edit(self, record: int, who: str = "dora", **values: str) -> Mapping[str, Any]:
        return self._change(record, lambda sent: self.client(who).put(f"/breakdowns/{record}", sent | values))

    def _change(self, record: int, send: Callable[[dict[str, Any]], Answer]) -> Mapping[str, Any]:
        """Again where a step of escalation came in between."""
        for _ in range(3):
            answer = send({"revision": self.row(record)["revision"]})
            if answer.status != 409:
                break
        assert answer.status == 200, answer
        return self.row(record)

    # Rows

    def row(self, record: int, table: str = "breakdown") -> Mapping[str, Any]:
        found = sa.Table(table, sa.MetaData(), autoload_with=self.engine)
        with self.engine.begin() as connection:
            row = dict(connection.execute(sa.select(found).where(found.c.id == record)).mappings().one())
        return {name: aware(value) for name, value in row.items()}

    def set(self, record: int, **values: Any) -> None:
        found = sa.Table("breakdown", sa.MetaData(), autoload_with=self.engine)
        with self.engine.begin() as connection:
            connection.execute(sa.update(found).where(found.c.id == record).values(**values))

    def let_pass(self, record: int, span: timedelta) -> None:
        """All that the clocks of the record know happened that much earlier, and its jobs are due so much sooner."""
        row = self.row(record)
        moments = {name: row[name] - span for name in ("respond_by", "resolve_by", "due_by") if row[name]}
        self.set(record, service_course=earlier(row["service_course"], span), **moments)
        jobs = self._jobs
        with self.engine.begin() as connection:
            for job in self.jobs(record):
                connection.execute(sa.update(jobs).where(jobs.c.id == job["id"]).values(due=job["due"] - span))

    @property
    def _jobs(self) -> sa.Table:
        return sa.Table("portal_job", sa.MetaData(), autoload_with=self.engine)

    def jobs(self, record: int) -> list[Mapping[str, Any]]:
        """Those that look for its steps, the first first."""
        found = self._jobs
        wanted = sa.select(found).where(found.c.kind == "escalation", found.c.key.like(f"breakdown/{record}/%"))
        with self.engine.begin() as connection:
            rows = connection.execute(wanted.order_by(found.c.id)).mappings()
            return [{name: aware(value) for name, value in row.items()} for row in rows]

    def run_again(self, job: Mapping[str, Any]) -> None:
        """As if the worker had been killed before it could say that it was done."""
        values = {"state": "waiting", "due": job["created"], "ended": None}
        jobs = self._jobs
        with self.engine.begin() as connection:
            connection.execute(sa.update(jobs).where(jobs.c.id == job["id"]).values(values))

    def wait(self, ends: Callable[[], bool]) -> None:
        """The worker beside the servers looks every two seconds."""
        for _ in range(300):
            if ends():
                return
            time.sleep(0.1)
        raise AssertionError("nothing came of it")


def aware(value: Any) -> Any:
    return value.replace(tzinfo=UTC) if isinstance(value, datetime) and value.tzinfo is None else value


def earlier(course: str, span: timedelta) -> str:
    def moved(text: str) -> str:
        name, equals, moment = text.rpartition("=")
        if name == "step":
            return text
        return f"{name}{equals}{(datetime.fromisoformat(moment) - span).isoformat()}" if moment else ""

    return " ".join("/".join(moved(moment) for moment in part.split("/")) for part in course.split())
