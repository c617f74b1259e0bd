"""People of several firms and portals at once, against a model: every answer, every row after every step.

An answer of 4xx leaves the database as it was, in all tables that a change may touch.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, event, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from tests.businesses.browsing import Answer, record_id
from tests.stateful.model import BATCH, STATES, Row, Value
from tests.stateful.office import Office, Person, open_office

RUNS = int(os.environ.get("PORTAL_STATEFUL_RUNS", "12"))
MANY = 1000
NOWHERE = 4711
PLANTS = ("Oak fern", "Male fern", "Peat moss", "Star moss")
WORDS = ("dark", "soon", "water", "fern", "moss", "lead")

picks = st.integers(0, 47)
often = st.sampled_from([True, True, True, False])
"""Whether a person sends only what they are asked for."""
seldom = st.sampled_from([False, False, False, True])
values = st.fixed_dictionaries(
    {},
    optional={
        "plant": st.sampled_from([*PLANTS, None]),
        "price": st.sampled_from([1, 50, 100, 101, 0, None]),
        "keeper": picks,
        "advice": st.sampled_from(["Keep it dark", "Sell soon", None]),
        "state": st.sampled_from(list(STATES)),
        "cost": st.sampled_from([0, 7, None]),
        "firm": picks,
    },
)


class Trade(RuleBasedStateMachine):
    """`office` is set by `trade_in`."""

    office: Office

    @initialize()
    def open(self) -> None:
        self.office.restore()
        self.model = self.office.nursery()

    @invariant()
    def rows_are_as_the_model_says(self) -> None:
        assert self.office.nursery() == self.model

    # Reading

    @rule(who=picks, which=picks)
    def look(self, who: int, which: int) -> None:
        person = self._person(who)
        batch = self._batch(which, person)
        answer = person.get(f"/batches/{batch}")
        if self._turned_away(person, answer):
            return
        if not self.model.sees_batch(person.user, batch):
            self._is_missing(person, answer, f"/batches/{NOWHERE}")
            return
        assert answer.status == 200
        assert dict(answer.page.facts) == self.model.facts(person.user, batch)
        offers = set(answer.page.addresses)
        editable = bool(self.model.editable(person.user, batch))
        assert (f"{person.root}/batches/{batch}/edit" in offers) == editable
        assert (f"{person.root}/batches/{batch}/delete" in offers) == self.model.deletable(person.user, batch)

    @rule(who=picks, state=st.sampled_from(["", "", *STATES]), word=st.sampled_from(["", *WORDS]))
    def browse(self, who: int, state: str, word: str) -> None:
        person = self._person(who)
        answer = person.get(f"/batches/?state={state}&q={word}")
        if self._turned_away(person, answer):
            return
        expected = {
            batch
            for batch in self.model.visible(person.user)
            if state in ("", self.model.batches[batch]["state"])
            and (not word or self.model.finds(person.user, batch, word))
        }
        assert answer.status == 200
        assert {record_id(address) for address in answer.page.rows} == expected
        assert answer.page.number == len(expected)

    @rule(who=picks, name=st.sampled_from(["cost", "price", "advice", "firm"]))
    def sort(self, who: int, name: str) -> None:
        person = self._person(who)
        answer = person.get(f"/batches/?_sort={name}")
        if self._turned_away(person, answer):
            return
        known = {
            "grower": {"price", "advice"},
            "adviser": {"advice", "firm"},
            "staff": {"cost", "price", "advice", "firm"},
        }
        assert answer.status == (200 if name in known[person.user.portal] else 400)

    # Changing

    @rule(who=picks, given=values, asked=often)
    def create(self, who: int, given: Mapping[str, Any], asked: bool) -> None:
        person, new = self._person(who), self._values(given)
        if asked:
            new = {name: new[name] for name in new if name in self.model.creatable(person.user)}
        before = self.office.rows()
        answer = person.post("/batches/new", new)
        if self._turned_away(person, answer):
            return
        may = self.model.creatable(person.user)
        made = self.model.made_by(person.user, new)
        if not may:
            self._refused(answer, 404, before)
        elif not new.keys() <= may or self.model.refuses(person.user, None, new, made):
            self._refused(answer, 422, before)
        else:
            assert answer.status == 303, answer.text
            self.model.batches[record_id(answer.headers["Location"].removesuffix("/received"))] = made

    @rule(who=picks, which=picks, given=values, stale=seldom, asked=often)
    def edit(self, who: int, which: int, given: Mapping[str, Any], stale: bool, asked: bool) -> None:
        person, new = self._person(who), self._values(given)
        batch = self._batch(which, person)
        if asked and batch in self.model.batches:
            new = {name: new[name] for name in new if name in self.model.editable(person.user, batch)}
        before = self.office.rows()
        revision = self.office.revision("batch", batch) - stale
        answer = person.post(f"/batches/{batch}/edit", {**new, "revision": revision})
        if self._turned_away(person, answer):
            return
        model, user = self.model, person.user
        if not model.sees_batch(user, batch) or not model.editable(user, batch):
            self._refused(answer, 404, before)
            return
        after: Row = {**model.batches[batch], **new}
        if stale:
            # What does not fit by itself is said first; a form that others have changed meanwhile may ask for more.
            assert answer.status in (409, 422), answer.text
            assert self.office.rows() == before
        elif not new.keys() <= model.editable(user, batch) or self._is_refused(person, batch, new, after):
            self._refused(answer, 422, before)
        elif answer.status == 422:
            # An unchanged record is not judged, but an answer that does not fit by itself is.
            assert any(new.get(name, 1) in (None, 0) for name in ("plant", "price", "firm")), answer.text
            assert self.office.rows() == before
        else:
            assert answer.status == 303, answer.text
            model.batches[batch] = after

    @rule(who=picks, which=picks, stale=seldom)
    def delete(self, who: int, which: int, stale: bool) -> None:
        person = self._person(who)
        batch = self._batch(which, person)
        before = self.office.rows()
        revision = self.office.revision("batch", batch) - stale
        answer = person.post(f"/batches/{batch}/delete", {"revision": revision})
        if self._turned_away(person, answer):
            return
        if not self.model.sees_batch(person.user, batch) or not self.model.deletable(person.user, batch):
            self._refused(answer, 404, before)
        elif stale:
            self._refused(answer, 409, before)
        else:
            assert answer.status == 303, answer.text
            del self.model.batches[batch]

    @rule(
        which=picks, firm=picks, rank=st.sampled_from(["lead", "member"]), active=st.sampled_from([True, True, False])
    )
    def move_grower(self, which: int, firm: int, rank: str, active: bool) -> None:
        grower = sorted(self.model.growers)[which % len(self.model.growers)]
        new: dict[str, Value] = {"firm": self._firm(firm), "rank": rank, "active": active}
        self._staff_change("grower", grower, new)
        self.model.growers[grower] |= new

    @rule(which=picks, who=picks)
    def give_firm(self, which: int, who: int) -> None:
        """To another adviser, or to nobody."""
        advisers = [None, *(each.user.person for each in self.office.people if each.user.portal == "adviser")]
        firm, adviser = self._firm(which), advisers[who % len(advisers)]
        self._staff_change("firm", firm, {"adviser": adviser})
        self.model.firms[firm]["adviser"] = adviser

    # What they share

    def _person(self, pick: int) -> Person:
        return self.office.people[pick % len(self.office.people)]

    def _batch(self, pick: int, person: Person) -> int:
        """Mostly one that the person sees."""
        seen = sorted(self.model.visible(person.user))
        ids = seen if seen and pick % 4 else [*sorted(self.model.batches), NOWHERE]
        return ids[pick // 4 % len(ids)]

    def _firm(self, pick: int) -> int:
        return sorted(self.model.firms)[pick % len(self.model.firms)]

    def _values(self, given: Mapping[str, Any]) -> dict[str, Value]:
        growers = [*sorted(self.model.growers), NOWHERE]
        found = dict(given)
        if "keeper" in found:
            found["keeper"] = growers[found["keeper"] % len(growers)]
        if "firm" in found:
            firms = [*sorted(self.model.firms), NOWHERE]
            found["firm"] = firms[found["firm"] % len(firms)]
        return {name: found[name] for name in BATCH if name in found}

    def _turned_away(self, person: Person, answer: Answer) -> bool:
        """Who may not log in any more is sent to the login, whatever they ask for."""
        if self.model.admits(person.user):
            return False
        assert answer.status == 303
        assert answer.headers["Location"].startswith(f"{person.root}/login")
        event("turned away")
        return True

    def _is_refused(self, person: Person, batch: int, new: Mapping[str, Value], after: Row) -> bool:
        if after == self.model.batches[batch]:
            return False
        return self.model.refuses(person.user, batch, new, after) or not self._may_become(person, batch, after)

    def _may_become(self, person: Person, batch: int, after: Row) -> bool:
        """After the change the record is still one of theirs."""
        stored = self.model.batches[batch]
        self.model.batches[batch] = after
        try:
            return self.model.sees_batch(person.user, batch)
        finally:
            self.model.batches[batch] = stored

    def _refused(self, answer: Answer, status: int, before: Any) -> None:
        assert answer.status == status, answer.text
        assert self.office.rows() == before
        event(f"refused with {status}")

    def _is_missing(self, person: Person, answer: Answer, nowhere: str) -> None:
        missing = person.get(nowhere)
        assert answer.status == missing.status == 404
        assert answer.content == missing.content

    def _staff_change(self, table: str, record: int, new: Mapping[str, Value]) -> None:
        keeper = next(each for each in self.office.people if each.user.role == "keeper")
        revision = self.office.revision(table, record)
        answer = keeper.post(f"/{table}s/{record}/edit", {**new, "revision": revision})
        assert answer.status == 303, answer.text


def trade_in(office: Office) -> Callable[[], Trade]:
    names = count()

    def make() -> Trade:
        return type(f"Trade{next(names)}", (Trade,), {"office": office})()

    return make


def run(office: Office, runs: int) -> None:
    run_state_machine_as_test(
        trade_in(office),
        settings=settings(
            max_examples=runs,
            stateful_step_count=25,
            deadline=None,
            database=None,
            phases=[Phase.generate, Phase.shrink],
            suppress_health_check=list(HealthCheck),
        ),
    )


@pytest.fixture(scope="module")
def office(database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    folder: Path = tmp_path_factory.mktemp("nursery")
    opened: AbstractContextManager[Office] = open_office(folder, database_url)
    with opened as found:
        yield found


def test_people_of_several_firms_against_the_model(office: Office) -> None:
    run(office, RUNS)


@pytest.mark.soak
def test_the_same_for_long(office: Office) -> None:
    run(office, MANY)
