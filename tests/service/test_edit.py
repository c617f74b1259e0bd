"""Editing: the record as it will be is judged, what stays is not, and nobody overwrites what they have not seen."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal

import pytest

from runtime import tables
from runtime.service import Conflict, Forbidden, Missing, Refused
from runtime.service.writing import UNSEEN
from tests.service.conftest import Yard


def test_an_edit_changes_what_was_sent_and_counts(yard: Yard) -> None:
    saved = yard.create(details="As it was")
    again = yard.service.edit(yard.people["abe"], "yard_job", saved.id, {"details": "As it is"}, revision=1)
    row = yard.row("yard_job", saved.id)
    assert (row["details"], row["revision"], row["created_by"], row["updated_by"]) == ("As it is", 2, 1, 2)
    assert row["updated"] > row["created"]
    assert again.number == saved.number
    change = yard.rows(tables.history, tables.history.c.record_id == saved.id, tables.history.c.action == "edit")
    assert [json.loads(each["changes"]) for each in change] == [{"details": ["As it was", "As it is"]}]


def test_an_edit_that_changes_nothing_writes_nothing(yard: Yard) -> None:
    saved = yard.create(subject="Still the same", trades=("hull",), people=(yard.ids["abe"],))
    before = yard.everything()
    yard.edit("yard_job", saved.id, subject=" Still the same", trades=("hull",), people=(yard.ids["abe"],), phone=None)
    assert yard.everything() == before


def test_one_of_two_edits_of_the_same_revision_is_a_conflict(yard: Yard) -> None:
    saved = yard.create()
    yard.edit("yard_job", saved.id, details="First")
    before = yard.everything()
    for stale in (1, 0, 3, -1):
        with pytest.raises(Conflict) as conflict:
            yard.service.edit(yard.people["abe"], "yard_job", saved.id, {"details": "Second"}, revision=stale)
        assert conflict.value.revision == 2
        with pytest.raises(Conflict):
            yard.service.delete(yard.people["ann"], "yard_job", saved.id, revision=stale)
    assert yard.everything() == before


def test_a_record_out_of_sight_and_one_that_there_is_not_are_the_same(yard: Yard) -> None:
    saved = yard.create()
    before = yard.everything()
    for record_id in (saved.id, 17, 0, -5, 2**63, 10**30):
        with pytest.raises(Missing):
            yard.service.edit(yard.people["sue"], "yard_job", record_id, {"details": "Mine"}, revision=1)
        with pytest.raises(Missing):
            yard.service.delete(yard.people["sue"], "yard_job", record_id, revision=1)
    with pytest.raises(Missing):
        yard.service.edit(yard.people["sue"], "nonsense", saved.id, {}, revision=1)
    assert yard.everything() == before


def test_fields_that_are_not_to_be_edited(yard: Yard) -> None:
    saved = yard.create()
    before = yard.everything()
    for name in ("client", "number", "net", "revision", "nonsense"):
        with pytest.raises(Forbidden, match=name):
            yard.edit("yard_job", saved.id, **{name: 1})
    assert yard.everything() == before


def test_what_was_wrong_before_and_stays_is_not_judged(yard: Yard) -> None:
    saved = yard.create()
    yard.set("yard_job", saved.id, wanted=date(2020, 1, 1), hours=Decimal(90), urgency="low", code="x")
    yard.set("yard_job", saved.id, part_id=yard.ids["sail"])  # seen, but its `where` says no
    stays = {"wanted": date(2020, 1, 1), "hours": Decimal(90), "urgency": "low", "part": yard.ids["sail"]}
    yard.edit("yard_job", saved.id, details="Something else", **stays)
    before = yard.everything()
    with pytest.raises(Refused) as refused:
        yard.edit("yard_job", saved.id, wanted=date(2020, 1, 2), hours=Decimal(91))
    assert set(refused.value.errors) == {"wanted", "hours"}
    assert len(refused.value.errors["hours"]) == 2  # its limit and the check
    assert yard.everything() == before


def test_what_is_required_by_the_record_as_it_will_be(yard: Yard) -> None:
    saved = yard.create(urgency="low")
    with pytest.raises(Refused) as refused:
        yard.edit("yard_job", saved.id, urgency="high")
    assert refused.value.errors == {"phone": ["Enter a phone"]}
    yard.edit("yard_job", saved.id, urgency="high", phone="020 3")
    yard.edit("yard_job", saved.id, urgency="low")
    assert yard.row("yard_job", saved.id)["phone"] is None
    with pytest.raises(Refused) as refused:
        yard.edit("yard_job", saved.id, subject=None)
    assert refused.value.errors == {"subject": ["Enter a task"]}


def test_a_portal_is_not_asked_for_what_it_cannot_enter(yard: Yard) -> None:
    saved = yard.create(urgency="high", phone="020 4")
    yard.set("yard_job", saved.id, phone=None)
    yard.edit("yard_job", saved.id, "lou", state="done")
    with pytest.raises(Refused):
        yard.edit("yard_job", saved.id, "ann", state="open")


def test_a_link_that_changes_is_judged_with_the_record_as_it_will_be(yard: Yard) -> None:
    saved = yard.create(part=yard.ids["mast"])
    yard.edit("yard_job", saved.id, part=None)
    yard.edit("yard_job", saved.id, part=yard.ids["mast"])
    for name in ("keel", "sail"):
        with pytest.raises(Refused) as refused:
            yard.edit("yard_job", saved.id, part=yard.ids[name])
        assert refused.value.errors == {"part": ["Choose a part from the list"]}


def test_a_set_keeps_what_its_editor_cannot_see(yard: Yard) -> None:
    saved = yard.create(people=(yard.ids["ann"], yard.ids["abe"]))
    links = records_of_people()
    with yard.engines.write.begin() as connection:
        connection.execute(links.insert().values(owner_id=saved.id, target_id=yard.ids["sue"]))
    yard.edit("yard_job", saved.id, people=(yard.ids["abe"],))
    kept = {row["target_id"] for row in yard.rows(links, links.c.owner_id == saved.id)}
    assert kept == {yard.ids["abe"], yard.ids["sue"]}
    yard.edit("yard_job", saved.id, people=())
    assert [row["target_id"] for row in yard.rows(links, links.c.owner_id == saved.id)] == [yard.ids["sue"]]


def test_nobody_can_try_which_unseen_record_a_set_holds(yard: Yard) -> None:
    """Else whoever guesses right would be told by being accepted."""
    saved = yard.create(people=(yard.ids["ann"],))
    links = records_of_people()
    with yard.engines.write.begin() as connection:
        connection.execute(links.insert().values(owner_id=saved.id, target_id=yard.ids["sue"]))
    refusals = []
    for guess in (yard.ids["sue"], yard.ids["sue"] + 1):
        with pytest.raises(Refused) as refused:
            yard.edit("yard_job", saved.id, people=(yard.ids["ann"], guess))
        refusals.append(refused.value.errors)
    assert refusals[0] == refusals[1]


def test_nobody_can_try_which_unseen_record_a_link_holds(yard: Yard) -> None:
    saved, hidden = yard.create(), yard.ids["keel"]
    yard.set("yard_job", saved.id, part_id=hidden)
    refusals = []
    for guess in (hidden, hidden + 1):
        with pytest.raises(Refused) as refused:
            yard.edit("yard_job", saved.id, part=guess)
        refusals.append(refused.value.errors)
    assert refusals[0] == refusals[1]


def test_the_history_tells_a_set_before_and_after(yard: Yard) -> None:
    saved = yard.create(people=(yard.ids["abe"],))
    yard.edit("yard_job", saved.id, people=(yard.ids["ann"],))
    (row,) = yard.rows(tables.history, tables.history.c.record_id == saved.id, tables.history.c.action == "edit")
    assert json.loads(row["changes"]) == {"people": [[yard.ids["abe"]], [yard.ids["ann"]]]}


def test_nobody_puts_a_record_out_of_their_own_sight(yard: Yard) -> None:
    """By a rule that Python judges, and by one that only the database can."""
    client = yard.create("yard_client", "lou", name="Of the mooring").id
    near = yard.create("yard_mooring", "lou", place="Near", client=yard.ids["north"]).id
    far = yard.create("yard_mooring", "lou", place="Far", client=client).id
    before = yard.everything()
    for who, record_id, values in (("ann", near, {"left": True}), ("lou", far, {"place": "hidden"})):
        with pytest.raises(Refused) as refused:
            yard.edit("yard_mooring", record_id, who, **values)
        assert refused.value.errors == {"": [UNSEEN]}
    with pytest.raises(Refused):
        yard.create("yard_mooring", "lou", place="hidden", client=client)
    assert yard.everything() == before


def test_what_is_out_of_sight_cannot_be_edited(yard: Yard) -> None:
    saved = yard.create()
    line = yard.create("yard_line", job=saved.id, quantity=1, price=Decimal(1))
    before = yard.everything()
    with pytest.raises(Missing):
        yard.edit("yard_line", line.id, "sue", quantity=2)
    with pytest.raises(Missing):
        yard.edit("yard_line", line.id, "lou", quantity=2)
    assert yard.everything() == before


def test_a_value_that_is_taken(yard: Yard) -> None:
    yard.create(code="QED", subject="The first of both")
    second = yard.create(code="QEF")
    yard.edit("yard_job", second.id, code="QEF", details="Its own code is not taken")
    before = yard.everything()
    with pytest.raises(Refused) as refused:
        yard.edit("yard_job", second.id, code="QED")
    assert refused.value.errors == {"code": ["Enter another code; this one is already taken"]}
    with pytest.raises(Refused) as refused:
        yard.edit("yard_job", second.id, subject="The first of both")
    assert refused.value.errors == {"subject": ["This job is open already."]}
    assert yard.everything() == before


def records_of_people() -> tables.Table:
    from runtime.records import links_table

    return links_table("YardJob", "people")
