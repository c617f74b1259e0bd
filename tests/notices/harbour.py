"""People around the harbour: ann and bob have boats; mia, jo and kim work there. Rows straight from the database."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from tests.api.clients import Client
from tests.businesses.browsing import Visitor
from tests.sites.place import Account, Place


@dataclass
class Harbour:
    place: Place
    engine: sa.Engine
    _clients: dict[str, Client] = field(default_factory=dict)
    _visitors: dict[str, Visitor] = field(default_factory=dict)

    def account(self, name: str) -> Account:
        return next(each for each in self.place.accounts() if each.name.lower() == name)

    def client(self, name: str) -> Client:
        if name not in self._clients:
            account = self.account(name)
            root = f"{account.url.removeprefix(self.place.url).rstrip('/')}/api/v1"
            words = {"email": account.email, "password": account.password}
            token = Client(self.place.port, root, {}).post("/login", words).json["access_token"]
            self._clients[name] = Client(self.place.port, root, {"Authorization": f"Bearer {token}"})
        return self._clients[name]

    def visitor(self, name: str) -> Visitor:
        if name not in self._visitors:
            account = self.account(name)
            visitor = Visitor(self.place.url, account.url.removeprefix(self.place.url).rstrip("/"))
            visitor.log_in(account.email, account.password)
            self._visitors[name] = visitor
        return self._visitors[name]

    def submit(self, name: str, path: str, values: Mapping[str, str]) -> int:
        """As a form of a page would; the status."""
        visitor = self.visitor(name)
        [token] = [
            each.values[0]
            for each in visitor.get(f"{visitor.root}/logout").page.form.controls
            if each.name == "csrf_token"
        ]
        return visitor.post(f"{visitor.root}{path}", [("csrf_token", token), *values.items()]).status

    def stranger(self) -> Visitor:
        return Visitor(self.place.url, "")

    # What people do

    def ask(self, boat: str, who: str = "ann", pier: str = "North pier", **values: Any) -> int:
        """A new stay, by the skipper."""
        sent = {"boat": boat, "pier": str(self.find("pier", name=pier)["id"]), **values}
        answer = self.client(who).post("/stays/", sent)
        assert answer.status == 201, answer
        return int(answer.result["id"])

    def enter(self, boat: str, skipper: str = "Ann", pier: str = "North pier", **values: Any) -> int:
        """A new stay, by the office."""
        links = {
            "pier": str(self.find("pier", name=pier)["id"]),
            "skipper": str(self.find("skipper", name=skipper)["id"]),
        }
        answer = self.client("mia").post("/stays/", {"boat": boat, **links, **values})
        assert answer.status == 201, answer
        return int(answer.result["id"])

    def do(self, stay: int, move: str, who: str = "mia", **needs: str) -> None:
        answer = self.client(who).post(f"/stays/{stay}/do/{move}", {"revision": self.row(stay)["revision"], **needs})
        assert answer.status == 200, answer

    def edit(self, stay: int, who: str = "mia", **values: Any) -> None:
        answer = self.client(who).put(f"/stays/{stay}", {"revision": self.row(stay)["revision"], **values})
        assert answer.status == 200, answer

    # Rows

    def table(self, name: str) -> sa.Table:
        return sa.Table(name, sa.MetaData(), autoload_with=self.engine)

    def rows(self, table: str, **values: Any) -> list[Mapping[str, Any]]:
        found = self.table(table)
        wanted = sa.select(found).where(*(found.c[name] == value for name, value in values.items()))
        with self.engine.begin() as connection:
            rows = connection.execute(wanted.order_by(found.c[next(iter(found.c.keys()))])).mappings()
            return [{name: aware(value) for name, value in row.items()} for row in rows]

    def find(self, table: str, **values: Any) -> Mapping[str, Any]:
        return self.rows(table, **values)[0]

    def row(self, stay: int) -> Mapping[str, Any]:
        return self.find("stay", id=stay)

    def set(self, table: str, row: int, **values: Any) -> None:
        found = self.table(table)
        with self.engine.begin() as connection:
            connection.execute(sa.update(found).where(found.c.id == row).values(**values))

    def account_id(self, name: str) -> int:
        return int(self.find("portal_account", email=self.account(name).email)["id"])

    def jobs(self, kind: str, part: str = "") -> list[Mapping[str, Any]]:
        return [job for job in self.rows("portal_job", kind=kind) if part in job["key"]]

    def settle(self, stay: int) -> None:
        """Until all that is due of the stay has been done."""
        self.wait(lambda: all(job["state"] == "done" for job in self.jobs("notice", f"stay/{stay}/")))

    def run_again(self, job: Mapping[str, Any]) -> None:
        """As if the worker had been killed before it could say that it was done."""
        self.set("portal_job", job["id"], state="waiting", due=job["created"], ended=None, lease=None)

    def mails(self, to: str, word: str) -> list[Mapping[str, Any]]:
        """To this address, with the word in the subject."""
        return [mail for mail in self.rows("portal_mail", to=to) if word in mail["subject"]]

    def notices(self, name: str, stay: int) -> list[Mapping[str, Any]]:
        return self.rows("portal_notice", account_id=self.account_id(name), record_id=stay)

    def wait(self, ends: Callable[[], object]) -> None:
        """The worker beside the servers looks every two seconds."""
        for _ in range(300):
            if ends():
                return
            time.sleep(0.1)
        raise AssertionError("nothing came of it")


def aware(value: Any) -> Any:
    return value.replace(tzinfo=UTC) if isinstance(value, datetime) and value.tzinfo is None else value
