"""Back to the generation before: rows that were written since are found there, and nothing is dropped."""

from decimal import Decimal
from pathlib import Path

import pytest

from generator.changes import operations as changes
from generator.changes.operations import Column
from runtime.migrations.schema import is_servable
from tests.migrations.world import AT, Database, Generation, first

SUBJECT = Column("ticket", "subject", "text")
PRICE = Column("ticket", "price", "integer")
TEXT = Column("ticket", "price_k7f3q2", "text")
SEVERITY = Column("ticket", "severity", "choice")


def two(database: Database, tmp_path: Path) -> tuple[Generation, Generation]:
    """A price that is a number, and is text in the generation after."""
    born = first(tmp_path / "a", [SUBJECT, PRICE])
    database.bring(born)
    return born, born.next("b", [changes.ConvertField(AT, "ticket", "price", PRICE, TEXT)], [SUBJECT, TEXT])


def test_what_was_written_since_is_there(database: Database, tmp_path: Path) -> None:
    born, later = two(database, tmp_path)
    kept, changed, emptied, odd = database.add_many(born, "ticket", [{"price": number} for number in (1, 2, 3, 4)])
    database.bring(later)
    database.settle(later)
    database.change(later, "ticket", changed, **{TEXT.name: "20"})
    database.change(later, "ticket", emptied, **{TEXT.name: None})
    database.change(later, "ticket", odd, **{TEXT.name: "about 40"})
    fresh = database.add(later, "ticket")
    database.change(later, "ticket", fresh, **{TEXT.name: "50"})
    outcome = database.take_back(later, born)
    found = {record: row["price"] for record, row in database.rows(born, "ticket").items()}
    assert found == {kept: 1, changed: 20, emptied: None, odd: 4, fresh: 50}
    (lost,) = outcome.lost
    assert lost.words == "1 values of ticket.price_k7f3q2 have no counterpart"
    assert [(sample.id, sample.value, sample.why) for sample in lost.samples] == [(odd, "about 40", "is not a number")]
    assert len(outcome.revisions) == 1
    assert database.plan(born).is_current
    assert database.plan(born).drift == ()


def test_the_older_generation_starts_on_what_the_newer_one_left(database: Database, tmp_path: Path) -> None:
    born, later = two(database, tmp_path)
    database.bring(later)
    assert is_servable(database.engines.read, (born.metadata,))
    database.settle(later)
    assert is_servable(database.engines.read, (born.metadata,))
    database.take_back(later, born)
    assert is_servable(database.engines.read, (born.metadata,))


def test_forth_once_more_finds_what_was_written_under_the_older_one(database: Database, tmp_path: Path) -> None:
    born, later = two(database, tmp_path)
    kept, changed, odd = database.add_many(born, "ticket", [{"price": number} for number in (1, 2, 3)])
    database.bring(later)
    database.settle(later)
    database.change(later, "ticket", odd, **{TEXT.name: "about 30"})
    database.take_back(later, born)
    database.change(born, "ticket", changed, price=200)
    fresh = database.add(born, "ticket", price=4)
    database.bring(later)
    database.settle(later)
    found = {record: row[TEXT.name] for record, row in database.rows(later, "ticket").items()}
    assert found == {kept: "1", changed: "200", odd: "about 30", fresh: "4"}


def test_another_way_forth_does_not_believe_what_was_left(database: Database, tmp_path: Path) -> None:
    """After a rollback somebody applies something else, and the first change only then."""
    born, later = two(database, tmp_path)
    record = database.add(born, "ticket", price=1)
    database.bring(later)
    database.settle(later)
    database.take_back(later, born)
    note = Column("ticket", "note", "text")
    other = born.next("c", [changes.AddField(AT, "ticket", "note", note)], [SUBJECT, PRICE, note])
    database.bring(other)
    database.settle(other)
    database.change(other, "ticket", record, price=2)
    again = other.next("d", [changes.ConvertField(AT, "ticket", "price", PRICE, TEXT)], [SUBJECT, TEXT, note])
    database.bring(again)
    assert database.values(again, "ticket", TEXT.name) == ["2"]
    assert (record, "apply", '{"price_k7f3q2": ["1", "2"]}') in database.history("ticket")


def test_rows_that_were_merged_hold_their_choice_again(database: Database, tmp_path: Path) -> None:
    born = first(tmp_path / "a", [SEVERITY])
    database.bring(born)
    merged, chosen = database.add_many(born, "ticket", [{"severity": "urgent"}] * 2)
    always = database.add(born, "ticket", severity="high")
    merge = changes.MergeChoice(AT, "severity", "urgent", "high", "urgent", "high", (SEVERITY,))
    later = born.next("b", [merge], [SEVERITY])
    database.bring(later)
    database.settle(later)
    database.change(later, "ticket", chosen, severity="low")
    database.change(later, "ticket", chosen, severity="high")
    database.take_back(later, born)
    found = {record: row["severity"] for record, row in database.rows(born, "ticket").items()}
    assert found == {merged: "urgent", chosen: "high", always: "high"}


def test_an_index_that_was_dropped_is_made_again_unless_rows_are_alike(database: Database, tmp_path: Path) -> None:
    unique = Column("ticket", "subject", "text", unique=True)
    born = first(tmp_path / "a", [unique])
    database.bring(born)
    drop = changes.DropUnique(AT, "ticket", ("subject",), "ticket", (SUBJECT,))
    later = born.next("b", [drop], [SUBJECT])
    database.bring(later)
    database.settle(later)
    same = database.add_many(later, "ticket", [{"subject": "a"}] * 2)
    (lost,) = database.take_back(later, born).lost
    assert lost.words == "2 rows of ticket have a subject that another one has, too"
    database.run(f"DELETE FROM ticket WHERE id = {same[0]}")
    assert database.take_back(later, born).lost == ()
    assert database.plan(born).is_current


@pytest.mark.parametrize("indexed", [False, True])
def test_what_had_to_be_unique_for_a_while_may_be_alike_again(
    database: Database, tmp_path: Path, indexed: bool
) -> None:
    before = Column("ticket", "subject", "text", index=indexed)
    born = first(tmp_path / "a", [before])
    database.bring(born)
    demand = changes.AddUnique(AT, "ticket", ("subject",), "ticket", (SUBJECT,))
    later = born.next("b", [demand], [Column("ticket", "subject", "text", unique=True)])
    database.bring(later)
    database.settle(later)
    database.take_back(later, born)
    database.add_many(born, "ticket", [{"subject": "a"}] * 2)
    assert database.plan(born).is_current


def test_values_of_a_new_field_wait_for_the_generation_that_knows_it(database: Database, tmp_path: Path) -> None:
    born = first(tmp_path / "a", [SUBJECT])
    database.bring(born)
    amount = Column("ticket", "amount", "decimal", places=2)
    later = born.next("b", [changes.AddField(AT, "ticket", "amount", amount)], [SUBJECT, amount])
    database.bring(later)
    record = database.add(later, "ticket", amount=Decimal("1.25"))
    database.take_back(later, born)
    database.change(born, "ticket", record, subject="x")
    assert database.plan(born).drift == ()
    database.bring(later)
    assert database.values(later, "ticket", "amount") == [Decimal("1.25")]


def test_merges_in_a_chain_are_taken_back_one_after_the_other(database: Database, tmp_path: Path) -> None:
    born = first(tmp_path / "a", [SEVERITY])
    database.bring(born)
    one, other = database.add_many(born, "ticket", [{"severity": "urgent"}, {"severity": "high"}])
    merge = changes.MergeChoice(AT, "severity", "urgent", "high", "urgent", "high", (SEVERITY,))
    middle = born.next("b", [merge], [SEVERITY])
    merge = changes.MergeChoice(AT, "severity", "high", "top", "high", "top", (SEVERITY,))
    last = middle.next("c", [merge], [SEVERITY])
    for generation in (middle, last):
        database.bring(generation)
        database.settle(generation)
    for _ in range(2):
        database.take_back(last, middle)
        database.take_back(middle, born)
        found = {record: row["severity"] for record, row in database.rows(born, "ticket").items()}
        assert found == {one: "urgent", other: "high"}
        database.bring(last)
        assert database.values(last, "ticket", "severity") == ["top", "top"]


def test_what_an_earlier_revision_merged_stays_when_a_later_one_is_taken_back(
    database: Database, tmp_path: Path
) -> None:
    """As where a record type comes back with all that was merged in its choices before."""
    born = first(tmp_path / "a", [SEVERITY])
    database.bring(born)
    database.add(born, "ticket", severity="urgent")
    merge = changes.MergeChoice(AT, "severity", "urgent", "high", "urgent", "high", (SEVERITY,))
    merged = born.next("b", [merge], [SEVERITY])
    size = Column("ticket", "size", "integer")
    again = merged.next("c", [merge, changes.AddField(AT, "ticket", "size", size)], [SEVERITY, size])
    for generation in (merged, again):
        assert len(database.bring(generation).revisions) == 1
        database.settle(generation)
    database.take_back(again, merged)
    assert database.values(merged, "ticket", "severity") == ["high"]
    database.take_back(merged, born)
    assert database.values(born, "ticket", "severity") == ["urgent"]


@pytest.mark.parametrize("entered", ["about 40", None])
def test_a_default_that_nobody_entered_replaces_nothing(
    database: Database, tmp_path: Path, entered: str | None
) -> None:
    """The rollback gives the older column its default, where the newer value has no counterpart or was emptied."""
    born, later = two(database, tmp_path)
    made = database.add(born, "ticket", price=4)
    database.bring(later)
    database.settle(later)
    for value in ("40", entered):
        database.change(later, "ticket", made, **{TEXT.name: value})
    database.take_back(later, born)
    database.run("UPDATE ticket SET price = 1")  # as `fill_defaults` does it
    database.bring(later)
    database.settle(later)
    assert database.values(later, "ticket", TEXT.name) == [entered]
    database.take_back(later, born)
    database.change(born, "ticket", made, price=2)
    database.bring(later)
    assert database.values(later, "ticket", TEXT.name) == ["2"]


def test_a_later_value_is_believed_also_where_nobody_watched(database: Database, tmp_path: Path) -> None:
    born, later = two(database, tmp_path)
    record = database.add(born, "ticket", price=1)
    database.bring(later)
    database.settle(later)
    database.change(later, "ticket", record, **{TEXT.name: "about 40"})
    database.take_back(later, born)
    note = Column("ticket", "note", "text")
    other = born.next("c", [changes.AddField(AT, "ticket", "note", note)], [SUBJECT, PRICE, note])
    database.bring(other)
    database.settle(other)
    again = other.next("d", [changes.ConvertField(AT, "ticket", "price", PRICE, TEXT)], [SUBJECT, TEXT, note])
    database.bring(again)
    assert database.values(again, "ticket", TEXT.name) == ["about 40"]
