"""What was changed in the tables by hand is named; what generations left there is not."""

from dataclasses import replace
from pathlib import Path

import pytest

from generator.changes import operations as changes
from generator.changes.operations import Column
from runtime.migrations import bringing
from runtime.migrations.planning import plan_database
from runtime.migrations.schema import read_schema
from tests.migrations.world import AT, Database, first

SUBJECT = Column("ticket", "subject", "text", index=True)
PRICE = Column("ticket", "price", "integer")
NOTE = Column("ticket", "note", "text")


def test_each_difference_is_named(database: Database, tmp_path: Path) -> None:
    born = first(tmp_path / "a", [SUBJECT, PRICE, Column("part", "name", "text")])
    database.bring(born)
    for statement in (
        "ALTER TABLE ticket ADD COLUMN extra INTEGER",
        "ALTER TABLE ticket DROP COLUMN price",
        "DROP INDEX ix_ticket_subject",
        "CREATE TABLE scratch (id INTEGER)",
        "CREATE UNIQUE INDEX mine ON ticket (subject)",
        "DROP TABLE part",
    ):
        database.run(statement)
    assert sorted(database.plan(born).drift) == [
        "column ticket.extra is in the database, but no specs ever had it",
        "column ticket.price is missing; an apply makes it anew, without values",
        "index ix_ticket_subject of ticket is missing; an apply makes it anew",
        "table part is missing; an apply makes it anew, without records",
        "table scratch is in the database, but no specs ever had it",
        "unique index mine of ticket is in the database, but not in the specs",
    ]


def test_what_was_purged_elsewhere_may_be_there_yet(database: Database, tmp_path: Path) -> None:
    """In another database than the one that the purge took it from, or in one that is put back from a backup."""
    database.bring(first(tmp_path / "a", [SUBJECT, PRICE, Column("part", "name", "text")]))
    goal = first(tmp_path / "b", [SUBJECT]).goal
    site = replace(goal.site, purged={"part": ("id", "name"), "ticket": ("price",)})
    assert len(plan_database(database.engines, goal).drift) == 2
    assert plan_database(database.engines, replace(goal, site=site)).drift == ()


def test_a_column_of_another_type_is_named(database: Database, tmp_path: Path) -> None:
    born = first(tmp_path / "a", [SUBJECT, PRICE])
    database.bring(born)
    database.run("ALTER TABLE ticket DROP COLUMN price")
    database.run("ALTER TABLE ticket ADD COLUMN price DATE")
    assert database.plan(born).drift == ("column ticket.price is DATE in the database; BIGINT is needed",)


def test_an_apply_mends_what_is_missing(database: Database, tmp_path: Path) -> None:
    born = first(tmp_path / "a", [SUBJECT, PRICE])
    database.bring(born)
    database.run("ALTER TABLE ticket DROP COLUMN price")
    plan = database.plan(born)
    assert plan.steps == ("column ticket.price",)
    database.bring(born)
    assert database.plan(born).drift == ()
    assert database.plan(born).is_current


def test_a_database_that_knows_a_newer_revision_is_left_alone(database: Database, tmp_path: Path) -> None:
    born = first(tmp_path / "a", [SUBJECT])
    database.bring(born)
    database.run("UPDATE portal_revision SET version_num = 'c0ffee123456'")
    (finding,) = database.plan(born).findings
    assert finding.words == "the database was brought to revision c0ffee123456, which these specs do not know"


def test_what_was_begun_and_given_up_is_not_taken_for_a_change_by_hand(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An apply that ends when its tables are made, and another one of other specs."""
    born = first(tmp_path / "a", [SUBJECT])
    database.bring(born)
    given_up = born.next("b", [changes.AddField(AT, "ticket", "price", PRICE)], [SUBJECT, PRICE])
    with monkeypatch.context() as ended:
        ended.setattr(bringing, "upgrade", _end)
        with pytest.raises(KeyboardInterrupt):
            database.bring(given_up)
    with database.engines.read.connect() as connection:
        assert read_schema(connection).has("ticket", "price")
    database.take_back(given_up, born)
    other = born.next("c", [changes.AddField(AT, "ticket", "note", NOTE)], [SUBJECT, NOTE])
    assert database.plan(other).drift == ()
    database.bring(other)
    database.settle(other)
    assert database.plan(other).is_current


def _end(*_given: object) -> None:
    raise KeyboardInterrupt
