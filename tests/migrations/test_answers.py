"""Two databases of one site: rows that fit on the one stand in the way on the other, and the answer comes later."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from generator.app import Constant
from generator.changes import operations as changes
from generator.changes.operations import Column, Fill
from runtime import migrations as M  # noqa: N812 - as revisions call it
from runtime.migrations.answering import answered
from runtime.migrations.bringing import REMEDY
from runtime.migrations.results import BlockedError
from tests.migrations.world import AT, Database, Generation, first

SUBJECT = Column("ticket", "subject", "text")
PHONE = Column("ticket", "phone", "text")
PRICE = Column("ticket", "price", "text")
MONEY = Column("ticket", "price_k7f3q2", "money", places=2)
SEVERITY = Column("ticket", "severity", "choice")
NONE = Fill(Constant("none"), "none", "backfill")
ZERO = Fill(Constant(Decimal(0)), "0", "backfill")


@dataclass(frozen=True, slots=True)
class Site:
    """Database `a` met the demand of the generation `asked` with rows that fit; `b` has others, and is before it."""

    a: Database
    b: Database
    asked: Generation

    def answer(self, *operations: changes.Operation, columns: Iterable[Column] | None = None) -> Generation:
        kept = self.asked.columns if columns is None else columns
        return self.asked.next("answered", operations, kept)

    def blocked(self) -> str:
        """What an apply on `b` says, which changes nothing; ids are left out."""
        before = self.b.plan(self.asked).schema
        with pytest.raises(BlockedError) as raised:
            self.b.bring(self.asked)
        assert self.b.plan(self.asked).schema == before
        (finding,) = raised.value.findings
        return "\n".join(line.strip() for line in replace(finding, samples=()).lines())

    def goes_through(self, generation: Generation) -> None:
        """On both; and on `a` no row is touched."""
        before = self.a.rows(generation, "ticket")
        for database in (self.a, self.b):
            assert database.plan(generation).findings == ()
            brought = database.bring(generation)
            settled = database.settle(generation)
            assert database.plan(generation).is_current
            assert (brought.lost, settled.lost) == ((), ()) or database is self.b
            assert (brought.rows, settled.rows) == ((), ()) or database is self.b
        assert self.a.rows(generation, "ticket") == before


@dataclass(frozen=True, slots=True)
class Place:
    databases: tuple[Database, Database]
    folder: Path


@pytest.fixture
def place(databases: tuple[Database, Database], tmp_path: Path) -> Place:
    return Place(databases, tmp_path)


def site(
    place: Place,
    columns: Sequence[Column],
    asking: changes.Operation,
    rows: tuple[Sequence[dict[str, Any]], Sequence[dict[str, Any]]],
    after: Sequence[Column] | None = None,
) -> Site:
    """`rows` are those of `a` and of `b`."""
    born = first(place.folder / "born", columns)
    for database, own in zip(place.databases, rows, strict=True):
        database.bring(born)
        for row in own:
            database.add(born, "ticket", **row)
    asked = born.next("asked", [asking], after or columns)
    place.databases[0].bring(asked)
    place.databases[0].settle(asked)
    return Site(*place.databases, asked)


REQUIRED = """\
1 row of ticket have no phone, which is now required
specs/records/ticket.yaml:12
help: say what they get (backfill: …), or let older records lack it (from_now: true)"""


@pytest.mark.parametrize(("fill", "expected"), [(NONE, ["1", "none"]), (None, ["1", None])])
def test_a_requirement(place: Place, fill: Fill | None, expected: list[str | None]) -> None:
    required = changes.RequireField(AT, "ticket", "phone", PHONE)
    found = site(place, [PHONE], required, ([{"phone": "5"}], [{"phone": "1"}, {}]))
    assert found.blocked() == REQUIRED
    later = found.answer(changes.AnswerField(AT, "ticket", "phone", PHONE, fill))
    found.goes_through(later)
    assert found.b.values(later, "ticket", "phone") == expected


def test_a_new_field(place: Place) -> None:
    """On the first database there was no row yet."""
    added = changes.AddField(AT, "ticket", "phone", PHONE, required=True)
    found = site(place, [SUBJECT], added, ([], [{"subject": "x"}]), [SUBJECT, PHONE])
    assert found.blocked() == REQUIRED
    later = found.answer(changes.AnswerField(AT, "ticket", "phone", PHONE, NONE))
    found.goes_through(later)
    assert found.b.values(later, "ticket", "phone") == ["none"]


CONVERTED = """\
1 row of ticket have a price that cannot be money
specs/records/ticket.yaml:12
help: correct them, say what they get (backfill: …), or leave it out (from_now: true)"""


@pytest.mark.parametrize("fill", [ZERO, None])
@pytest.mark.parametrize("required", [True, False])
def test_a_conversion(place: Place, fill: Fill | None, *, required: bool) -> None:
    convert = changes.ConvertField(AT, "ticket", "price", PRICE, MONEY, required)
    rows = [{"price": "1"}, {"price": "about 5"}]
    found = site(place, [PRICE], convert, ([{"price": "7"}], rows), [MONEY])
    assert found.blocked() == CONVERTED
    if not required:  # what somebody emptied since is not filled
        emptied = found.a.add(found.asked, "ticket")
        found.a.run(f"UPDATE ticket SET price = '9' WHERE id = {emptied}")
    later = found.answer(changes.AnswerField(AT, "ticket", "price", MONEY, fill, (PRICE,)))
    found.goes_through(later)
    assert found.b.values(later, "ticket", MONEY.name) == [Decimal(1), Decimal(0) if fill else None]
    assert found.b.values(found.asked.next("old", [], [PRICE]), "ticket", "price") == ["1", "about 5"]


def test_a_limit(place: Place) -> None:
    narrow = changes.NarrowField(AT, "ticket", "subject", SUBJECT, "length", 5)
    found = site(place, [SUBJECT], narrow, ([{"subject": "x"}], [{"subject": "rather long"}]))
    told = """\
1 row of ticket have a subject that is longer than 5 characters
specs/records/ticket.yaml:12
help: correct them, or let older records keep what they have (from_now: true)"""
    assert found.blocked() == told
    filled = found.answer(changes.AnswerField(AT, "ticket", "subject", SUBJECT, NONE))
    assert len(found.b.plan(filled).findings) == 1  # a value for rows without one says nothing of a long one
    later = filled.next("eased", [changes.AnswerField(AT, "ticket", "subject", SUBJECT)], [SUBJECT])
    found.goes_through(later)
    assert found.b.values(later, "ticket", "subject") == ["rather long"]


def test_a_choice(place: Place) -> None:
    gone = changes.RetireChoice(AT, "severity", "urgent", "urgent", (SEVERITY,))
    rows = [{"severity": "high"}], [{"severity": "urgent"}, {"severity": "low"}]
    found = site(place, [SEVERITY], gone, rows)
    told = """\
1 row of ticket hold urgent in severity, which is gone
specs/records/ticket.yaml:12
help: say what they become (urgent: { becomes: … }), or keep the choice"""
    assert found.blocked() == told
    merge = changes.MergeChoice(AT, "severity", "urgent", "high", "urgent", "high", (SEVERITY,))
    later = found.answer(merge)
    found.goes_through(later)
    assert found.b.values(later, "ticket", "severity") == ["high", "low"]
    born = replace(first(place.folder / "born", [SEVERITY]), columns=(SEVERITY,))
    found.b.take_back(later, born)
    assert found.b.values(later, "ticket", "severity") == ["urgent", "low"]


def test_a_choice_that_is_there_again(place: Place) -> None:
    gone = changes.RetireChoice(AT, "severity", "urgent", "urgent", (SEVERITY,))
    found = site(place, [SEVERITY], gone, ([{"severity": "high"}], [{"severity": "urgent"}]))
    later = found.answer(changes.AddChoice(AT, "severity", "urgent", "urgent", (SEVERITY,)))
    found.goes_through(later)
    assert found.b.values(later, "ticket", "severity") == ["urgent"]


def test_an_answer_is_not_for_what_is_demanded_after_it(place: Place) -> None:
    required = changes.RequireField(AT, "ticket", "phone", PHONE)
    found = site(place, [PHONE], required, ([{"phone": "5"}], [{}]))
    eased = found.answer(changes.AnswerField(AT, "ticket", "phone", PHONE))
    again = eased.next("again", [required], [PHONE])
    (finding,) = found.b.plan(again).findings
    assert finding.words == "1 row of ticket have no phone, which is now required"


def test_what_older_servers_write_against_a_demand_is_told(place: Place) -> None:
    """Nothing stands in the way any more, and whoever works with the records may put them right."""
    required = changes.RequireField(AT, "ticket", "phone", PHONE)
    columns = [PHONE, SUBJECT, SEVERITY]
    found = site(place, columns, required, ([], []))
    narrow = changes.NarrowField(AT, "ticket", "subject", SUBJECT, "length", 5)
    gone = changes.RetireChoice(AT, "severity", "urgent", "urgent", (SEVERITY,))
    later = found.answer(narrow, gone, columns=columns)
    database = found.b
    database.bring(later)
    made = database.add(found.asked, "ticket", subject="rather long", severity="urgent")
    lost = database.settle(later).lost
    assert [finding.words for finding in lost] == [
        "1 row of ticket have no phone, which is now required",
        "1 row of ticket have a subject that is longer than 5 characters",
        "1 row of ticket hold urgent in severity, which is gone",
    ]
    assert {sample.id for finding in lost for sample in finding.samples} == {made}
    assert {finding.remedy for finding in lost} == {REMEDY}
    assert database.plan(later).is_current
    assert database.settle(later).lost == ()


def test_what_older_servers_write_meanwhile_gets_the_answer_too(place: Place) -> None:
    required = changes.RequireField(AT, "ticket", "phone", PHONE)
    found = site(place, [PHONE], required, ([{"phone": "5"}], [{}]))
    later = found.answer(changes.AnswerField(AT, "ticket", "phone", PHONE, NONE))
    found.b.bring(later)
    found.b.add(found.asked, "ticket")
    found.b.settle(later)
    assert found.b.values(later, "ticket", "phone") == ["none", "none"]


def test_a_rule_that_gives_nothing_here_is_answered_by_another_one() -> None:
    """What the fill was for stays: who must have a value, and instead of what."""
    fill = M.Fill("ticket", "phone", "text", "none", "a.yaml:1", required=True, instead_of="fax")
    (other,) = answered((fill,), (M.Answer("ticket", "phone", M.Fill("ticket", "phone", "text", "?", "a.yaml:2")),))
    assert other == replace(fill, value="?", at="a.yaml:2")
    assert answered((fill,), (M.Answer("ticket", "phone"),)) == ()
    assert answered((fill,), (M.Answer("ticket", "fax"), M.Answer("part", "phone"))) == (fill,)
