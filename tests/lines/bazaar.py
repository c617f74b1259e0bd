"""People at the bazaar: ada buys for Acme, bob for Birch; sue sells, pat packs, gus looks on. Orders have items."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any

import psycopg

from tests.api.clients import Client
from tests.businesses.browsing import Answer, Visitor, record_id
from tests.sites.place import Account, Place

Values = dict[str, str]


@dataclass
class Shopper:
    """Somebody with a browser that runs no scripts."""

    visitor: Visitor

    def get(self, path: str) -> Answer:
        return self.visitor.get(f"{self.visitor.root}{path}")

    def held(self, path: str) -> Values:
        """What the form at the address holds, as a browser would send it."""
        return held_by(self.get(path))

    def send(self, path: str, **changes: str) -> Answer:
        """The form at the address with these answers (hyphens for double underscores), and otherwise as it is."""
        own = {name.replace("__", "-"): value for name, value in changes.items()}
        return self.post(path, {**self.held(path), **own})

    def post(self, path: str, values: Values) -> Answer:
        return self.visitor.post(f"{self.visitor.root}{path}", list(values.items()))


def held_by(answer: Answer) -> Values:
    """Of the form of a page: without its buttons and what is not ticked."""
    assert answer.status in (200, 409, 422), answer.text
    found: Values = {}
    for each in answer.page.form.controls:
        if not each.name or each.kind in ("submit", "file", "button"):
            continue
        if each.tag == "select":
            found[each.name] = (each.chosen or [*each.values, ""])[0]
        elif each.kind in ("radio", "checkbox"):
            if each.chosen:
                found[each.name] = each.chosen[0]
        else:
            found[each.name] = "".join(each.values).removeprefix("\n")
    return found


@dataclass
class Bazaar:
    place: Place
    _shoppers: dict[str, Shopper] = field(default_factory=dict)

    def account(self, name: str) -> Account:
        return next(each for each in self.place.accounts() if each.name.lower() == name)

    def __getitem__(self, name: str) -> Shopper:
        if name not in self._shoppers:
            account = self.account(name)
            visitor = Visitor(self.place.url, account.url.removeprefix(self.place.url).rstrip("/"))
            visitor.log_in(account.email, account.password)
            self._shoppers[name] = Shopper(visitor)
        return self._shoppers[name]

    def client(self, name: str) -> Client:
        account = self.account(name)
        root = f"{account.url.removeprefix(self.place.url).rstrip('/')}/api/v1"
        words = {"email": account.email, "password": account.password}
        token = Client(self.place.port, root, {}).post("/login", words).json["access_token"]
        return Client(self.place.port, root, {"Authorization": f"Bearer {token}"})

    def ask(self, statement: str, *values: Any) -> list[tuple[Any, ...]]:
        if self.place.database_url is None:
            with closing(sqlite3.connect(self.place.var / "portal.db", timeout=10)) as connection, connection:
                return connection.execute(statement, values).fetchall()
        with psycopg.connect(self.place.database_url.replace("+psycopg", "")) as connection:
            found = connection.execute(statement.replace("%", "%%").replace("?", "%s"), values)
            return found.fetchall() if found.description else []

    def order(self, reference: str) -> int:
        [[found]] = self.ask('SELECT id FROM "order" WHERE reference = ?', reference)
        return int(found)

    def product(self, name: str) -> str:
        [[found]] = self.ask("SELECT id FROM product WHERE name = ?", name)
        return str(found)

    def items(self, order: int) -> list[tuple[str, int]]:
        """Products and quantities in the order of entry."""
        found = self.ask(
            "SELECT p.name, i.quantity FROM order_item i JOIN product p ON p.id = i.product_id"
            " WHERE i.order_id = ? ORDER BY i.id",
            order,
        )
        return [(name, quantity) for name, quantity in found]

    def rows(self) -> Sequence[tuple[Any, ...]]:
        tables = ('"order"', "order_item", "product", "company", "portal_history")
        return [row for table in tables for row in self.ask(f"SELECT * FROM {table} ORDER BY id")]

    def new(self, who: str = "ada", **changes: str) -> int:
        """An order with two lamps and a rug, made in the form."""
        lines = {
            "items-0-product": self.product("Lamp"),
            "items-0-quantity": "2",
            "items-1-product": self.product("Rug"),
        }
        shopper = self[who]
        own = {name.replace("__", "-"): value for name, value in changes.items()}
        answer = shopper.post("/orders/new", {**shopper.held("/orders/new"), "reference": "Porch", **lines, **own})
        assert answer.status == 303, answer.text
        return record_id(answer.headers["Location"].removesuffix("/received"))
