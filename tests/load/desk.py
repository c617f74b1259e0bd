"""The shipped site in a process of its own, since generated code is loaded once per process.

Run as `python -m tests.load.desk` with: the var folder of a built place, what to do, how often. Prints what
happened as JSON. What it finds is judged by the rows of the database, read with SQL of its own.
"""

from __future__ import annotations

import csv
import io
import json
import random
import re
import sqlite3
import sys
import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from werkzeug.test import Client, TestResponse

from portal.serve import current_generation
from runtime.engine import open_engines
from runtime.ids import new_id
from runtime.security.accounts import create_account, find_account, set_password
from runtime.security.passwords import hashed
from runtime.serving import load_application
from runtime.settings import read_settings
from runtime.site import load_site
from tests.pages.visitor import HIDDEN, Visitor
from tests.servers.statements import noted

ROOT = "/support"
PASSWORD = "lantern walnut harvest"
NUMBER = re.compile(r"\b(?:TCK|ORD|RMA)-\d{4}-[A-Z0-9]{6}\b")
ROW = re.compile(r"/support/(tickets|orders|return-requests)/(\d+)")
TABLES = {"tickets": "ticket", "orders": "order", "return-requests": "return_request"}
STATEMENTS = threading.local()


@dataclass
class Customer:
    """Somebody of one company; `seen` are the numbers and rows that answers to them contained."""

    visitor: Visitor
    contact: int
    account: int
    tickets: list[int]
    wares: list[tuple[int, int]]  # products that the company bought, with a version of each
    seen_numbers: set[str] = field(default_factory=set)
    seen_rows: set[tuple[str, int]] = field(default_factory=set)
    made: list[str] = field(default_factory=list)

    def take(self, answer: TestResponse, *expected: int) -> str:
        assert answer.status_code in expected, f"{answer.status_code} of {answer.request.path}: {answer.text[:3000]}"
        text = answer.text
        self.seen_numbers |= set(NUMBER.findall(text))
        self.seen_rows |= {(TABLES[address], int(record_id)) for address, record_id in ROW.findall(text)}
        return text


@dataclass
class Desk:
    database: Path
    customers: list[Customer]

    def ask(self, query: str, *parameters: Any) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(self.database, timeout=20)) as connection:
            return connection.execute(query, parameters).fetchall()


def open_desk(var: Path) -> Desk:
    """Somebody of each of the four companies with the most tickets is logged in."""
    settings = read_settings({}, var=var)
    generation = current_generation(settings)
    application = load_application(settings, generation)
    engines, site = open_engines(settings.database_url).made_by("operator"), load_site(generation)
    desk = Desk(var / "portal.db", [])
    for contact, email, account in desk.ask(
        "select min(c.id), c.email, a.id from account a join contact c on c.account_id = a.id"
        " where a.kind = 'customer' and a.active and c.active"
        " and exists (select 1 from purchase where account_id = a.id)"
        " group by a.id order by (select count(*) from ticket where account_id = a.id) desc, a.id limit 4"
    ):
        with engines.write.begin() as connection:
            found = find_account(connection, "customer", contact)
            if found is None:
                create_account(connection, site, "customer", contact, PASSWORD)
            else:
                set_password(connection, found.id, hashed(PASSWORD))
        visitor = Visitor(Client(application), ROOT)
        visitor.login(email, PASSWORD)
        tickets = [each for (each,) in desk.ask("select id from ticket where account_id = ?", account)]
        wares = desk.ask(
            "select p.product_id, max(r.id) from purchase p join release r on r.product_id = p.product_id"
            " where p.account_id = ? and r.state <> 'testing' group by 1",
            account,
        )
        desk.customers.append(Customer(visitor, contact, account, tickets, wares))
    engines.dispose()
    return desk


# Requests


def listed(desk: Desk, own: Customer, chance: random.Random) -> None:
    query = chance.choice(["", "?_sort=-reported", "?severity=high", "?_size=50&_sort=subject", "?_view=my_tickets"])
    own.take(own.visitor.get(f"/tickets/{query}"), 200)


def other_lists(desk: Desk, own: Customer, chance: random.Random) -> None:
    own.take(own.visitor.get(chance.choice(["/orders/", "/return-requests/", "/invoices/", "/"])), 200)


def detail(desk: Desk, own: Customer, chance: random.Random) -> None:
    own.take(own.visitor.get(f"/tickets/{chance.choice(own.tickets)}"), 200)


def foreign_detail(desk: Desk, own: Customer, chance: random.Random) -> None:
    other = chance.choice([each for each in desk.customers if each is not own])
    answer = own.visitor.get(f"/tickets/{chance.choice(other.tickets)}{chance.choice(['', '/edit'])}")
    own.take(answer, 404)


def form(desk: Desk, own: Customer, chance: random.Random) -> None:
    product, _ = chance.choice(own.wares)
    own.take(own.visitor.get(f"/tickets/new?product={product}"), 200)


def search(desk: Desk, own: Customer, chance: random.Random) -> None:
    own.take(own.visitor.get(f"/tickets/?q={chance.choice(['print', 'error', 'label', 'TCK', 'a'])}"), 200)


def export(desk: Desk, own: Customer, chance: random.Random) -> None:
    text = own.take(own.visitor.get("/tickets.csv"), 200)
    assert sum(1 for _ in csv.reader(io.StringIO(text))) > 1


def create(desk: Desk, own: Customer, chance: random.Random) -> None:
    product, release = chance.choice(own.wares)
    own.take(send(own, product, release, f"Load {own.account} {new_id()}"), 303)


def create_with_foreign_link(desk: Desk, own: Customer, chance: random.Random) -> None:
    """A product that another company bought, or a version of another product."""
    mine = {product for product, _ in own.wares}
    others = [ware for each in desk.customers for ware in each.wares if ware[0] not in mine]
    product, _ = chance.choice(own.wares)
    wrong = chance.choice([(chance.choice(others)[0], None), (product, chance.choice(others)[1])]) if others else None
    if wrong is not None:
        own.take(send(own, *wrong, f"Refused {new_id()}"), 422)


def edit(desk: Desk, own: Customer, chance: random.Random) -> None:
    """What a colleague does at the same moment may make it a conflict; both end well."""
    ticket = chance.choice(own.tickets)
    page = own.visitor.get(f"/tickets/{ticket}/edit")
    own.take(page, 200, 404)
    if page.status_code == 200 and 'name="more_details"' in page.text:
        data = {**dict(HIDDEN.findall(page.text)), "more_details": f"Seen again {chance.random()}"}
        own.take(own.visitor.post(f"/tickets/{ticket}/edit", data), 303, 409)


MIX: list[tuple[int, Callable[[Desk, Customer, random.Random], None]]] = [
    *((25, listed), (8, other_lists), (22, detail), (6, foreign_detail), (12, form), (8, search), (3, export)),
    *((8, create), (3, create_with_foreign_link), (5, edit)),
]


def send(own: Customer, product: int, release: int | None, subject: str, hidden: dict[str, str] | None = None) -> Any:
    found = hidden or dict(HIDDEN.findall(own.visitor.get("/tickets/new").text))
    data = {"product": str(product), "release": str(release or ""), "subject": subject, "severity": "normal"}
    return own.visitor.post("/tickets/new", {**found, **data, "details": "It stopped."})


# What is done


def mix(desk: Desk, count: int) -> dict[str, Any]:
    """Four threads, each of another company."""
    done: Counter[str] = Counter()

    def work(place: int) -> None:
        own, chance = desk.customers[place], random.Random(place)
        works, weights = [each for _, each in MIX], [weight for weight, _ in MIX]
        for _ in range(count):
            chosen = chance.choices(works, weights)[0]
            chosen(desk, own, chance)
            done[chosen.__name__] += 1

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, range(4)))
    return {"done": dict(done), "wrong_rows": wrong_rows(desk), "wrong_keys": wrong_keys(desk), "seen": seen(desk)}


def wrong_rows(desk: Desk) -> list[str]:
    """What was seen by a customer of a company that it does not belong to."""
    owners: dict[Any, int] = {}
    for table in TABLES.values():
        for record_id, number, account in desk.ask(f'select id, number, account_id from "{table}"'):
            owners[number] = owners[table, record_id] = account
    return [
        f"{own.account}: {each}"
        for own in desk.customers
        for each in (*own.seen_numbers, *own.seen_rows)
        if owners.get(each) != own.account
    ]


def wrong_keys(desk: Desk) -> list[tuple[Any, ...]]:
    """Tickets of this run whose links do not fit who sent them, or what their company bought."""
    found = []
    for own in desk.customers:
        found += desk.ask(
            "select t.id, t.subject from ticket t left join release r on r.id = t.release_id"
            " where t.subject like 'Load ' || ?1 || ' %' and (t.account_id <> ?1 or t.contact_id <> ?2"
            " or t.product_id not in (select product_id from purchase where account_id = ?1)"
            " or r.product_id <> t.product_id)",
            own.account,
            own.contact,
        )
    return [*found, *desk.ask("select id, subject from ticket where subject like 'Refused %'")]


def seen(desk: Desk) -> int:
    return sum(len(own.seen_numbers) + len(own.seen_rows) for own in desk.customers)


def clicks(desk: Desk, count: int) -> dict[str, Any]:
    """Each form is sent five times at once."""
    own = desk.customers[0]
    product, release = own.wares[0]
    before = desk.ask("select count(*) from ticket")[0][0]
    run, statuses = new_id(), Counter[int]()
    locations: Counter[int] = Counter()
    with ThreadPoolExecutor(5) as pool:
        for place in range(count):
            hidden = dict(HIDDEN.findall(own.visitor.get("/tickets/new").text))
            sent = list(pool.map(lambda _: send(twin(own), product, release, f"Click {run} {place}", hidden), range(5)))  # noqa: B023
            statuses.update(each.status_code for each in sent)
            locations[len({each.location for each in sent})] += 1
    after = desk.ask("select count(*) from ticket")[0][0]
    return {"records": after - before, "statuses": dict(statuses), "addresses_per_form": dict(locations)}


def edits(desk: Desk, count: int) -> dict[str, Any]:
    """Four editors save the same version of a ticket at once."""
    own = desk.customers[0]
    product, release = own.wares[0]
    address = (
        send(own, product, release, f"Edited by four {new_id()}").location.removeprefix(ROOT).removesuffix("/received")
    )
    ticket, statuses = int(address.rsplit("/", 1)[1]), Counter[int]()
    with ThreadPoolExecutor(4) as pool:
        for place in range(count):
            hidden = dict(HIDDEN.findall(own.visitor.get(f"{address}/edit").text))

            def save(editor: int) -> int:
                data = {**hidden, "more_details": f"Round {place}, editor {editor}"}  # noqa: B023
                return twin(own).visitor.post(f"{address}/edit", data).status_code

            statuses.update(pool.map(save, range(4)))
    revision = desk.ask("select revision from ticket where id = ?", ticket)[0][0]
    history = desk.ask("select count(*) from portal_history where record_id = ? and action = 'edit'", ticket)[0][0]
    return {"statuses": dict(statuses), "revision": revision, "history": history}


def twin(own: Customer) -> Customer:
    """The same session from another tab; a client of werkzeug is not made for two threads."""
    client = Client(own.visitor.client.application)
    client._cookies = dict(own.visitor.client._cookies or {})
    return Customer(Visitor(client, ROOT), own.contact, own.account, own.tickets, own.wares)


def statements(desk: Desk, _count: int) -> dict[str, Any]:
    """How many statements reach the driver in one request of each sort, on its second time."""
    own = desk.customers[0]
    product, release = own.wares[0]
    ticket = own.tickets[0]
    sorts: dict[str, Callable[[], Any]] = {
        "list": lambda: own.visitor.get("/tickets/?_sort=-reported&_size=5"),
        "list with a search": lambda: own.visitor.get("/tickets/?q=print"),
        "detail": lambda: own.visitor.get(f"/tickets/{ticket}"),
        "detail of a product": lambda: own.visitor.get(f"/products/{product}"),
        "form": lambda: own.visitor.get("/tickets/new"),
        "export": lambda: own.visitor.get("/tickets.csv"),
    }
    found: dict[str, list[str]] = {}
    for name, request in sorts.items():
        request()
        with noted() as texts:
            answer = request()
            assert answer.text and answer.status_code == 200, name  # an export is made while it is read
        found[name] = texts
    for subject in ("Warm", "Counted"):
        hidden = dict(HIDDEN.findall(own.visitor.get("/tickets/new").text))
        with noted() as texts:
            assert send(own, product, release, f"{subject} {new_id()}", hidden).status_code == 303
        found["create"] = texts
    return found


WHAT = {"mix": mix, "clicks": clicks, "edits": edits, "statements": statements}


def main() -> None:
    var, what, count = sys.argv[1:]
    sys.stdout.write(json.dumps(WHAT[what](open_desk(Path(var)), int(count))))


if __name__ == "__main__":
    main()
