"""One change of each sort on filled tables: what becomes of the rows, in both databases."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from generator.app import Constant
from generator.changes import operations as changes
from generator.changes.operations import Column, Fill, Option
from runtime.migrations.results import BlockedError
from tests.migrations.world import AT, Database, first

SUBJECT = Column("ticket", "subject", "text")
PRICE = Column("ticket", "price", "text")
MONEY = Column("ticket", "price_k7f3q2", "money", places=2)
SEVERITY = Column("ticket", "severity", "choice", options=(Option("high", "High", "high"),))
TAGS = Column("ticket", "tags", "choices")


def test_a_new_site_is_made_of_its_models_and_stamped(database: Database, tmp_path: Path) -> None:
    born = first(tmp_path / "a", [SUBJECT])
    database.bring(born)
    assert database.run("SELECT count(*) FROM portal_revision") == [(1,)]
    plan = database.plan(born)
    assert plan.is_current
    assert plan.drift == ()


def test_a_database_from_before_there_were_revisions(database: Database, tmp_path: Path) -> None:
    born = first(tmp_path / "a", [SUBJECT])
    database.bring(born)
    for table in ("portal_revision", "portal_change", "portal_unsettled"):
        database.run(f"DROP TABLE {table}")
    record = database.add(born, "ticket", subject="one")
    later = born.next("b", [changes.AddField(AT, "ticket", "price", PRICE)], [SUBJECT, PRICE])
    assert len(database.bring(later).revisions) == 2
    assert database.rows(later, "ticket")[record]["subject"] == "one"
    database.settle(later)
    assert database.plan(later).is_current


def test_a_constant_fills_the_rows_that_are_there(database: Database, tmp_path: Path) -> None:
    born = first(tmp_path / "a", [SUBJECT])
    database.bring(born)
    database.add_many(born, "ticket", [{"subject": str(number)} for number in range(2_500)])
    urgency = Column("ticket", "urgency", "integer")
    fill = Fill(Constant(3), "3", "default")
    later = born.next("b", [changes.AddField(AT, "ticket", "urgency", urgency, True, fill)], [SUBJECT, urgency])
    outcome = database.bring(later)
    assert set(database.values(later, "ticket", "urgency")) == {3}
    assert ("ticket", "urgency is filled", 2_500) in outcome.rows
    assert database.plan(later).unsettled == outcome.revisions
    database.settle(later)
    assert database.plan(later).is_current


def test_a_required_field_without_an_answer_blocks_before_anything_changes(database: Database, tmp_path: Path) -> None:
    born = first(tmp_path / "a", [SUBJECT])
    database.bring(born)
    made = database.add_many(born, "ticket", [{"subject": str(number)} for number in range(7)])
    phone = Column("ticket", "phone", "phone")
    later = born.next("b", [changes.AddField(AT, "ticket", "phone", phone, required=True)], [SUBJECT, phone])
    before = database.plan(born).schema
    with pytest.raises(BlockedError) as blocked:
        database.bring(later)
    (finding,) = blocked.value.findings
    assert finding.words == "7 rows of ticket have no phone, which is now required"
    assert finding.at == "specs/records/ticket.yaml:12"
    assert finding.count == 7
    assert [sample.id for sample in finding.samples] == sorted(made)[:5]
    assert database.plan(born).schema == before


def test_text_becomes_money_beside_the_old_column(database: Database, tmp_path: Path) -> None:
    born = first(tmp_path / "a", [SUBJECT, PRICE])
    database.bring(born)
    database.add_many(born, "ticket", [{"price": text} for text in ("12.50", "1,000", None, "-3")])
    later = born.next("b", [changes.ConvertField(AT, "ticket", "price", PRICE, MONEY)], [SUBJECT, MONEY])
    database.bring(later)
    assert database.values(later, "ticket", MONEY.name) == [Decimal("12.50"), Decimal(1000), None, Decimal(-3)]
    assert database.values(born, "ticket", "price") == ["12.50", "1,000", None, "-3"]


def test_what_cannot_be_converted_is_found_before_anything_changes(database: Database, tmp_path: Path) -> None:
    born = first(tmp_path / "a", [SUBJECT, PRICE])
    database.bring(born)
    good, bad = database.add(born, "ticket", price="1"), database.add(born, "ticket", price="about 5")
    later = born.next("b", [changes.ConvertField(AT, "ticket", "price", PRICE, MONEY)], [SUBJECT, MONEY])
    plan = database.plan(later)
    (finding,) = plan.findings
    assert finding.words == "1 row of ticket have a price that cannot be money"
    assert [(sample.id, sample.value, sample.why) for sample in finding.samples] == [
        (bad, "about 5", "is not a number")
    ]
    with pytest.raises(BlockedError):
        database.bring(later)
    assert good
    assert database.plan(born).is_current


@pytest.mark.parametrize("answer", ["from_now", "backfill"])
def test_an_answer_lets_it_pass(database: Database, tmp_path: Path, answer: str) -> None:
    born = first(tmp_path / "a", [SUBJECT, PRICE])
    database.bring(born)
    database.add_many(born, "ticket", [{"price": "1"}, {"price": "about 5"}, {"price": None}])
    fill = Fill(Constant(Decimal(0)), "0", "backfill") if answer == "backfill" else None
    change = changes.ConvertField(AT, "ticket", "price", PRICE, MONEY, False, fill, answer == "from_now")
    later = born.next("b", [change], [SUBJECT, MONEY])
    outcome = database.bring(later)
    expected = Decimal(0) if answer == "backfill" else None
    assert database.values(later, "ticket", MONEY.name) == [Decimal(1), expected, None]
    assert [(finding.count, finding.samples[0].value) for finding in outcome.lost] == (
        [] if answer == "backfill" else [(1, "about 5")]
    )
    assert database.values(born, "ticket", "price") == ["1", "about 5", None]


def test_old_servers_that_write_meanwhile_are_heard(database: Database, tmp_path: Path) -> None:
    born = first(tmp_path / "a", [SUBJECT, PRICE])
    database.bring(born)
    one, two, three = (database.add(born, "ticket", price=str(number)) for number in (1, 2, 3))
    later = born.next("b", [changes.ConvertField(AT, "ticket", "price", PRICE, MONEY)], [SUBJECT, MONEY])
    database.bring(later)
    database.change(born, "ticket", one, price="10")  # an old server
    four = database.add(born, "ticket", price="4")
    database.change(born, "ticket", two, price="20")
    database.change(later, "ticket", two, **{MONEY.name: Decimal(22)})  # a newer one has the last word
    database.change(later, "ticket", three, **{MONEY.name: None})  # and may empty a field
    five = database.add(later, "ticket", **{MONEY.name: Decimal(5)})
    database.settle(later)
    found = {record: row[MONEY.name] for record, row in database.rows(later, "ticket").items()}
    assert found == {one: Decimal(10), two: Decimal(22), three: None, four: Decimal(4), five: Decimal(5)}
    assert database.settle(later).rows == ()
    database.change(born, "ticket", one, price="11")
    assert database.run("SELECT count(*) FROM portal_unsettled") == [(0,)]


def test_rows_change_their_choice_and_the_history_knows_it(database: Database, tmp_path: Path) -> None:
    born = first(tmp_path / "a", [SEVERITY, TAGS])
    database.bring(born)
    one = database.add(born, "ticket", severity="urgent", tags=("urgent", "late"))
    two = database.add(born, "ticket", severity="high", tags=("urgent", "high"))
    merge = changes.MergeChoice(AT, "severity", "urgent", "high", "urgent", "high", (SEVERITY, TAGS))
    later = born.next("b", [merge], [SEVERITY, TAGS])
    database.bring(later)
    assert database.values(later, "ticket", "severity") == ["high", "high"]
    assert database.values(later, "ticket", "tags") == [("high", "late"), ("high",)]
    kept = sorted((record, json.dumps(json.loads(entry))) for record, action, entry in database.history("ticket"))
    assert (one, '{"severity": ["urgent", "high"]}') in kept
    assert (two, '{"tags": [["urgent", "high"], ["high"]]}') in kept
    database.add(born, "ticket", severity="urgent")  # an old server
    database.settle(later)
    assert database.values(later, "ticket", "severity") == ["high", "high", "high"]


def test_rows_wait_for_a_choice_that_old_servers_do_not_know(database: Database, tmp_path: Path) -> None:
    born = first(tmp_path / "a", [SEVERITY])
    database.bring(born)
    database.add(born, "ticket", severity="urgent")
    operations: list[changes.Operation] = [
        changes.AddChoice(AT, "severity", "blocker", "blocker", (SEVERITY,)),
        changes.MergeChoice(AT, "severity", "urgent", "blocker", "urgent", "blocker", (SEVERITY,)),
    ]
    later = born.next("b", operations, [SEVERITY])
    database.bring(later)
    assert database.values(born, "ticket", "severity") == ["urgent"]
    database.settle(later)
    assert database.values(later, "ticket", "severity") == ["blocker"]


def test_a_choice_that_rows_hold_cannot_go(database: Database, tmp_path: Path) -> None:
    born = first(tmp_path / "a", [SEVERITY])
    database.bring(born)
    database.add(born, "ticket", severity="urgent")
    gone = changes.RetireChoice(AT, "severity", "urgent", "urgent", (SEVERITY,))
    (finding,) = database.plan(born.next("b", [gone], [SEVERITY])).findings
    assert finding.words == "1 row of ticket hold urgent in severity, which is gone"


def test_a_choice_that_rows_come_to_hold_cannot_go(database: Database, tmp_path: Path) -> None:
    """A leap over a merge and over the end of what it merged into."""
    born = first(tmp_path / "a", [SEVERITY])
    database.bring(born)
    merge = changes.MergeChoice(AT, "severity", "urgent", "high", "urgent", "high", (SEVERITY,))
    gone = changes.RetireChoice(AT, "severity", "high", "high", (SEVERITY,))
    last = born.next("b", [merge], [SEVERITY]).next("c", [gone], [SEVERITY])
    assert database.plan(last).findings == ()
    database.add(born, "ticket", severity="urgent")
    (finding,) = database.plan(last).findings
    assert finding.words == "1 row of ticket hold high in severity, which is gone"


def test_rows_that_are_alike_block_a_unique_field(database: Database, tmp_path: Path) -> None:
    born = first(tmp_path / "a", [SUBJECT])
    database.bring(born)
    database.add_many(born, "ticket", [{"subject": name} for name in ("a", "b", "a", "c")] + [{"subject": None}] * 2)
    unique = replace(SUBJECT, unique=True)
    add = changes.AddUnique(AT, "ticket", ("subject",), "ticket", (SUBJECT,))
    later = born.next("b", [add], [unique])
    (finding,) = database.plan(later).findings
    assert (finding.words, finding.count) == ("2 rows of ticket have a subject that another one has, too", 2)
    database.run("UPDATE ticket SET subject = 'd' WHERE subject = 'b'")
    database.run("DELETE FROM ticket WHERE subject = 'a'")
    database.bring(later)
    assert database.plan(later).steps == ()
    dropped = changes.DropUnique(AT, "ticket", ("subject",), "ticket", (SUBJECT,))
    last = later.next("c", [dropped], [SUBJECT])
    database.bring(last)
    database.settle(last)
    database.add_many(last, "ticket", [{"subject": "e"}, {"subject": "e"}])


def test_an_index_becomes_unique_and_an_index_again(database: Database, tmp_path: Path) -> None:
    indexed = replace(SUBJECT, index=True)
    born = first(tmp_path / "a", [indexed])
    database.bring(born)
    add = changes.AddUnique(AT, "ticket", ("subject",), "ticket", (SUBJECT,))
    later = born.next("b", [add], [replace(SUBJECT, unique=True)])
    database.bring(later)
    with pytest.raises(Exception, match=r"(?i)unique"):
        database.add_many(later, "ticket", [{"subject": "e"}, {"subject": "e"}])
    drop = changes.DropUnique(AT, "ticket", ("subject",), "ticket", (SUBJECT,))
    last = later.next("c", [drop], [indexed])
    database.bring(last)
    database.settle(last)
    database.add_many(last, "ticket", [{"subject": "e"}, {"subject": "e"}])
    assert database.plan(last).steps == ()


def test_a_narrower_limit_is_looked_at(database: Database, tmp_path: Path) -> None:
    born = first(tmp_path / "a", [SUBJECT])
    database.bring(born)
    database.add_many(born, "ticket", [{"subject": "short"}, {"subject": "rather long"}])
    narrow = changes.NarrowField(AT, "ticket", "subject", SUBJECT, "length", 5)
    (finding,) = database.plan(born.next("b", [narrow], [SUBJECT])).findings
    assert finding.words == "1 row of ticket have a subject that is longer than 5 characters"


def test_one_apply_may_leap_over_many_revisions(database: Database, tmp_path: Path) -> None:
    day, moment = Column("ticket", "due", "date"), Column("ticket", "due_a", "datetime")
    born = first(tmp_path / "a", [day])
    database.bring(born)
    database.add(born, "ticket", due=date(2026, 1, 31))
    middle = born.next("b", [changes.ConvertField(AT, "ticket", "due", day, moment)], [moment])
    text = Column("ticket", "due_b", "text")
    last = middle.next("c", [changes.ConvertField(AT, "ticket", "due", moment, text)], [text])
    database.bring(last)
    assert database.values(last, "ticket", "due_b") == ["2026-01-31 00:00:00+01:00"]
    assert database.values(middle, "ticket", "due_a") == [datetime(2026, 1, 30, 23, tzinfo=UTC)]


def test_links_of_children_stay(database: Database, tmp_path: Path) -> None:
    child = Column("part", "ticket", "link", target="ticket", index=True)
    born = first(tmp_path / "a", [SUBJECT, PRICE, child])
    database.bring(born)
    parent = database.add(born, "ticket", price="1")
    database.add_many(born, "part", [{"ticket_id": parent}] * 3)
    later = born.next("b", [changes.ConvertField(AT, "ticket", "price", PRICE, MONEY)], [SUBJECT, MONEY, child])
    database.bring(later)
    assert database.values(later, "part", "ticket_id") == [parent] * 3


def test_only_rows_from_before_the_swap_get_an_optional_value(database: Database, tmp_path: Path) -> None:
    born = first(tmp_path / "a", [SUBJECT])
    database.bring(born)
    phone = Column("ticket", "phone", "phone")
    fill = Fill(Constant("none"), "'none'", "backfill")
    later = born.next("b", [changes.AddField(AT, "ticket", "phone", phone, False, fill)], [SUBJECT, phone])
    database.bring(later)
    database.add(born, "ticket", subject="an old server")
    swapped = datetime.now(UTC) + timedelta(hours=1)
    database.add(later, "ticket", subject="left empty on purpose", created=swapped + timedelta(seconds=1))
    database.settle(later, swapped)
    found = {row["subject"]: row["phone"] for row in database.rows(later, "ticket").values()}
    assert found == {"an old server": "none", "left empty on purpose": None}


def test_what_is_alike_once_it_is_converted_can_be_put_right(database: Database, tmp_path: Path) -> None:
    """The older servers go on meanwhile, and know the old column only."""
    born = first(tmp_path / "a", [PRICE])
    database.bring(born)
    one, other = database.add_many(born, "ticket", [{"price": "1000"}, {"price": "1,000"}])
    convert = changes.ConvertField(AT, "ticket", "price", PRICE, MONEY)
    unique = changes.AddUnique(AT, "ticket", ("price",), "ticket", (MONEY,))
    later = born.next("b", [convert, unique], [replace(MONEY, unique=True)])
    for _ in range(2):
        with pytest.raises(BlockedError) as blocked:
            database.bring(later)
        (finding,) = blocked.value.findings
        assert finding.words == "2 rows of ticket have a price_k7f3q2 that another one has, too"
        assert [sample.id for sample in finding.samples] == [one, other]
    database.change(born, "ticket", other, price="2,000")
    assert database.plan(later).findings == ()
    database.bring(later)
    assert database.values(later, "ticket", MONEY.name) == [Decimal(1000), Decimal(2000)]
    database.settle(later)
    assert database.plan(later).is_current
    with pytest.raises(Exception, match=r"(?i)unique"):
        database.add(later, "ticket", **{MONEY.name: Decimal(1000)})
