"""Records that something retired still links to, and rows of generations that know other columns than this one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
import sqlalchemy as sa

from runtime import ids
from runtime.engine import Engines
from runtime.files import FileStore
from runtime.records import Base
from runtime.scope import Scopes
from runtime.service import Refused, Service
from runtime.service.removing import LINKED
from tests.service.conftest import Yard
from tests.service.yard import YARD

BUILT_IN = ("created", "created_by", "id", "revision", "updated", "updated_by")
RETIRED = {
    "retired_berth": (*BUILT_IN, "owner_id", "target_id"),
    "retired_job_helpers": ("owner_id", "target_id"),
    "yard_part": ("shelf_id",),
}


@pytest.fixture
def left(yard: Yard) -> Iterator[Yard]:
    """The yard, which once had berths (with an owner and a target), helpers of a job, and a shelf for a part."""
    with yard.engines.write.begin() as connection:
        for text in (
            "CREATE TABLE retired_berth (id BIGINT PRIMARY KEY,"
            " owner_id BIGINT REFERENCES yard_job (id), target_id BIGINT)",
            "CREATE TABLE retired_job_helpers (owner_id BIGINT NOT NULL REFERENCES yard_job (id),"
            " target_id BIGINT NOT NULL REFERENCES yard_person (id), PRIMARY KEY (owner_id, target_id))",
            "CREATE TABLE retired_shelf (id BIGINT PRIMARY KEY, job_id BIGINT REFERENCES yard_job (id))",
        ):
            connection.exec_driver_sql(text)
    site = replace(YARD, retired=RETIRED)
    service = Service(site, yard.engines, Scopes(site, yard.engines), FileStore(str(yard.folder)))
    yield replace(yard, service=service)
    with yard.engines.write.begin() as connection:
        for name in ("retired_shelf", "retired_job_helpers", "retired_berth"):
            connection.exec_driver_sql(f"DROP TABLE {name}")


def insert(engines: Engines, text: str) -> None:
    with engines.write.begin() as connection:
        connection.exec_driver_sql(text)


def count(engines: Engines, table: str) -> int:
    with engines.read.connect() as connection:
        return int(connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one())


@pytest.mark.parametrize("of", ["retired_berth", "retired_shelf", "retired_job_helpers"])
def test_a_record_that_something_retired_links_to_stays_in_the_usual_words(left: Yard, of: str) -> None:
    job = left.create(state="done")
    helper = left.create("yard_person", "lou", name="Ned", client=left.ids["north"])
    insert(
        left.engines,
        {
            "retired_berth": f"INSERT INTO retired_berth (id, owner_id) VALUES ({ids.new_id()}, {job.id})",
            "retired_shelf": f"INSERT INTO retired_shelf (id, job_id) VALUES ({ids.new_id()}, {job.id})",
            "retired_job_helpers": f"INSERT INTO retired_job_helpers VALUES ({job.id}, {helper.id})",
        }[of],
    )
    before = left.everything()
    with pytest.raises(Refused) as refused:
        if of == "retired_job_helpers":
            left.delete("yard_person", helper.id, "lou")
        else:
            left.delete("yard_job", job.id)
    assert refused.value.errors == {"": [LINKED]}
    assert left.everything() == before
    assert count(left.engines, of) == 1


def test_a_record_goes_with_its_own_retired_links(left: Yard) -> None:
    """They are its values, as those in retired columns are. What merely has columns of such names keeps its rows."""
    job, other = left.create(state="done"), left.create(state="done")
    insert(left.engines, f"INSERT INTO retired_job_helpers VALUES ({job.id}, {left.ids['abe']})")
    insert(left.engines, f"INSERT INTO retired_job_helpers VALUES ({other.id}, {left.ids['abe']})")
    insert(left.engines, f"INSERT INTO retired_berth (id, target_id) VALUES ({ids.new_id()}, {job.id})")
    left.delete("yard_job", job.id)
    assert count(left.engines, "retired_job_helpers") == 1
    assert count(left.engines, "retired_berth") == 1


def test_a_generation_that_does_not_know_a_column_leaves_it_empty(left: Yard) -> None:
    insert(left.engines, "ALTER TABLE yard_job ADD COLUMN weight BIGINT")
    job = left.create(subject="Weighed later")
    left.edit("yard_job", job.id, subject="Weighed never")
    table = sa.table("yard_job", sa.column("id"), sa.column("subject"), sa.column("weight"))
    with left.engines.read.connect() as connection:
        row = connection.execute(sa.select(table).where(table.c.id == job.id)).one()
    assert (row.subject, row.weight) == ("Weighed never", None)
    assert "weight" not in Base.metadata.tables["yard_job"].c
