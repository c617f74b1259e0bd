"""An observatory, generated, filled and served as any other business: its portals say what its specs mean, no more."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit
from zoneinfo import ZoneInfo

import pytest
from python_calamine import CalamineWorkbook

from tests.businesses.browsing import Visitor, record_id
from tests.businesses.crawling import Crawl
from tests.businesses.observatory.facts import labels
from tests.businesses.observatory.oracle import ADDRESSES, LINKS, RECORDS, Person, World, visible
from tests.businesses.rows import read_pairs, read_tables
from tests.servers.postgres import Postgres
from tests.sites.place import Account, Place, make_place

SPECS = Path(__file__).parent / "observatory" / "specs"
ROOTS = {"astronomer": "/apply", "panel": "/panel", "control": "/control"}
PEOPLE = {"astronomer": "user", "panel": "user", "control": "crew"}
KEYS = {address: record for record, address in ADDRESSES.items()}
ROLES = [
    ("astronomer", "leader"),
    ("astronomer", "member"),
    ("astronomer", "student"),
    ("panel", ""),
    ("control", "operator"),
    ("control", "engineer"),
    ("control", "scheduler"),
]


@dataclass(frozen=True)
class Observatory:
    place: Place
    world: World

    def person(self, account: Account) -> Person:
        people = self.world.rows[PEOPLE[account.portal]].values()
        me = next(each for each in people if each.email == account.email)
        return Person(account.portal, "" if account.portal == "panel" else me.role, me)

    def visitor(self, account: Account) -> Visitor:
        visitor = Visitor(self.place.url, ROOTS[account.portal])
        visitor.log_in(account.email, account.password)
        return visitor

    def account(self, portal: str, role: str) -> Account:
        """The first demo account of this role."""
        accounts = (each for each in self.place.accounts() if each.portal == portal)
        return next(each for each in accounts if self.person(each).role == role)


@contextmanager
def opened(place: Place) -> Iterator[Observatory]:
    place.build()
    database = place.database_url or place.var / "portal.db"
    world = World(
        read_tables(database, RECORDS),
        {links: read_pairs(database, links.replace(".", "_")) for links in LINKS},
        datetime.now(ZoneInfo("Atlantic/Canary")).date().isoformat(),
    )
    with place.started():
        yield Observatory(place, world)


@pytest.fixture(scope="module")
def observatory(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Observatory]:
    with opened(make_place(SPECS, tmp_path_factory.mktemp("observatory"))) as built:
        yield built


@pytest.fixture(scope="module")
def on_postgres(tmp_path_factory: pytest.TempPathFactory, postgres_server: Postgres) -> Iterator[Observatory]:
    with (
        postgres_server.database() as url,
        opened(make_place(SPECS, tmp_path_factory.mktemp("observatory"), url)) as built,
    ):
        yield built


def test_the_specs_have_no_problems(observatory: Observatory) -> None:
    done = observatory.place.portal("check")
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == "No problems in 10 record types and 3 portals.\n"


def test_there_are_demo_accounts_of_every_role(observatory: Observatory) -> None:
    people = [observatory.person(each) for each in observatory.place.accounts()]
    assert {(each.portal, each.role) for each in people} == set(ROLES)


def test_every_list_shows_the_records_that_the_rules_say(observatory: Observatory) -> None:
    assert wrong_lists(observatory) == []


def test_every_list_shows_the_same_on_postgresql(on_postgres: Observatory) -> None:
    assert wrong_lists(on_postgres) == []


def wrong_lists(observatory: Observatory) -> list[str]:
    """For each demo account and record type, what differs between its list and the rules."""
    wrong = []
    for account in observatory.place.accounts():
        visitor, person = observatory.visitor(account), observatory.person(account)
        for record in RECORDS:
            expected = visible(observatory.world, person, record)
            answer = visitor.get(f"{visitor.root}/{ADDRESSES[record]}/?_size=100")
            where = f"{account.email} in {account.portal}, {record}"
            if expected is None:
                wrong += [] if answer.status == 404 else [f"{where}: {answer.status}"]
                continue
            page = answer.page
            shown = {record_id(address) for address in page.rows}
            if (answer.status, shown, page.number) != (200, expected, len(expected)):
                wrong.append(f"{where}: {answer.status}, shows {page.number}, and {shown ^ expected} differ")
    return wrong


CRAWLED = [role if role in ROLES[::3] else pytest.param(role, marks=pytest.mark.soak) for role in ROLES]
"""One of each portal; the soak has everybody."""


@pytest.fixture(scope="module", params=CRAWLED, ids=lambda role: "-".join(filter(None, role)))
def crawled(request: pytest.FixtureRequest, observatory: Observatory) -> tuple[Person, Crawl]:
    account = observatory.account(*request.param)
    return observatory.person(account), Crawl(observatory.visitor(account)).run()


def test_whatever_pages_offer_can_be_opened(crawled: tuple[Person, Crawl]) -> None:
    _, crawl = crawled
    assert crawl.broken == []
    assert len(crawl.pages) > 50


def test_every_record_shows_its_facts(crawled: tuple[Person, Crawl], observatory: Observatory) -> None:
    person, crawl = crawled
    world = observatory.world
    wrong = []
    for record in RECORDS:
        for key in visible(world, person, record) or ():
            address = f"{crawl.visitor.root}/{ADDRESSES[record]}/{key}"
            page = crawl.pages.get(address) or crawl.visitor.get(address).page
            shown = {label for label, _ in page.facts}
            expected = labels(world, person, record, world.rows[record][key])
            if shown != expected:
                wrong.append(f"{record} {key}: too much {shown - expected}, lacks {expected - shown}")
    assert wrong == []


def test_no_other_record_can_be_opened(crawled: tuple[Person, Crawl], observatory: Observatory) -> None:
    person, crawl = crawled
    opened_wrongly = []
    for record in RECORDS:
        hidden = observatory.world.rows[record].keys() - (visible(observatory.world, person, record) or set())
        for key in sorted(hidden)[:5]:
            for action in ("", "/edit", "/delete"):
                address = f"{crawl.visitor.root}/{ADDRESSES[record]}/{key}{action}"
                if crawl.visitor.get(address).status != 404:
                    opened_wrongly.append(address)
    assert opened_wrongly == []


def test_every_filter_counts_right(crawled: tuple[Person, Crawl], observatory: Observatory) -> None:
    person, crawl = crawled
    counted = {
        address: (page.number, by_hand(observatory.world, person, address))
        for address, page in crawl.pages.items()
        if filter_of(address)
    }
    assert {address: counts for address, counts in counted.items() if counts[0] != counts[1]} == {}
    assert len(counted) > 3


def filter_of(address: str) -> tuple[str, str, str] | None:
    """Record type, field and value of a list that is filtered by nothing else."""
    parts = urlsplit(address)
    given = parse_qsl(parts.query)
    record = KEYS.get(parts.path.split("/")[2]) if parts.path.count("/") == 3 else None
    if record is None or not parts.path.endswith("/") or len(given) != 1:
        return None
    name, value = given[0]
    return None if name.startswith("_") or name == "q" else (record, name, value)


def by_hand(world: World, person: Person, address: str) -> int:
    """How many visible records have the value, in a field that may be seen of them."""
    found = filter_of(address)
    assert found
    record, name, value = found
    rows = [world.rows[record][key] for key in visible(world, person, record) or ()]
    return sum(holds(world, record, row, name, value) and shows(world, person, record, row, name) for row in rows)


def shows(world: World, person: Person, record: str, row: Any, name: str) -> bool:
    """Whether the field is among the facts; only fields with plain labels are granted under conditions here."""
    conditional = {"lost_because", "mentor"}
    return name not in conditional or name.replace("_", " ").capitalize() in labels(world, person, record, row)


def holds(world: World, record: str, row: Any, name: str, value: str) -> bool:
    if f"{record}.{name}" in world.pairs:
        return (row.id, int(value)) in world.pairs[f"{record}.{name}"]
    stored = getattr(row, f"{name}_id", getattr(row, name, None))
    if value.isdigit():
        return bool(stored == int(value))
    if value in ("true", "false"):
        return stored is not None and bool(stored) == (value == "true")
    return f"|{value}|" in str(stored) if str(stored).startswith("|") else stored == value


def test_every_download_has_the_rows_of_its_list(crawled: tuple[Person, Crawl]) -> None:
    _, crawl = crawled
    wrong = []
    lists = [address for address in crawl.files if urlsplit(address).path.endswith((".csv", ".xlsx"))]
    for address in lists:
        if "/files/" in address:
            continue
        parts = urlsplit(address)
        source = f"{parts.path.rpartition('.')[0]}/" + (f"?{parts.query}" if parts.query else "")
        head, *rows = table_of(parts.path, crawl.files[address].content)
        page = crawl.pages[source]
        if len(rows) != page.number or any(len(row) != len(head) for row in rows):
            wrong.append(f"{address}: {len(rows)} rows, and the list has {page.number}")
    assert wrong == []
    assert len(lists) >= 12


def table_of(path: str, content: bytes) -> Sequence[Sequence[object]]:
    if path.endswith(".xlsx"):
        return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
