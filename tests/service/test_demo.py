"""Demo records: loaded whole or not at all, with the values that the service would have given them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
import sqlalchemy as sa

from runtime import tables
from runtime.demo import Link, Moment, Sample, is_empty, load_samples
from runtime.engine import Engines, open_engines
from runtime.files import FileStore
from runtime.ids import RANDOM_BITS, ids_at
from runtime.records import Base, links_table
from tests.service.yard import TABLES, YARD, YardClient, YardJob, YardLine

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
DAY = 86_400


@pytest.fixture
def engines(database_url: str) -> Iterator[Engines]:
    opened = open_engines(database_url).made_by("operator")
    Base.metadata.drop_all(opened.write, tables=TABLES)
    Base.metadata.create_all(opened.write, tables=TABLES)
    yield opened
    opened.dispose()


def samples(folder: Path) -> list[Sample]:
    (folder / "hull.pdf").write_bytes(b"%PDF-1.7")
    job = {
        "client": Link("yard_client", "north"),
        "subject": "Paint",
        "wanted": Moment("today", -2 * DAY),
        "starts": "2026-05-01 08:00",
        "people": (Link("yard_person", "ann"), Link("yard_person", "ann")),
        "drawing": folder / "hull.pdf",
    }
    return [
        Sample("yard_line", "brush", {"job": Link("yard_job", "paint"), "quantity": 3, "price": Decimal("2.5")}),
        Sample("yard_job", "paint", job),
        Sample("yard_person", "ann", {"name": "Ann", "email": "Ann@North.Example", "boss": Link("yard_person", "ann")}),
        Sample("yard_client", "north", {"name": "North"}),
    ]


def test_links_numbers_times_files_and_computed_values(engines: Engines, tmp_path: Path) -> None:
    assert is_empty(engines, YARD)
    keys = load_samples(engines, YARD, FileStore(str(tmp_path / "files")), samples(tmp_path), NOON)
    assert not is_empty(engines, YARD)
    with engines.read.connect() as connection:
        job = connection.execute(sa.select(YardJob.__table__)).one()
        assert (job.id, job.client_id) == (keys["yard_job", "paint"], keys["yard_client", "north"])
        assert (job.number, job.state, job.wanted) == ("J-2026-0001", "open", date(2026, 5, 30))
        assert job.created == job.starts == datetime(2026, 5, 1, 6, tzinfo=UTC)  # the site is in Berlin
        assert (job.net, job.total) == (Decimal("7.5"), Decimal(15))
        assert connection.scalar(sa.select(YardLine.amount)) == Decimal("7.5")
        assert connection.execute(sa.select(YardClient.worth, YardClient.open_jobs)).one() == (Decimal(15), 1)
        people = links_table("YardJob", "people")
        assert connection.scalars(sa.select(people.c.target_id)).all() == [keys["yard_person", "ann"]]
        file = connection.execute(sa.select(tables.file)).one()
    assert (file.name, file.media_type, file.record_id) == ("hull.pdf", "application/pdf", job.id)
    assert (tmp_path / "files" / file.stored).read_bytes() == b"%PDF-1.7"


def test_a_load_that_fails_leaves_nothing(engines: Engines, tmp_path: Path) -> None:
    broken = [*samples(tmp_path), Sample("yard_client", "twin", {"name": "North"})]
    with pytest.raises(sa.exc.IntegrityError):
        load_samples(engines, YARD, FileStore(str(tmp_path / "files")), broken, NOON)
    assert is_empty(engines, YARD)
    assert not list((tmp_path / "files").iterdir())


def test_ids_of_one_moment_are_all_different() -> None:
    moment = datetime(2026, 3, 1, tzinfo=UTC)
    made = ids_at([moment] * 20_000)  # drawn without a look at the others, some fifty of them would be alike
    assert len(set(made)) == 20_000
    assert {each >> RANDOM_BITS for each in made} == {made[0] >> RANDOM_BITS}
