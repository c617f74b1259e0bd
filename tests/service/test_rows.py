"""Records that are written past SQLAlchemy's unit of work are its session's afterwards, as if that had written them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from runtime import ids
from runtime.seam.ready import MOST_KEPT, kept_with
from runtime.service.rows import add, locked, put, save, save_all
from tests.service.conftest import Yard
from tests.service.test_statements import counted
from tests.service.yard import YardClient, YardJob, YardPart

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def session(yard: Yard) -> Iterator[Session]:
    with yard.engines.write.begin() as connection:
        yield Session(connection, autoflush=False, expire_on_commit=False)
        connection.rollback()


def added(session: Session, yard: Yard) -> YardJob:
    job = YardJob(id=ids.new_id())
    put(job, {"created": NOW, "updated": NOW, "revision": 1, "subject": "Mast", "client_id": yard.ids["north"]})
    put(job, {"hours": Decimal("2.5"), "trades": ("rigging",), "urgency": "high"})
    session.enable_relationship_loading(job)
    add(session, job)
    return job


def stored(session: Session, job: YardJob) -> YardJob:
    """As the database has it."""
    with Session(session.connection()) as other:
        return other.scalars(sa.select(YardJob).where(YardJob.id == job.id)).one()


def test_a_new_record_is_stored_and_is_the_one_that_the_session_finds(session: Session, yard: Yard) -> None:
    job = added(session, yard)
    there = stored(session, job)
    for name in YardJob.record_columns:
        assert getattr(there, name) == getattr(job, name), name
    assert job.phone is None
    with counted(yard) as texts:
        assert session.get(YardJob, job.id) is job
        assert not session.dirty
        assert not session.new
        save_all(session)
    assert not texts
    assert session.scalars(sa.select(YardJob).where(YardJob.id == job.id)).one() is job
    assert job in session.get_one(YardClient, yard.ids["north"]).jobs


def test_its_links_are_followed_before_and_after(session: Session, yard: Yard) -> None:
    job = YardJob(id=ids.new_id())
    put(job, {"created": NOW, "updated": NOW, "revision": 1, "client_id": yard.ids["north"]})
    session.enable_relationship_loading(job)
    assert job.client.name == "North"
    add(session, job)
    assert job.client.name == "North"


def test_of_a_record_that_is_there_what_differs_is_written(session: Session, yard: Yard) -> None:
    job = added(session, yard)
    put(job, {"subject": "Keel", "hours": Decimal("2.50"), "trades": ("rigging",), "phone": "020 1"})
    with counted(yard) as texts:
        save_all(session)
        save_all(session)
    (text,) = texts
    assert text.startswith("UPDATE yard_job SET subject=")
    assert "phone=" in text
    assert "hours" not in text  # which is the same number
    there = stored(session, job)
    assert (there.subject, there.phone, there.hours) == ("Keel", "020 1", Decimal("2.5"))
    put(job, {"subject": "Sail"})
    put(job, {"subject": "Keel"})
    with counted(yard) as texts:
        save_all(session)
    assert not texts


def test_a_record_that_is_read_to_be_changed_is_what_the_session_would_have_read(session: Session, yard: Yard) -> None:
    made = added(session, yard)
    with Session(session.connection(), autoflush=False) as other:
        job = locked(other, YardJob, made.id)
        assert job is not None
        for name in YardJob.record_columns:
            assert getattr(job, name) == getattr(made, name), name
        assert other.get(YardJob, made.id) is job
        assert not other.dirty
        assert job.client.name == "North"
        job.subject = "Keel"
        save_all(other)
        assert stored(other, job).subject == "Keel"
        with pytest.raises(RuntimeError, match="has already"):
            locked(other, YardJob, made.id)
    with Session(session.connection()) as other:
        assert locked(other, YardJob, 1) is None


def test_records_are_written_in_one_order(session: Session, yard: Yard) -> None:
    """So that two transactions do not wait for each other."""
    first, second = added(session, yard), added(session, yard)
    part = session.get_one(YardPart, yard.ids["mast"])
    part.name, second.subject, first.subject = "Boom", "B", "A"
    with counted(yard) as texts:
        save_all(session)
    assert [text.split()[1] for text in texts] == ["yard_job", "yard_job", "yard_part"]
    assert (stored(session, first).subject, stored(session, second).subject) == ("A", "B")


def test_one_of_them_is_written_alone(session: Session, yard: Yard) -> None:
    first, second = added(session, yard), added(session, yard)
    first.subject, second.subject = "A", "B"
    save(session, second)
    assert (stored(session, first).subject, stored(session, second).subject) == ("Mast", "B")
    save_all(session)
    assert stored(session, first).subject == "A"


def test_what_is_gone_is_not_passed_over(session: Session, yard: Yard) -> None:
    job = added(session, yard)
    session.execute(sa.delete(YardJob.__table__).where(YardJob.__table__.c.id == job.id))
    job.subject = "Keel"
    with pytest.raises(LookupError, match=f"no yard_job {job.id} any more"):
        save_all(session)


def test_a_row_that_the_database_refuses_is_told_as_by_any_other_statement(session: Session, yard: Yard) -> None:
    job = added(session, yard)
    again = YardJob(id=job.id)
    put(again, {"created": NOW, "updated": NOW, "revision": 1})
    with pytest.raises(sa.exc.IntegrityError) as told:
        add(session, again)
    assert "yard_job" in str(told.value.orig)


def test_statements_are_kept_but_not_for_ever(yard: Yard) -> None:
    table, dialect = sa.Table("kept", sa.MetaData(), sa.Column("id", sa.Integer)), yard.engines.write.dialect
    made = [kept_with(table, (str(place),), dialect, object) for place in range(MOST_KEPT + 1)]  # type: ignore[arg-type]
    assert kept_with(table, (str(MOST_KEPT),), dialect, object) is made[-1]  # type: ignore[arg-type]
    assert kept_with(table, ("0",), dialect, object) is not made[0]  # type: ignore[arg-type]
