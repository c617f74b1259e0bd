"""People around the bicycle workshop: ada and bo ride, iris is of an insurer, mo, lee and tia are of the workshop. Rows
straight from the database."""

from __future__ import annotations

import re
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from tests.api.clients import Answer as Said
from tests.api.clients import Client
from tests.businesses.browsing import Answer, Form, Upload, Visitor
from tests.sites.place import Place


@dataclass
class Person:
    """Somebody with a browser that runs no scripts."""

    visitor: Visitor

    def get(self, path: str) -> Answer:
        return self.visitor.get(f"{self.visitor.root}{path}")

    def send(self, path: str, form: Form, files: Iterable[tuple[str, Upload]] = (), **answers: str) -> Answer:
        """A form of a page with these answers, and otherwise as it is."""
        held = {each.name: "".join(each.values) for each in form.controls if each.kind in ("hidden", "textarea")}
        return self.visitor.post(f"{self.visitor.root}{path}", list({**held, **answers}.items()), files)

    def form(self, path: str, ending: str) -> Form:
        """The form of the page whose address ends so."""
        return next(form for form in self.get(path).page.forms if form.action.endswith(ending))

    def say(self, repair: int, text: str, *, sort: str = "comment", files: Iterable[tuple[str, Upload]] = ()) -> Answer:
        page = f"/repairs/{repair}" if sort == "comment" else f"/repairs/{repair}/note"
        return self.send(f"/repairs/{repair}/{sort}", self.form(page, f"/{sort}"), files, text=text)

    def token(self) -> str:
        form = self.get("/logout").page.form
        return next("".join(each.values) for each in form.controls if each.name == "csrf_token")


@dataclass
class Spoke:
    place: Place
    engine: sa.Engine
    _people: dict[str, Person] = field(default_factory=dict)
    _clients: dict[str, Client] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Person:
        if name not in self._people:
            account = self._account(name)
            visitor = Visitor(self.place.url, account.url.removeprefix(self.place.url).rstrip("/"))
            visitor.log_in(account.email, account.password)
            self._people[name] = Person(visitor)
        return self._people[name]

    def client(self, name: str) -> Client:
        if name not in self._clients:
            account = self._account(name)
            root = f"{account.url.removeprefix(self.place.url).rstrip('/')}/api/v1"
            words = {"email": account.email, "password": account.password}
            token = Client(self.place.port, root, {}).post("/login", words).json["access_token"]
            self._clients[name] = Client(self.place.port, root, {"Authorization": f"Bearer {token}"})
        return self._clients[name]

    def _account(self, name: str) -> Any:
        return next(each for each in self.place.accounts() if each.name.lower() == name)

    # What people do by the interface

    def bring(self, bicycle: str, *, state: str = "brought", insurer: bool = False, who: str = "ada") -> int:
        """A repair, past the portals in this state and with the insurer."""
        answer = self.client(who).post("/repairs/", {"bicycle": bicycle, "insured": True})
        assert answer.status == 201, answer
        found = int(answer.result["id"])
        iris = self.rows("clerk")[0]["id"]
        self.set(found, state=state, insurer_id=iris if insurer else None)
        return found

    def add(self, who: str, repair: int, text: str, sort: str = "comments", **more: object) -> Said:
        return self.client(who).post(f"/repair-{sort}/", {"about": str(repair), "text": text, **more})

    def texts(self, who: str, repair: int, sort: str = "comments") -> list[str]:
        """As the interface lists them, the oldest first."""
        answer = self.client(who).get(f"/repair-{sort}/", about=str(repair), _sort="created")
        return [each["text"] for each in answer.result] if answer.status == 200 else [str(answer.status)]

    # Rows

    def table(self, name: str) -> sa.Table:
        return sa.Table(name, sa.MetaData(), autoload_with=self.engine)

    def rows(self, of: str, **where: object) -> list[Mapping[str, Any]]:
        table = self.table(of)
        wanted = sa.select(table).where(*(table.c[column] == value for column, value in where.items()))
        with self.engine.begin() as connection:
            return [dict(row) for row in connection.execute(wanted.order_by(*table.primary_key)).mappings()]

    def wait_for_jobs(self) -> None:
        """The worker beside the servers looks every two seconds."""
        for _ in range(300):
            if all(each["state"] == "done" for each in self.rows("portal_job", kind="notice")):
                return
            time.sleep(0.1)
        raise AssertionError([each["error"] for each in self.rows("portal_job", kind="notice")])

    def set(self, repair: int, **values: object) -> None:
        table = self.table("repair")
        with self.engine.begin() as connection:
            connection.execute(sa.update(table).where(table.c.id == repair).values(**values))

    def revision(self, repair: int) -> int:
        return int(self.rows("repair", id=repair)[0]["revision"])


def said_on(answer: Answer) -> list[tuple[str, str]]:
    """Author and text of each comment on a page, in their order."""
    assert answer.status == 200, answer.text
    found = re.findall(
        r'<li id="said-\d+">\n<p><strong>(.*?)</strong>.*?<div class="prose">(.*?)</div>', answer.text, re.S
    )
    return [(plain(author), plain(text)) for author, text in found]


def plain(html: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", "", html).split())
