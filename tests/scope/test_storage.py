"""What goes into the database comes out the same, from both; and the engines are what they promise."""

from __future__ import annotations

import itertools
import threading
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from datetime import time as Time  # noqa: N812
from decimal import Decimal

import pytest
from sqlalchemy import Boolean, Column, Date, MetaData, Table, func, insert, select
from sqlalchemy import Time as TimeColumn
from sqlalchemy.exc import OperationalError, StatementError
from sqlalchemy.orm import Session

from runtime import ids
from runtime.columns import ChoiceColumn, ChoicesColumn, Duration, Id, PlainText, Scaled, UtcDateTime
from runtime.engine import Engines, open_engines
from runtime.records import fields_of
from tests.scope.conftest import Marina
from tests.scope.marina import Boat, Booking, Firm

CRATE = Table(
    "crate",
    MetaData(),
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("text", PlainText(40)),
    Column("long", PlainText()),
    Column("colour", ChoiceColumn()),
    Column("colours", ChoicesColumn()),
    Column("at", UtcDateTime()),
    Column("whole", Scaled(0)),
    Column("price", Scaled(2)),
    Column("fine", Scaled(12)),
    Column("stay", Duration()),
    Column("day", Date()),
    Column("hour", TimeColumn()),
    Column("sent", Boolean()),
)
EPOCH = datetime(2024, 1, 1, tzinfo=UTC)
MOMENT = datetime(2026, 3, 29, 1, 30, 0, 5, tzinfo=timezone(timedelta(hours=2)))


@pytest.fixture(scope="module")
def engines(database_url: str) -> Iterator[Engines]:
    opened = open_engines(database_url).made_by("operator")
    CRATE.metadata.create_all(opened.write)
    yield opened
    opened.dispose()


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("text", "Zoë – ‘quoted’; DROP TABLE"),
        ("long", "x" * 100_000),
        ("colour", "deep_red"),
        ("colours", ("red", "deep_blue")),
        ("at", MOMENT),
        ("whole", Decimal("999999999999999999")),
        ("price", Decimal("-9999999999999999.99")),
        ("price", Decimal("0.10")),
        ("fine", Decimal("123456.123456789012")),
        ("stay", timedelta(days=9, seconds=1)),
        ("day", date(1, 1, 1)),
        ("hour", Time(23, 59, 59)),
        ("sent", False),
        ("id", ids.MAXIMUM),
    ],
)
def test_values_come_back(engines: Engines, column: str, value: object) -> None:
    row = {"id": ids.new_id(), column: value}
    with engines.write.begin() as connection:
        connection.execute(insert(CRATE), row)
    with engines.read.connect() as connection:
        found = connection.execute(select(CRATE.c[column]).where(CRATE.c.id == row["id"])).scalar_one()
        again = connection.execute(select(CRATE.c.id).where(CRATE.c[column] == value, CRATE.c.id == row["id"])).all()
    assert (found, type(found)) == (value, type(value))
    assert len(again) == 1


@pytest.mark.parametrize(
    ("column", "given", "stored"),
    [
        ("text", "", None),
        ("colours", (), ()),
        ("price", Decimal("0.125"), Decimal("0.12")),  # half to even
        ("price", Decimal("0.135"), Decimal("0.14")),
        ("price", 3, Decimal("3.00")),
        ("at", None, None),
        ("price", None, None),
    ],
)
def test_values_are_brought_into_form(engines: Engines, column: str, given: object, stored: object) -> None:
    row = {"id": ids.new_id(), column: given}
    with engines.write.begin() as connection:
        connection.execute(insert(CRATE), row)
        found = connection.execute(select(CRATE.c[column]).where(CRATE.c.id == row["id"])).scalar_one()
    assert found == stored


def test_moments_come_back_in_utc(engines: Engines) -> None:
    key = ids.new_id()
    with engines.write.begin() as connection:
        connection.execute(insert(CRATE), {"id": key, "at": MOMENT})
        found = connection.execute(select(CRATE.c.at).where(CRATE.c.id == key)).scalar_one()
    assert found.tzinfo is UTC
    with engines.write.connect() as connection, pytest.raises(StatementError, match="no time zone"):
        connection.execute(insert(CRATE), {"id": 1, "at": datetime(2026, 1, 1)})  # noqa: DTZ001


def test_sums_are_exact(engines: Engines) -> None:
    rows = [{"id": ids.new_id(), "price": Decimal("0.10"), "text": "sum"} for _ in range(30)]
    with engines.write.begin() as connection:
        connection.execute(insert(CRATE), rows)
        total = connection.execute(select(func.sum(CRATE.c.price)).where(CRATE.c.text == "sum")).scalar_one()
    assert total == Decimal("3.00")


def test_a_transaction_of_the_write_engine_is_undone_whole(engines: Engines) -> None:
    key = ids.new_id()
    with pytest.raises(ZeroDivisionError), engines.write.begin() as connection:
        connection.execute(insert(CRATE), {"id": key})
        raise ZeroDivisionError
    with engines.read.connect() as connection:
        assert connection.execute(select(CRATE.c.id).where(CRATE.c.id == key)).all() == []


def test_a_second_writer_waits_for_the_first(engines: Engines) -> None:
    key, began = ids.new_id(), threading.Event()

    def write() -> None:
        with engines.write.begin() as connection:
            began.set()
            connection.execute(insert(CRATE), {"id": key, "text": "first"})
            time.sleep(0.3)

    first = threading.Thread(target=write)
    first.start()
    began.wait()
    with engines.write.begin() as connection:
        connection.execute(CRATE.update().where(CRATE.c.id == key).values(text="second"))
    first.join()
    with engines.write.begin() as connection:
        text = connection.execute(select(CRATE.c.text).where(CRATE.c.id == key)).scalar_one()
    if engines.write.dialect.name == "sqlite":
        assert text == "second"  # it waited before it read
    else:
        assert text in ("first", "second")  # it could not see the row yet, or waited


def test_an_address_without_a_driver_is_understood() -> None:
    engines = open_engines("postgresql://nobody:nothing@127.0.0.1:1/none").made_by("operator")
    assert engines.read.dialect.driver == "psycopg"
    with pytest.raises(OperationalError), engines.read.connect():
        pass


def test_ids_are_ordered_and_not_to_be_guessed() -> None:
    made = [ids.new_id() for _ in range(10_000)]
    assert made == sorted(set(made))
    assert 0 < made[0] < made[-1] <= ids.MAXIMUM
    assert len({later - earlier for earlier, later in itertools.pairwise(made)}) > 1000
    moment = EPOCH + timedelta(milliseconds=made[-1] >> ids.RANDOM_BITS)
    assert abs(datetime.now(UTC) - moment) < timedelta(minutes=1)


def test_a_class_knows_its_fields() -> None:
    assert list(fields_of(Boat))[:3] == ["name", "firm", "rig"]
    firm = fields_of(Boat)["firm"]
    assert (firm.kind, firm.column, firm.target) == ("link", "firm_id", "firm")
    assert fields_of(Boat)["papers"] is Boat.papers
    assert fields_of(Boat)["crew"] is Boat.crew.info["field"]
    assert Booking.berth_id.info["field"] is fields_of(Booking)["berth"]
    assert Firm.__table__.c.keys()[:6] == ["id", "created", "created_by", "updated", "updated_by", "revision"]


def test_a_field_of_files_is_its_declaration_on_the_class_and_the_names_of_the_files_on_a_record(
    marina: Marina,
) -> None:
    assert Boat.papers is fields_of(Boat)["papers"]
    assert Boat(id=1).papers == ()
    with Session(marina.engines.read) as session:
        gull, tern = (session.scalars(select(Boat).where(Boat.name == name)).one() for name in ("Gull", "Tern"))
        assert (gull.papers, tern.papers) == (("Papers ‘26.pdf",), ())
