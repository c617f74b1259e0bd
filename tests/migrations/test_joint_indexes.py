"""Indexes of several columns come before the servers swap, and those that they replace go once no older one is left."""

import threading
from pathlib import Path

import sqlalchemy as sa

from generator.changes import operations as changes
from generator.changes.operations import Column
from tests.migrations.world import AT, Database, Generation, first

OWN = Column("ticket", "account", "text", index=True)
PLAIN = Column("ticket", "account", "text")
ID, UPDATED = Column("ticket", "id", "integer"), Column("ticket", "updated", "datetime")
JOINT = ("ticket", "account", "updated", "id")
ALONE, TOGETHER = "ix_ticket_account", "ix_ticket_account_updated_id"


def indexes(database: Database) -> set[str]:
    with database.engines.read.connect() as connection:
        return {str(each["name"]) for each in sa.inspect(connection).get_indexes("ticket")}


def grown(database: Database, folder: Path) -> tuple[Generation, Generation]:
    """With rows, and the generation that is to follow."""
    born = first(folder / "a", [OWN])
    database.bring(born)
    database.add_many(born, "ticket", [{"account": str(number % 7)} for number in range(1_000)])
    operations = [
        changes.AddJointIndex(AT, "ticket", ("account", "updated", "id"), "ticket", (PLAIN, UPDATED, ID)),
        changes.DropIndex(AT, "ticket", "account", PLAIN),
    ]
    return born, born.next("b", operations, [PLAIN], joint=(JOINT,))


def test_both_are_there_while_both_generations_serve(database: Database, tmp_path: Path) -> None:
    _, later = grown(database, tmp_path)
    assert any(TOGETHER in step for step in database.plan(later).steps)
    database.bring(later)
    assert indexes(database) == {ALONE, TOGETHER}
    database.settle(later)
    assert indexes(database) == {TOGETHER}
    assert database.plan(later).is_current
    assert database.plan(later).drift == ()
    assert len(database.rows(later, "ticket")) == 1_000


def test_going_back_brings_the_older_one_back(database: Database, tmp_path: Path) -> None:
    born, later = grown(database, tmp_path)
    database.bring(later)
    database.settle(later)
    database.take_back(later, born)
    assert indexes(database) == {ALONE}


def test_one_that_is_needed_no_longer_is_dropped(database: Database, tmp_path: Path) -> None:
    _, later = grown(database, tmp_path)
    database.bring(later)
    database.settle(later)
    gone = changes.DropJointIndex(AT, "ticket", ("account", "updated", "id"), "ticket", (PLAIN, UPDATED, ID))
    last = later.next("c", [gone], [PLAIN])
    database.bring(last)
    assert indexes(database) == {TOGETHER}
    database.settle(last)
    assert indexes(database) == set()


def test_nobody_waits_while_one_is_dropped(database: Database, tmp_path: Path) -> None:
    """On PostgreSQL it waits for whoever reads the table, and others read and write meanwhile. On SQLite there is one
    writer at a time anyway."""
    if database.engines.write.dialect.name != "postgresql":
        return
    _, later = grown(database, tmp_path)
    database.bring(later)
    with database.engines.write.connect() as reader:
        with reader.begin():
            reader.exec_driver_sql("SELECT count(*) FROM ticket")
            settling = threading.Thread(target=database.settle, args=(later,))
            settling.start()
            settling.join(0.5)
            assert settling.is_alive()
            database.add(later, "ticket", account="new")
        settling.join(20)
    assert not settling.is_alive()
    assert indexes(database) == {TOGETHER}


def test_a_long_name_is_the_same_to_all_who_look_for_it(database: Database, tmp_path: Path) -> None:
    """PostgreSQL keeps 63 bytes of a name: what it cut would be missing for ever."""
    long = Column("ticket", "a_field_with_a_name_of_forty_one_letters_", "text")
    born = first(tmp_path / "a", [PLAIN])
    database.bring(born)
    added = [
        changes.AddField(AT, "ticket", long.name, long),
        changes.AddJointIndex(AT, "ticket", (long.name, "account", "id"), "ticket", (long, PLAIN, ID)),
    ]
    later = born.next("b", added, [PLAIN, long], joint=(("ticket", long.name, "account", "id"),))
    database.bring(later)
    (name,) = indexes(database)
    assert len(name) <= 63
    database.settle(later)
    assert database.plan(later).is_current
    assert indexes(database) == {name}
