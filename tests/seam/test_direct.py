"""PostgreSQL asked without a cursor: as with one, in what comes back, in what is prepared and in what is refused."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import psycopg
import pytest
import sqlalchemy as sa

from runtime.engine import AS_LONG_AS_IT_TAKES, STATEMENT_SECONDS, open_engines
from runtime.seam import Planning, SeamError
from runtime.seam.direct import DirectCursor
from runtime.seam.postgresql import GuardedCursor, guard

VALUES = {
    "number": 7,
    "large": 2**60,
    "text": "100 % of “berths”\\",
    "nothing": None,
    "day": date(2026, 1, 31),
    "moment": datetime(2026, 1, 31, 12, tzinfo=UTC),
    "span": timedelta(hours=3),
    "amount": Decimal("12.50"),
    "several": [1, 2, 3],
    "words": ["a", "b,c"],
    "holds": True,
    "bytes": b"\0\1",
}
TYPES = (
    *("int8", "int8", "text", "text", "date", "timestamptz", "interval", "numeric", "int8[]", "text[]", "bool"),
    "bytea",
)
ALL = f"SELECT {', '.join(f'%({name})s::{of}' for name, of in zip(VALUES, TYPES, strict=True))}, '10 %%' AS percent"
AGAIN = "SELECT %(number)s::int8 + %(number)s::int8 * %(other)s::int8"


@pytest.fixture
def connection(postgres_url: str) -> Iterator[psycopg.Connection[Any]]:
    address = sa.make_url(postgres_url).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS pier (name text PRIMARY KEY, length int4)")
        guard(connection)
        yield connection
        run(connection, "DROP TABLE IF EXISTS pier")


def run(connection: psycopg.Connection[Any], text: str) -> None:
    cursor: Any = connection.cursor()
    cursor.admitted = text
    cursor.execute(text)


def asking(connection: Any) -> DirectCursor:
    found: DirectCursor = connection.asking()
    return found


def ask(
    connection: psycopg.Connection[Any], text: str, values: dict[str, Any], planning: Planning = Planning.ONCE
) -> list[Any]:
    found = asking(connection)
    found.admitted = text
    return found.ask(text, values, planning)


def do(connection: psycopg.Connection[Any], text: str, values: dict[str, Any]) -> int:
    found = asking(connection)
    found.admitted = text
    return found.do(text, values)


def prepared(connection: psycopg.Connection[Any], part: str) -> int:
    text = "SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE %(part)s::text AND name LIKE 'portal%%'"
    return int(ask(connection, text, {"part": f"{part}%"}, Planning.EACH_TIME)[0][0])


def test_values_come_back_as_they_went(connection: psycopg.Connection[Any]) -> None:
    for _ in range(4):  # the last ones are prepared
        assert ask(connection, ALL, VALUES) == [(*VALUES.values(), "10 %")]
    assert [name for name, _ in asking(connection).description][-1] == b"percent"


def test_a_name_that_comes_twice_is_one_value(connection: psycopg.Connection[Any]) -> None:
    assert ask(connection, AGAIN, {"number": 2, "other": 5}) == [(12,)]


def test_what_is_asked_often_is_prepared_for_each_kind_of_values(connection: psycopg.Connection[Any]) -> None:
    begin = "SELECT $1::int8 + $1"
    counts = []
    for _ in range(4):
        ask(connection, AGAIN, {"number": 2, "other": 5})
        counts.append(prepared(connection, begin))
    assert counts == [0, 0, 1, 1]
    for _ in range(4):
        assert ask(connection, AGAIN, {"number": 2**40, "other": 5}) == [(2**40 * 6,)]
    assert prepared(connection, begin) == 1  # numbers are of one kind
    for _ in range(4):
        assert ask(connection, AGAIN, {"number": Decimal(2), "other": 5}) == [(12,)]
    assert prepared(connection, begin) == 2


def test_what_is_planned_each_time_is_not_prepared(connection: psycopg.Connection[Any]) -> None:
    for _ in range(5):
        ask(connection, AGAIN, {"number": 2, "other": 5}, Planning.EACH_TIME)
    assert prepared(connection, "SELECT $1") == 0


def test_the_oldest_goes_when_there_are_too_many(
    connection: psycopg.Connection[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("runtime.seam.direct.PREPARED_MOST", 3)
    for number in range(6):
        for _ in range(3):
            assert ask(connection, f"SELECT {number} + %(more)s::int8", {"more": 1}) == [(number + 1,)]
    assert prepared(connection, "SELECT _ + $1") == 3


def test_changes_are_counted_and_a_transaction_begins(connection: psycopg.Connection[Any]) -> None:
    connection.autocommit = False
    add = "INSERT INTO pier VALUES (%(name)s::text, 1)"
    assert do(connection, add, {"name": "north"}) == 1
    assert do(connection, add, {"name": "south"}) == 1
    assert ask(connection, "SELECT count(*) FROM pier", {}) == [(2,)]
    connection.rollback()
    assert ask(connection, "SELECT count(*) FROM pier", {}) == [(0,)]
    assert connection.info.transaction_status == psycopg.pq.TransactionStatus.INTRANS
    connection.rollback()
    connection.autocommit = True


def test_errors_are_those_of_a_cursor(connection: psycopg.Connection[Any]) -> None:
    add = "INSERT INTO pier VALUES (%(name)s::text, 1)"
    assert do(connection, add, {"name": "north"}) == 1
    with pytest.raises(psycopg.errors.UniqueViolation, match="pier_pkey"):
        do(connection, add, {"name": "north"})
    with pytest.raises(psycopg.errors.UndefinedTable):
        ask(connection, "SELECT * FROM mole", {})
    with pytest.raises(psycopg.errors.DivisionByZero):
        ask(connection, "SELECT 1 / %(none)s::int8", {"none": 0})
    assert ask(connection, "SELECT 1", {}) == [(1,)]


def test_a_plan_that_its_tables_outlived_costs_one_statement(connection: psycopg.Connection[Any]) -> None:
    lengths = "SELECT length FROM pier"
    do(connection, "INSERT INTO pier VALUES ('north', 3)", {})
    for _ in range(4):
        assert ask(connection, lengths, {}) == [(3,)]
    run(connection, "ALTER TABLE pier ALTER COLUMN length TYPE text")
    with pytest.raises(psycopg.errors.FeatureNotSupported):
        ask(connection, lengths, {})
    for _ in range(4):
        assert ask(connection, lengths, {}) == [("3",)]
    assert prepared(connection, lengths) == 1  # what was prepared before was given back


def test_what_is_asked_is_utf_8(postgres_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the database or its address says."""
    monkeypatch.setenv("PGCLIENTENCODING", "LATIN1")
    engine = open_engines(postgres_url).made_by("operator").read
    with engine.connect() as connection:
        driver: Any = connection.connection.driver_connection
        assert ask(driver, "SELECT 'ä“' || %(more)s::text", {"more": "€"}) == [("ä“€",)]
    engine.dispose()


def test_it_runs_what_was_admitted_once(connection: psycopg.Connection[Any]) -> None:
    found = asking(connection)
    with pytest.raises(SeamError):
        found.ask("SELECT 1", {}, Planning.ONCE)
    ask(connection, "SELECT 1", {})
    with pytest.raises(SeamError):
        found.do("SELECT 1", {})


def test_what_may_take_long_is_asked_by_a_cursor(postgres_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Which can be interrupted."""
    ran: list[str] = []
    execute = GuardedCursor.execute

    def noted(cursor: GuardedCursor, text: str, *more: Any, **named: Any) -> Any:
        ran.append(text)
        return execute(cursor, text, *more, **named)

    monkeypatch.setattr(GuardedCursor, "execute", noted)
    for seconds, by_cursor in ((STATEMENT_SECONDS, []), (AS_LONG_AS_IT_TAKES, ["SELECT 1"])):
        engine = open_engines(postgres_url, seconds).made_by("operator").read
        with engine.connect() as connection:
            driver: Any = connection.connection.driver_connection
            assert ask(driver, "SELECT 1", {}) == [(1,)]
        assert [text for text in ran if text == "SELECT 1"] == by_cursor
        engine.dispose()


def test_a_rollback_takes_nothing_that_is_prepared(connection: psycopg.Connection[Any]) -> None:
    """Whatever cursors of the driver ran meanwhile."""
    connection.autocommit = False
    for _ in range(4):
        for _ in range(4):
            run(connection, "SELECT 2")
            assert ask(connection, AGAIN, {"number": 2, "other": 5}) == [(12,)]
        with pytest.raises(psycopg.errors.DivisionByZero):
            ask(connection, "SELECT 1 / %(none)s::int8", {"none": 0})
        connection.rollback()
    assert prepared(connection, "SELECT $1::int8 + $1") == 1
    connection.rollback()
    connection.autocommit = True
