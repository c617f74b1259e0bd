"""Deleting: refused while something links here, in the same words whatever it is; then gone with all that it had."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest

from runtime import tables
from runtime.records import links_table
from runtime.service import Forbidden, Missing, Refused
from runtime.service.removing import LINKED
from tests.service.conftest import Yard


def test_a_deleted_record_leaves_its_history_only(yard: Yard) -> None:
    saved = yard.create(subject="To be deleted", state="done", people=(yard.ids["abe"],))
    yard.delete("yard_job", saved.id)
    people = links_table("YardJob", "people")
    assert not yard.rows(people, people.c.owner_id == saved.id)
    rows = yard.rows(tables.history, tables.history.c.record_id == saved.id, tables.history.c.action == "delete")
    assert json.loads(rows[0]["changes"])["subject"] == ["To be deleted", None]
    with pytest.raises(Missing):
        yard.service.delete(yard.people["ann"], "yard_job", saved.id, revision=1)


def test_it_is_not_allowed_in_every_state(yard: Yard) -> None:
    saved = yard.create()
    before = yard.everything()
    with pytest.raises(Forbidden):
        yard.delete("yard_job", saved.id)
    assert yard.everything() == before


def test_it_is_refused_in_the_same_words_whatever_links_here(yard: Yard) -> None:
    """By a line, by a set of links, by somebody who may not be seen, by an account."""
    job = yard.create(state="done", people=(yard.ids["abe"],))
    yard.create("yard_line", job=job.id, quantity=1, price=Decimal(1))
    before = yard.everything()
    for key, record_id, who in (
        ("yard_job", job.id, "ann"),
        ("yard_job", job.id, "lou"),
        ("yard_person", yard.ids["abe"], "lou"),
        ("yard_client", yard.ids["north"], "lou"),
    ):
        with pytest.raises(Refused) as refused:
            yard.delete(key, record_id, who)
        assert refused.value.errors == {"": [LINKED]}
    assert yard.everything() == before


def test_a_person_with_an_account_stays(yard: Yard) -> None:
    person = yard.create("yard_person", "lou", name="Pat", client=yard.ids["north"])
    account = {"id": 1, "portal": "slip", "record": "yard_person", "person_id": person.id, "ab_user_id": 1}
    with yard.engines.write.begin() as connection:
        connection.execute(tables.account.insert().values(**account, name="Pat", email="pat@north.example"))
    with pytest.raises(Refused) as refused:
        yard.delete("yard_person", person.id, "lou")
    assert refused.value.errors == {"": [LINKED]}


def test_what_a_record_says_of_itself_does_not_keep_it(yard: Yard) -> None:
    person = yard.create("yard_person", "lou", name="Own boss")
    yard.edit("yard_person", person.id, "lou", boss=person.id)
    yard.delete("yard_person", person.id, "lou")
