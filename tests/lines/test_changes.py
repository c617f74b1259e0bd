"""Fields of lines in the lock, among the operations, and renamed: they have no column, and nothing of them is lost."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator.changes import operations as o
from generator.renaming import find_changes, plan_rename
from generator.render.operations import write_operation
from tests.changes.bench import Bench, record, words
from tests.lines.conftest import SPECS
from tests.renaming.renaming import load, write

LINK = "order: { type: link, to: order, required: true, back: items }"
ITEM = record("order_item", LINK, "article")
LINES = "items: { type: lines, of: order_item }"


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    """Orders whose items are records that link to them."""
    bench = Bench(tmp_path)
    bench.apply({**record("order", "reference"), **ITEM})
    return bench


def test_records_that_link_become_lines_and_are_records_again(bench: Bench) -> None:
    (added,) = bench.apply(record("order", "reference", LINES))
    assert isinstance(added, o.AddField)
    assert (added.words(), added.effect(7)) == (
        "Field items of order is new",
        "its 7 rows have the lines that point to them",
    )
    assert added.column.column is None
    assert write_operation(added, bench.app()).calls == (), "nothing in the database changes"
    assert bench.line("records.order.items").startswith("records.order.items: … lines ")
    (gone,) = bench.apply(record("order", "reference"))
    assert isinstance(gone, o.RetireField)
    assert gone.effect(7) == "no row changes: its lines are records of a type of their own"
    (again,) = bench.apply(record("order", "reference", LINES))
    assert isinstance(again, o.RestoreField)


def test_limits_are_judged_when_lines_change(bench: Bench) -> None:
    bench.apply(record("order", "reference", LINES))
    narrow = "items: { type: lines, of: order_item, required: true, min: 2, max: 3 }"
    assert bench.apply(record("order", "reference", narrow)) == ()


def test_a_field_of_lines_becomes_nothing_else(bench: Bench) -> None:
    bench.apply(record("order", "reference", LINES))
    plain = {**record("order", "reference", "items"), **record("order_item", LINK.replace("items", "rows"), "article")}
    assert bench.problems(plain) == [
        "S906 records/order.yaml 4:3 field 'items' of order was lines of order_item and now is text, which its values "
        "cannot become (give the new field another name; or say what records get with 'backfill', or write "
        "'from_now: true': the old values are kept, hidden)"
    ]
    other = {
        **record("order", "reference", LINES.replace("order_item", "part")),
        **record("part", LINK, "name"),
        **record("order_item", LINK.replace("items", "rows"), "article"),
    }
    [problem] = bench.problems(other)
    assert "was lines of order_item and now is lines of part, which its values cannot become" in problem


def test_a_renamed_field_takes_the_link_back_along(bench: Bench) -> None:
    bench.apply(record("order", "reference", LINES))
    renamed = {
        **record("order", "reference", "rows: { type: lines, of: order_item, was: items }"),
        **record("order_item", LINK.replace("back: items", "back: rows"), "article"),
    }
    assert words(bench.apply(renamed)) == ["Field rows of order is renamed from items"]


def test_what_is_unique_in_a_line_is_so_within_its_record(bench: Bench) -> None:
    bench.apply(record("order", "reference", LINES))
    unique, own = bench.apply(record("order_item", LINK, "article: { type: text, unique: true }"))
    assert isinstance(unique, o.AddUnique)
    assert unique.fields == ("order", "article")
    assert isinstance(own, o.DropIndex)  # of the link, which that of both begins with


@pytest.mark.parametrize(
    ("thing", "name"),
    [("order.items", "positions"), ("order_item", "position"), ("order_item.order", "purchase"), ("order", "purchase")],
)
def test_a_rename_follows_lines_everywhere(thing: str, name: str, tmp_path: Path) -> None:
    """And what it does is proven to change nothing else."""
    specs = Path(shutil.copytree(SPECS, tmp_path / "specs"))
    before = load(specs)
    (specs / "spec.lock.yaml").write_text(before.changes.lock.text())
    before = load(specs)
    plan = plan_rename(thing, name, before.world, before.sources, before.lock)
    write(before, plan)
    after = load(specs)
    assert find_changes(plan, before.world, before.lock, before.app, after.app) == []
    texts = "".join(path.read_text() for path in specs.rglob("*.yaml") if path.name != "spec.lock.yaml")
    assert ("back: positions" in texts) == (thing == "order.items")
    assert ("of: position" in texts) == (thing == "order_item")
