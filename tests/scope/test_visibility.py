"""Which rows and which values a person sees, and that nothing else comes out of the database."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from runtime.scope import NOT_SHOWN, FileRow, Linked, ListQuery, Permits, ScopeError
from tests.scope.conftest import NOON, Marina
from tests.servers.statements import noted


def titles(marina: Marina, who: str, record: str) -> list[str]:
    return [row.title for row in marina.reader(who).page(ListQuery(record)).rows]


def test_rows_of_a_rule_over_two_links(marina: Marina) -> None:
    assert titles(marina, "ada", "booking") == ["B-3 Tern · North", "B-2 Gull · North", "B-1 Gull · North"]
    assert titles(marina, "bob", "booking") == ["B-4 Crab · South"]
    assert titles(marina, "wes", "booking")[0] == "B-5"
    assert len(titles(marina, "wes", "booking")) == 5


def test_a_role_has_its_own_rule_and_title(marina: Marina) -> None:
    assert titles(marina, "gus", "booking") == ["B-4"]
    assert titles(marina, "gus", "boat") == ["Crab"]  # its firm is not for the agent to see


def test_a_single_record_obeys_the_same_rule(marina: Marina) -> None:
    ada = marina.reader("ada")
    assert ada.record("booking", marina.ids["b1"]) is not None
    assert ada.record("booking", marina.ids["b4"]) is None
    assert ada.sees("boat", marina.ids["gull"])
    assert not ada.sees("boat", marina.ids["crab"])


@pytest.mark.parametrize("who", ["ada", "bob", "gus", "wes"])
def test_of_several_records_are_seen_those_that_each_is_alone(marina: Marina, who: str) -> None:
    reader, every = marina.reader(who), [*marina.ids.values(), -1]
    types = [*reader._policy.site.records]
    alone = {key: frozenset(one for one in every if reader.sees(key, one)) for key in types}
    with noted() as ran:
        assert reader.seen(dict.fromkeys(types, every)) == alone
    assert len(ran) == 1
    assert reader.seen({"boat": [], "berth": every[:1]}).keys() == {"boat", "berth"}
    assert reader.seen({}) == {}


@pytest.mark.parametrize("id_", ["0", "-1", "x", "", "1e3", "9" * 40, str(2**63), "01000", "１０００", 10**30, -5])
def test_what_cannot_be_an_id_is_no_record(marina: Marina, id_: str | int) -> None:
    office = marina.reader("wes")
    assert office.record("booking", id_) is None
    assert office.file("boat", marina.ids["gull"], id_) is None
    assert all(not related.page.rows for related in office.related("boat", id_))


def test_a_record_type_without_a_rule_has_no_rows(marina: Marina) -> None:
    ada = marina.reader("ada")
    assert ada.page(ListQuery("warden")).rows == ()
    assert ada.record("warden", marina.ids["wes"]) is None
    assert ada.readable("warden") == ()
    cook = marina.scopes.reader(replace(marina.people["wes"], role="cook"))
    assert cook.page(ListQuery("booking")).count == 0
    assert cook.record("booking", marina.ids["b1"]) is None


def test_nobody_reads_nothing(marina: Marina) -> None:
    with pytest.raises(ScopeError, match="Nobody is logged in"):
        marina.scopes.reader(None)
    with pytest.raises(ScopeError, match="does not log in"):
        marina.scopes.reader(replace(marina.people["ada"], portal="office"))
    with pytest.raises(ScopeError, match="does not log in"):
        marina.scopes.reader(replace(marina.people["ada"], portal="elsewhere"))


def test_a_value_that_a_rule_needs_must_be_known(marina: Marina) -> None:
    stranger = marina.scopes.reader(replace(marina.people["ada"], values={"name": "Ada"}))
    with pytest.raises(ScopeError, match="firm_id"):
        stranger.page(ListQuery("boat"))
    without_firm = replace(marina.people["ada"], values={**marina.people["ada"].values, "firm_id": None})
    assert marina.scopes.reader(without_firm).page(ListQuery("boat")).rows == ()


def test_all_values_of_a_record(marina: Marina) -> None:
    row = marina.reader("wes").record("booking", marina.ids["b1"])
    assert row is not None
    assert row.values == {
        "number": "B-1",
        "boat": Linked(marina.ids["gull"], "Gull · North"),
        "berth": Linked(marina.ids["a2"], "A2"),
        "warden": Linked(marina.ids["wes"], "Wes"),
        "state": "asked",
        "arrives": NOON + timedelta(hours=3),
        "stay": timedelta(days=2),
        "price": Decimal("60.50"),
        "remark": "zebra",
        "notes": "watch him",
        "id": marina.ids["b1"],
        "created": row.values["created"],
        "created_by": "Ada of North",
        "updated": row.values["updated"],
    }
    assert row.revision == 1


def test_a_conditional_value_is_absent_until_its_condition_holds(marina: Marina) -> None:
    ada = marina.reader("ada")
    shown = {name: ada.record("booking", marina.ids[name]) for name in ("b1", "b2", "b3")}
    seen = {name: {"price", "remark"} & set(row.values) for name, row in shown.items() if row}
    assert seen == {"b1": set(), "b2": {"price", "remark"}, "b3": {"price"}}  # asked, over, dear


def test_a_hidden_value_never_leaves_the_database(marina: Marina) -> None:
    marina.statements.clear()
    reader = marina.reader("ada")
    page = reader.page(ListQuery("booking"))
    assert [("remark" in row.values) for row in page.rows] == [False, True, False]
    shape = next(shape for shape in _shapes(marina) if shape.shape.text == marina.statements[0])
    with marina.engines.read.connect() as connection:
        raws = shape.shape.run(connection, reader._bindings.having({"size": 10, "start": 0}))
    assert not [raw for raw in raws if "zebra" in raw or "apple" in raw]


def _shapes(marina: Marina) -> list:
    return [kept for kept in marina.scopes.shapes._kept.values() if hasattr(kept, "shape")]


def test_an_unseen_linked_record_is_not_shown(marina: Marina) -> None:
    kept = marina.reader("ada").record("booking", marina.ids["b1"])
    assert kept is not None
    assert kept.values["warden"] is NOT_SHOWN  # ada sees no wardens at all
    south = marina.reader("bob").record("firm", marina.ids["south"])
    assert south is not None
    assert south.values["agent"] is NOT_SHOWN  # bob sees firms, but not this one
    north = marina.reader("ada").record("firm", marina.ids["north"])
    assert north is not None
    assert north.values["agent"] is None


def test_a_dotted_grant_shows_one_value_of_an_unseen_record(marina: Marina) -> None:
    ada = marina.reader("ada")
    first, third = ada.record("booking", marina.ids["b1"]), ada.record("booking", marina.ids["b3"])
    assert first is not None and first.values["warden.name"] == "Wes"
    assert third is not None and third.values["warden.name"] is None
    column = next(field for field in ada.readable("booking") if field.name == "warden.name")
    assert column.label == "Kept by"


def test_a_title_shows_only_what_its_reader_sees(marina: Marina) -> None:
    bob, wes = marina.ids["bob"], marina.reader("wes")
    assert [row.title for row in marina.reader("bob").page(ListQuery("skipper")).rows] == ["Bob"]
    office = wes.record("skipper", bob)
    assert office is not None and office.title == "Bob (Sailor)"


def test_a_set_of_links_holds_the_visible_ones(marina: Marina) -> None:
    gull = marina.ids["gull"]
    ada, wes = marina.reader("ada").record("boat", gull), marina.reader("wes").record("boat", gull)
    assert ada is not None and ada.values["crew"] == (Linked(marina.ids["ada"], "Ada"),)
    assert wes is not None and [linked.title for linked in wes.values["crew"]] == ["Ada (Sailor)", "Bob (Sailor)"]


def test_files_follow_their_field(marina: Marina) -> None:
    ada, gull, tern = marina.reader("ada"), marina.ids["gull"], marina.ids["tern"]
    row, hidden = ada.record("boat", gull), ada.record("boat", tern)
    assert row is not None and row.values["papers"] == (FileRow(77, "Papers ‘26.pdf", 9, "application/pdf"),)
    assert hidden is not None and "papers" not in hidden.values  # not insured
    assert ada.file("boat", gull, "77") == FileRow(77, "Papers ‘26.pdf", 9, "application/pdf", stored="a1b2")
    assert ada.file("boat", tern, 77) is None
    assert marina.reader("bob").file("boat", gull, 77) is None
    assert marina.reader("wes").file("boat", gull, 77) is not None


def test_values_keep_their_types(marina: Marina) -> None:
    boat = marina.reader("wes").record("boat", marina.ids["gull"])
    berth = marina.reader("ada").record("berth", marina.ids["a2"])
    assert boat is not None and berth is not None
    assert (boat.values["length"], boat.values["built"], boat.values["insured"]) == (
        Decimal("9.5"),
        date(1999, 5, 1),
        True,
    )
    assert boat.values["insured"] is True
    assert berth.values == {"name": "A2", "gear": ("crane", "power"), "fee": Decimal("30.25")}


def test_what_may_be_done_follows_the_conditions(marina: Marina) -> None:
    ada = marina.reader("ada")
    first, second = ada.record("booking", marina.ids["b1"]), ada.record("booking", marina.ids["b2"])
    assert first is not None and (first.may_edit, first.may_delete) == (("stay", "berth", "arrives"), True)
    assert second is not None and (second.may_edit, second.may_delete) == (("stay",), False)
    assert ada.permits("booking", marina.ids["b1"]) == Permits(1, ("stay", "berth", "arrives"), delete=True)
    assert ada.permits("booking", marina.ids["b4"]) is None
    assert ada.permits("boat", marina.ids["gull"]) == Permits(1, (), delete=False)


def test_the_words_of_the_portal(marina: Marina) -> None:
    ada = marina.reader("ada")
    labels = {column.name: column.label for column in ada.page(ListQuery("booking")).columns}
    assert labels["remark"] == "What we noted"
    assert [field.label for field in ada.creatable("booking")] == ["Boat", "Place", "Arrives", "Stay"]


def test_a_reader_inside_a_transaction_sees_its_changes(marina: Marina) -> None:
    with marina.engines.write.connect() as connection, connection.begin() as transaction:
        connection.exec_driver_sql("UPDATE booking SET state = 'over' WHERE number = 'B-1'")
        row = marina.scopes.reader(marina.people["ada"], connection).record("booking", marina.ids["b1"])
        assert row is not None and row.values["remark"] == "zebra"
        transaction.rollback()
    assert "remark" not in marina.reader("ada").record("booking", marina.ids["b1"]).values
