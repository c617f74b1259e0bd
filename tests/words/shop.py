"""People of the bicycle workshop: ona and oli own bicycles, mia repairs them, tom learns it. Rows straight from the
database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from tests.api.clients import Answer, Client
from tests.businesses.browsing import Answer as Page
from tests.businesses.browsing import Visitor
from tests.lines.bazaar import held_by
from tests.sites.place import Account, Place

WITHIN = {"bench": (), "parts": ("wait",), "checking": ("check",), "back": ("wait", "go_on")}
"""Moves after `take`, all under one word of the owner's."""


@dataclass
class Shop:
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

    def page(self, name: str, path: str) -> Page:
        return self.visitor(name).get(f"{self.visitor(name).root}{path}")

    def send(self, name: str, path: str, **changes: str) -> Page:
        """The form at the address with these answers, and otherwise as it is."""
        visitor = self.visitor(name)
        values = {**held_by(self.page(name, path)), **changes}
        return visitor.post(f"{visitor.root}{path}", list(values.items()))

    # What people do

    def bring(self, bike: str, who: str = "ona") -> int:
        answer = self.client(who).post("/repairs/", {"bike": bike})
        assert answer.status == 201, answer
        return int(answer.result["id"])

    def do(self, repair: int, *moves: str, who: str = "mia", **needs: str) -> None:
        for move in moves:
            known = self.read(repair, who)["revision"]
            asked = {name: needs[name] for name in _NEEDS.get(move, ()) if name in needs}
            answer = self.client(who).post(f"/repairs/{repair}/do/{move}", {"revision": known, **asked})
            assert answer.status == 200, answer

    def read(self, repair: int, who: str) -> Mapping[str, Any]:
        """All that somebody is answered of it."""
        answer = self.client(who).get(f"/repairs/{repair}")
        assert answer.status == 200, answer
        return answer.result

    def edit(self, repair: int, revision: int, who: str = "mia", **values: str) -> Answer:
        return self.client(who).put(f"/repairs/{repair}", {"revision": revision, **values})

    # Rows

    def row(self, repair: int) -> Mapping[str, Any]:
        found = sa.Table("repair", sa.MetaData(), autoload_with=self.engine)
        with self.engine.begin() as connection:
            return dict(connection.execute(sa.select(found).where(found.c.id == repair)).mappings().one())

    def set(self, repair: int, **values: Any) -> None:
        """Past the portals."""
        found = sa.Table("repair", sa.MetaData(), autoload_with=self.engine)
        with self.engine.begin() as connection:
            connection.execute(sa.update(found).where(found.c.id == repair).values(**values))


_NEEDS = {"go_on": ("note",), "finish": ("bill",)}
