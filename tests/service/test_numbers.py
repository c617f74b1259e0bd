"""Numbers of records: counted ones follow each other, random ones are free, none is given twice."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any

import pytest
import sqlalchemy as sa

from runtime import numbers
from runtime.engine import Engines, open_engines
from runtime.numbers import LETTERS, next_number
from runtime.records import Base
from runtime.tables import sequence
from tests.service.conftest import Yard

AUGUST = datetime(2026, 8, 31)  # noqa: DTZ001 - in the site's zone, whichever it is


@pytest.fixture(scope="module")
def engines(database_url: str) -> Iterator[Engines]:
    opened = open_engines(database_url).made_by("operator")
    Base.metadata.create_all(opened.write, tables=[sequence])
    yield opened
    opened.dispose()


def give(engines: Engines, pattern: str, moment: datetime = AUGUST, name: str = "order") -> str:
    with engines.write.begin() as connection:
        return next_number(connection, name, pattern, moment)


def test_a_year_or_a_month_starts_anew(engines: Engines) -> None:
    pattern = "A-{year}-{month}-{seq:3}"
    assert [give(engines, pattern) for _ in range(2)] == ["A-2026-08-001", "A-2026-08-002"]
    assert give(engines, pattern, AUGUST.replace(month=9, day=1)) == "A-2026-09-001"
    assert give(engines, pattern, AUGUST.replace(year=2027)) == "A-2027-08-001"
    assert give(engines, pattern) == "A-2026-08-003"


def test_record_types_count_for_themselves(engines: Engines) -> None:
    assert [give(engines, "{seq}", name=name) for name in ("parcel", "berth", "parcel")] == ["1", "1", "2"]


def test_a_number_outgrows_its_width(engines: Engines) -> None:
    assert [give(engines, "{seq:1}", name="wide") for _ in range(11)][-2:] == ["10", "11"]


def test_a_random_number_is_of_letters_that_are_told_apart(engines: Engines) -> None:
    found = {give(engines, "R-{random:6}") for _ in range(50)}
    assert len(found) == 50
    assert all(len(each) == 8 and set(each[2:]) <= set(LETTERS) for each in found)


def test_a_number_of_a_transaction_that_failed_is_given_again(engines: Engines) -> None:
    give(engines, "{seq}", name="failing")
    with pytest.raises(ZeroDivisionError), engines.write.begin() as connection:
        next_number(connection, "failing", "{seq}", AUGUST)
        raise ZeroDivisionError
    assert give(engines, "{seq}", name="failing") == "2"


def test_many_at_once_get_different_numbers_without_a_gap(engines: Engines) -> None:
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: give(engines, "{seq}", name="busy"), range(200)))
    assert sorted(map(int, found)) == list(range(1, 201))


def test_a_random_number_that_is_taken_is_thrown_again(yard: Yard, monkeypatch: pytest.MonkeyPatch) -> None:
    thrown = iter("AAAA AAAA BBBB".replace(" ", ""))
    monkeypatch.setattr(numbers.secrets, "choice", lambda _letters: next(thrown))
    found = [yard.create("yard_letter", text="Dear yard").number for _ in range(2)]
    assert found == ["L-AAAA", "L-BBBB"]


def test_records_that_are_made_at_once(yard: Yard) -> None:
    def make(_place: int) -> Any:
        return yard.create().number

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(make, range(40)))
    assert len(set(found)) == 40
    with yard.engines.read.connect() as connection:
        assert connection.scalar(sa.select(sa.func.count()).select_from(Base.metadata.tables["yard_job"])) == 40
