"""What chains have found, each as small as it can be."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.changes.operations import AddField, Column, ConvertField, RelinkField
from generator.render.operations import write_operation
from tests.changes.bench import Bench, record
from tests.migrations.conftest import database, fresh_url
from tests.migrations.world import AT, NOBODY, Database, first

__all__ = ["database", "fresh_url"]

SUBJECT = Column("ticket", "subject", "text")


def test_a_choice_that_becomes_text_is_called_as_people_know_it(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    bench.apply(record("ticket", "paint: { type: choice, of: [red, blue] }"))
    bench.apply(record("ticket", "paint: { type: choice, of: { scarlet: { was: red }, blue: Blue } }"))
    (change,) = bench.apply(record("ticket", "paint"))
    assert isinstance(change, ConvertField)
    assert {option.stored: option.label for option in change.source.options} == {"red": "Scarlet", "blue": "Blue"}


def test_choices_that_come_back_as_another_kind_are_known(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    bench.apply(record("ticket", "subject", "paint: { type: choices, of: [red, blue] }"))
    bench.apply(record("ticket", "subject"))
    (change,) = bench.apply(record("ticket", "subject", "paint: { type: choice, of: [red, blue] }"))
    assert isinstance(change, ConvertField)
    assert sorted(option.stored for option in change.source.options) == ["blue", "red"]


def test_a_set_of_links_that_leads_elsewhere_has_a_table_that_revisions_know(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    types = record("ticket", "crew: { type: links, to: hand }") | record("hand", "name") | record("firm", "name")
    bench.apply(types)
    (change,) = bench.apply(record("ticket", "crew: { type: links, to: firm, from_now: true }"))
    assert isinstance(change, RelinkField)
    (written,) = write_operation(change, NOBODY).calls
    assert written.opening.startswith("M.AddTable(") and change.target.name in str(written.parts)


@pytest.mark.parametrize(
    ("left", "needed"), [("integer", "text"), ("text", "date"), ("integer", "duration"), ("decimal", "integer")]
)
def test_a_column_of_another_kind_that_was_left_behind_blocks(
    database: Database, tmp_path: Path, left: str, needed: str
) -> None:
    """After a rollback the specs went another way, and a field has the name of one that was taken back."""
    born = first(tmp_path / "a", [SUBJECT])
    database.bring(born)
    one, other = Column("ticket", "size", left), Column("ticket", "size", needed)
    gone = born.next("b", [AddField(AT, "ticket", "size", one)], [SUBJECT, one])
    database.bring(gone)
    database.take_back(gone, born)
    later = born.next("c", [AddField(AT, "ticket", "size", other)], [SUBJECT, other])
    (finding,) = database.plan(later).findings
    assert finding.words.startswith("column ticket.size is ")
    assert "left by a generation that was taken back" in finding.words
    same = born.next("d", [AddField(AT, "ticket", "size", one)], [SUBJECT, one])
    assert database.plan(same).findings == ()


def test_a_link_that_was_left_behind_and_leads_elsewhere_blocks(database: Database, tmp_path: Path) -> None:
    hand, firm = Column("hand", "name", "text"), Column("firm", "name", "text")
    born = first(tmp_path / "a", [SUBJECT, hand, firm])
    database.bring(born)
    one, other = (Column("ticket", "owner", "link", target=to, index=True) for to in ("hand", "firm"))
    gone = born.next("b", [AddField(AT, "ticket", "owner", one)], [SUBJECT, hand, firm, one])
    database.bring(gone)
    database.take_back(gone, born)
    later = born.next("c", [AddField(AT, "ticket", "owner", other)], [SUBJECT, hand, firm, other])
    assert [finding.words for finding in database.plan(later).findings] == [
        "ticket.owner_id leads to hand in the database, left by a generation that was taken back; firm is needed"
    ]
