"""A marina with a day's data, and people to read it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import Engine, event
from sqlalchemy.orm import Session

from runtime import tables
from runtime.engine import Engines, open_engines
from runtime.records import Base, Record
from runtime.scope import Principal, Reader, Scopes
from tests.scope.marina import MARINA, TABLES, Berth, Boat, Booking, Firm, Skipper, Warden

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)


@dataclass
class Marina:
    """`ids` by the names of the records below; `statements` are those that reached a driver."""

    engines: Engines
    scopes: Scopes
    people: dict[str, Principal]
    ids: dict[str, int]
    statements: list[str] = field(default_factory=list)

    def reader(self, name: str) -> Reader:
        return self.scopes.reader(self.people[name], moment=NOON)


@pytest.fixture(scope="module")
def marina(database_url: str) -> Iterator[Marina]:
    engines = open_engines(database_url).made_by("operator")
    Base.metadata.create_all(engines.write, tables=TABLES)
    rows = make_rows()
    for place, row in enumerate(rows.values()):
        row.id = 1000 + place
    with Session(engines.write) as session:
        session.add_all(rows.values())
        session.flush()
        _add_system_rows(session, rows)
        session.commit()
        ids = {name: row.id for name, row in rows.items()}
        people = {name: _principal(rows[name]) for name in ("ada", "bob", "gus", "wes")}
    made = Marina(engines, Scopes(MARINA, engines), people, ids)
    _listen(engines.read, made.statements)
    yield made
    engines.dispose()


def make_rows() -> dict[str, Any]:
    """North has the boats Gull and Tern, South the boat Crab; Agency acts for South."""
    agency = Firm(name="Agency")
    north, south = Firm(name="North", credit=Decimal("10.50")), Firm(name="South", agent=agency)
    ada = Skipper(name="Ada", email="ada@north", firm=north, role="sailor")
    bob = Skipper(name="Bob", email="bob@south", firm=south, role="sailor")
    gus = Skipper(name="Gus", email="gus@agency", firm=agency, role="agent")
    wes = Warden(name="Wes", email="wes@marina", home_phone="555-0100")
    gull = Boat(name="Gull", firm=north, rig="sloop", length=Decimal("9.5"), built=date(1999, 5, 1), insured=True)
    gull.valuation, gull.crew = Decimal("25000"), [ada, bob]
    tern = Boat(name="Tern", firm=north, rig="motor", length=Decimal("20"), insured=False, valuation=Decimal("1"))
    crab = Boat(name="Crab", firm=south, rig="ketch", length=Decimal("7.25"))
    a1 = Berth(name="A1", most_length=Decimal("8"), gear=("power",), fee=Decimal("20"))
    a2 = Berth(name="A2", most_length=Decimal("12"), gear=("crane", "power"), fee=Decimal("30.25"))
    a3 = Berth(name="A3", most_length=Decimal("25"), gear=(), fee=None)
    b1 = Booking(number="B-1", boat=gull, berth=a2, warden=wes, state="asked", price=Decimal("60.50"))
    b1.arrives, b1.stay, b1.remark, b1.notes = NOON + timedelta(hours=3), timedelta(days=2), "zebra", "watch him"
    b2 = Booking(number="B-2", boat=gull, berth=a2, state="over", price=Decimal("30.25"), remark="100% gräßlich_laut")
    b2.arrives = NOON - timedelta(days=30)
    b3 = Booking(number="B-3", boat=tern, state="agreed", price=Decimal("500"), remark="apple")
    b3.arrives = NOON + timedelta(days=10)
    b4 = Booking(number="B-4", boat=crab, berth=a1, state="over", price=Decimal("40"), remark="crab only")
    b5 = Booking(number="B-5", boat=None, state="asked")
    return {name: row for name, row in locals().items() if isinstance(row, Record)}


def _add_system_rows(session: Session, rows: dict[str, Any]) -> None:
    account = {"id": 5, "portal": "quay", "record": "skipper", "person_id": rows["ada"].id, "ab_user_id": 1}
    session.execute(tables.account.insert().values(**account, name="Ada of North", email="ada@north"))
    rows["b1"].created_by = 5
    file = {"id": 77, "record": "boat", "record_id": rows["gull"].id, "field": "papers", "name": "Papers ‘26.pdf"}
    rest = {"size": 9, "media_type": "application/pdf", "sha256": "0", "stored": "a1b2", "created": NOON}
    session.execute(tables.file.insert().values(**file, **rest))


def _principal(person: Any) -> Principal:
    portal = "office" if isinstance(person, Warden) else "quay"
    values = {column.key: getattr(person, column.key) for column in person.__table__.c}
    role = getattr(person, "role", "") or ""
    return Principal(portal, role, 1, person.id, person.__tablename__, person.name, person.email, values)


def _listen(engine: Engine, statements: list[str]) -> None:
    @event.listens_for(engine, "before_cursor_execute")
    def _note(_c: object, _cursor: object, statement: str, *_rest: object) -> None:
        statements.append(statement)
