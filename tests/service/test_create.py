"""Creating a record: presets, defaults, numbers, history, and all that is refused."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from runtime import tables
from runtime.scope import Principal
from runtime.service import Forbidden, Refused
from runtime.service.change import Change
from tests.service.conftest import Yard

TOMORROW = datetime.now(UTC).date() + timedelta(days=2)


def refusal(yard: Yard, who: str = "ann", **values: Any) -> dict[str, list[str]]:
    with pytest.raises(Refused) as refused:
        yard.create(who=who, **values)
    return refused.value.errors


def test_a_record_has_what_was_entered_preset_and_defaulted(yard: Yard) -> None:
    starts = datetime(2030, 1, 1, 12, tzinfo=UTC)
    entered = {"hours": Decimal("7.25"), "trades": ("rig", "hull", "rig"), "wanted": TOMORROW, "starts": starts}
    saved = yard.create(subject="  Paint \t the hull ", urgency="high", phone="020 1", **entered)
    row = yard.row("yard_job", saved.id)
    assert (row["subject"], row["phone"], row["hours"]) == ("Paint the hull", "020 1", Decimal("7.2"))
    assert (row["trades"], row["wanted"], row["starts"]) == (("rig", "hull"), TOMORROW, starts)
    assert (row["client_id"], row["state"], row["details"]) == (yard.ids["north"], "open", "North")
    assert (row["created_by"], row["updated_by"], row["revision"]) == (1, 1, 1)
    assert row["created"] == row["updated"]
    assert saved.number == row["number"] == f"J-{datetime.now(UTC):%Y}-0001"
    assert not saved.repeated


def test_a_preset_follows_the_links_of_the_person(yard: Yard) -> None:
    saved = yard.create("yard_letter", "abe", text="Dear yard")
    assert yard.row("yard_letter", saved.id)["client_id"] == yard.ids["north"]
    alone = yard.create("yard_letter", "ann", text="Dear yard")
    assert yard.row("yard_letter", alone.id)["client_id"] is None


def test_the_history_tells_all_values_of_a_new_record(yard: Yard) -> None:
    saved = yard.create(subject="With history", part=yard.ids["mast"], people=(yard.ids["abe"],))
    (row,) = yard.rows(tables.history, tables.history.c.record_id == saved.id)
    assert (row["action"], row["account_id"], row["record"]) == ("create", 1, "yard_job")
    assert row["at"] == yard.row("yard_job", saved.id)["created"]
    changes = json.loads(row["changes"])
    assert changes["subject"] == [None, "With history"]
    assert changes["part"] == [None, yard.ids["mast"]]
    assert changes["people"] == [None, [yard.ids["abe"]]]
    assert changes["number"] == [None, saved.number]
    assert "phone" not in changes


@pytest.mark.usefixtures("unchanged")
class TestRefused:
    """Each with its words at its field."""

    def test_what_is_missing(self, yard: Yard) -> None:
        assert refusal(yard, subject=" ") == {"subject": ["Enter a task"]}

    def test_what_a_rule_requires(self, yard: Yard) -> None:
        assert refusal(yard, urgency="high") == {"phone": ["Enter a phone"]}

    def test_limits(self, yard: Yard) -> None:
        yesterday = date(2020, 1, 2)
        errors = refusal(yard, wanted=yesterday, hours=Decimal("24.1"), crew_size=10)
        assert errors["wanted"][0].endswith("or later")
        assert errors["hours"] == ["Enter hours as 24 or less"]
        assert errors["crew_size"] == ["Enter crew size as 9 or less"]
        assert refusal(yard, hours=Decimal("0.4")) == {"hours": ["Enter hours as 0.5 or more"]}

    def test_a_check_at_its_field(self, yard: Yard) -> None:
        assert refusal(yard, urgency="low", hours=Decimal(11)) == {"hours": ["Say what takes so long."]}

    def test_a_pattern(self, yard: Yard) -> None:
        assert refusal(yard, code="AB1") == {"code": ["Enter code in the right form: three capitals"]}

    def test_a_link_beyond_the_scope_and_one_that_there_is_not(self, yard: Yard) -> None:
        words = {"part": ["Choose a part from the list"]}
        assert refusal(yard, part=yard.ids["keel"]) == words  # not on sale: not seen
        assert refusal(yard, part=yard.ids["sail"]) == words  # seen, but its `where` says no
        assert refusal(yard, part=17) == words
        assert refusal(yard, part=2**63) == words
        assert refusal(yard, part=-1) == words

    def test_links_beyond_the_scope(self, yard: Yard) -> None:
        assert refusal(yard, people=(yard.ids["abe"], yard.ids["sue"])) == {"people": ["Choose helpers from the list"]}

    @pytest.mark.parametrize("name", ["client", "number", "net", "id", "created_by", "revision", "nonsense"])
    def test_fields_that_are_not_to_be_set(self, yard: Yard, name: str) -> None:
        with pytest.raises(Forbidden, match=name):
            yard.create(**{name: 1})

    def test_a_record_type_without_creation(self, yard: Yard) -> None:
        for key in ("yard_client", "yard_person", "nonsense"):
            with pytest.raises(Forbidden):
                yard.create(key, name="New")

    def test_somebody_of_no_portal(self, yard: Yard) -> None:
        stranger = Principal("quay", "", 9, 9, "yard_person", "X", "x@x.example", {})
        with pytest.raises(Forbidden):
            yard.service.create(stranger, "yard_job", {"subject": "Mine"})

    def test_the_whole_number_is_not_used_up(self, yard: Yard) -> None:
        refusal(yard, hours=Decimal(25))


def test_unique_values_are_compared_as_stored(yard: Yard) -> None:
    yard.create(code="ABC")
    assert refusal(yard, code=" ABC ") == {"code": ["Enter another code; this one is already taken"]}
    yard.create("yard_client", "lou", name="Mixed", email="Case@Mixed.Example")
    with pytest.raises(Refused) as refused:
        yard.create("yard_client", "lou", name="Mixed", email="case@mixed.example")
    assert set(refused.value.errors) == {"name", "email"}


def test_unique_together_unless(yard: Yard) -> None:
    first = yard.create(subject="Alone")
    assert refusal(yard, subject="Alone") == {"subject": ["This job is open already."]}
    yard.create(who="lou", subject="Alone", client=yard.ids["south"])
    yard.create(subject="Alone", state="done")
    yard.edit("yard_job", first.id, state="done")
    yard.create(subject="Alone")
    with pytest.raises(Refused) as reopened:  # its subject stays, but counts again
        yard.edit("yard_job", first.id, state="open")
    assert reopened.value.errors == {"subject": ["This job is open already."]}


def test_a_field_that_is_not_shown_keeps_nothing(yard: Yard) -> None:
    saved = yard.create(urgency="low", phone="020 2")
    assert yard.row("yard_job", saved.id)["phone"] is None


def test_what_it_does_not_keep_is_not_in_its_history(yard: Yard) -> None:
    """Though the history came with the record, before that was known."""
    for place, kept in (("Sunk", None), ("Afloat", True)):
        saved = yard.create("yard_mooring", "lou", place=place, client=yard.ids["north"], left=True)
        assert yard.row("yard_mooring", saved.id)["left"] is kept
        (row,) = yard.rows(tables.history, tables.history.c.record_id == saved.id)
        assert json.loads(row["changes"]).get("left") == (None if kept is None else [None, True])


def test_what_was_recorded_of_one_change_is_not_of_those_made_of_it() -> None:
    """As those of its lines are, and of records that follow from a move."""
    given: dict[str, Any] = {each.name: None for each in fields(Change) if each.init}
    change = Change(**given)
    change.recorded.row = {"id": 1}
    assert replace(change, fresh=True).recorded.row is None


def test_a_rule_over_other_records_sees_the_new_one(yard: Yard) -> None:
    for place in range(2):
        yard.create(who="eve", subject=f"East {place}")
    assert refusal(yard, "eve", subject="One more") == {"state": ["Your quota is used up."]}
    yard.create(who="eve", subject="One more", state="done")


def test_who_may_not_see_what_they_send_still_sends_it(yard: Yard) -> None:
    saved = yard.create("yard_letter", "sue", text="Dear yard")
    assert yard.row("yard_letter", saved.id)["text"] == "Dear yard"
    assert str(saved.number).startswith("L-")


def test_the_record_must_be_in_sight_afterwards(yard: Yard) -> None:
    saved = yard.create()
    line = yard.create("yard_line", job=saved.id, quantity=1, price=Decimal(1))
    south = yard.create(who="lou", subject="Of South", client=yard.ids["south"])
    with pytest.raises(Refused) as refused:
        yard.edit("yard_line", line.id, job=south.id)
    assert refused.value.errors == {"job": ["Choose a job from the list"]}
