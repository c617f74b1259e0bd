"""People of three portals walk firings from state to state, against a model: every answer, every row."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, event, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from tests.workflow.kiln import CHART, Kiln
from tests.workflow.model import FROM, NEEDS, PEOPLE, Firing, Kilns, Piece, Who

RUNS = int(os.environ.get("PORTAL_STATEFUL_RUNS", "12"))
MANY = 2000
KEEPER = PEOPLE[3]

people = st.sampled_from(PEOPLE)
picks = st.integers(0, 11)
moves = st.sampled_from(list(FROM))
often = st.sampled_from([True, True, True, True, False])
seldom = st.sampled_from([False, False, False, False, True])
ways = st.fixed_dictionaries(
    {
        "asked": often,
        "move": moves,
        "given": often,
        "reading": st.sampled_from([900, 1400, 1401]),
        "keeper": st.sampled_from(["kim", "max", "vic"]),
        "stale": seldom,
        "twice": seldom,
    }
)


class Walk(RuleBasedStateMachine):
    """`kiln` is set by `walk_through`."""

    kiln: Kiln

    @initialize()
    def open(self) -> None:
        self.kiln.restore()
        names = {self.kiln.id(name, "piece"): name for name in ("Bowl", "Jug", "Tile", "Mug", "Cup", "Vase")}
        potters = {self.kiln.id(name.capitalize(), "potter"): name for name in ("ann", "ben")}
        self.keepers = {self.kiln.id(name.capitalize(), "keeper"): name for name in ("kim", "max", "vic")}
        self.titles: dict[int, str] = {}
        firings: dict[str, Firing] = {}
        for row in self.kiln.all("firing"):
            title = str(row["title"])
            self.titles[row["id"]] = title
            values = {name: row[name] for name in ("reason", "reading", "complaint") if row[name] is not None}
            keeper = self.keepers.get(row["keeper_id"])
            firings[title] = Firing(potters[row["potter_id"]], row["pots"], row["state"], keeper, values)
        self.ids = {title: record_id for record_id, title in self.titles.items()}
        self.pieces = {name: record_id for record_id, name in names.items()}
        pieces = {
            names[row["id"]]: Piece(self.titles[row["firing_id"]], row["state"], row["flaw"])
            for row in self.kiln.all("piece")
        }
        self.model = Kilns(firings, pieces)

    @invariant()
    def rows_are_as_the_model_says(self) -> None:
        for row in self.kiln.all("firing"):
            firing = self.model.firings[self.titles[row["id"]]]
            kept = (row["state"], self.keepers.get(row["keeper_id"]), row["revision"], row["pots"])
            assert kept == (firing.state, firing.keeper, firing.revision, firing.pots)
            entered = {name: row[name] for name in ("reason", "reading", "complaint") if row[name] is not None}
            assert entered == {name: value for name, value in firing.values.items() if name != "chart"}
        pieces = {row["id"]: (row["state"], row["flaw"]) for row in self.kiln.all("piece")}
        assert pieces == {self.pieces[name]: (piece.state, piece.flaw) for name, piece in self.model.pieces.items()}
        self._history_is_as_the_model_says()

    def _history_is_as_the_model_says(self) -> None:
        made: dict[int, list[str]] = {}
        for row in self.kiln.all("portal_history"):
            if row["action"] == "move":
                made.setdefault(row["record_id"], []).append(row["move"])
        wanted = {self.ids[title]: firing.history for title, firing in self.model.firings.items()}
        wanted |= {self.pieces[name]: piece.history for name, piece in self.model.pieces.items()}
        assert made == {record_id: moves for record_id, moves in wanted.items() if moves}
        notes = [self.titles[row["firing_id"]] for row in self.kiln.all("note")]
        assert {title: notes.count(title) for title in self.ids} == {
            title: firing.notes for title, firing in self.model.firings.items()
        }
        told = {str(row["name"]).lower() for row in self.kiln.all("potter") if row["last_fired"] is not None}
        assert told == self.model.fired_for

    @rule(who=people, which=picks)
    def look(self, who: Who, which: int) -> None:
        title = self._title(which)
        answer = self.kiln.client(who.name).get(f"/firings/{self.ids[title]}")
        if not self.model.sees(who, title):
            assert answer.status == 404
            return
        assert answer.json["may"]["moves"] == self.model.open_to(who, title)

    @rule(who=people, which=picks, how=ways)
    def move(self, who: Who, which: int, how: Mapping[str, Any]) -> None:
        """Mostly one that is open to them, with what it needs; now and then twice, or from what was there before."""
        title = self._title(which)
        move = next(iter(self.model.open_to(who, title)), how["move"]) if how["asked"] else how["move"]
        entered: dict[str, Any] = {"reason": "No", "reading": how["reading"], "chart": True, "complaint": "Cracks"}
        entered["keeper"] = how["keeper"]
        needs = {name: entered[name] for name in NEEDS.get(move, ())} if how["given"] else {}
        revision = self.model.firings[title].revision - how["stale"]
        for _time in range(2 if how["twice"] else 1):
            expected = self.model.status(who, title, move, needs, max(revision, 1))
            body = {"revision": max(revision, 1), **needs, **self._sent(needs)}
            answer = self.kiln.client(who.name).post(f"/firings/{self.ids[title]}/do/{move}", body)
            assert answer.status == expected, (who, title, move, needs, answer.content)
            if expected == 200:
                self.model.make(who, title, move, needs, max(revision, 1))
            event(f"{move} {expected}")

    def _sent(self, needs: Mapping[str, Any]) -> Mapping[str, Any]:
        """What is sent otherwise than the model has it."""
        ids = {name: str(record_id) for record_id, name in self.keepers.items()}
        chart = {"chart": CHART} if "chart" in needs else {}
        return {**chart, **({"keeper": ids[needs["keeper"]]} if "keeper" in needs else {})}

    @rule(which=picks, pots=st.sampled_from([12, 30, 41]))
    def change(self, which: int, pots: int) -> None:
        title = self._title(which)
        firing = self.model.firings[title]
        body = {"revision": firing.revision, "pots": pots}
        assert self.kiln.client(KEEPER.name).put(f"/firings/{self.ids[title]}", body).status == 200
        if pots != firing.pots:
            firing.pots, firing.revision = pots, firing.revision + 1

    @rule(which=picks)
    def wait(self, which: int) -> None:
        title = self._title(which)
        self.model.firings[title].age += timedelta(days=8)
        since = datetime.now(UTC) - self.model.firings[title].age
        self.kiln.set("firing", self.ids[title], state_since=since)

    @rule(which=picks, flaw=st.sampled_from([None, "Cracked"]))
    def look_over(self, which: int, flaw: str | None) -> None:
        name = sorted(self.pieces)[which % len(self.pieces)]
        self.kiln.set("piece", self.pieces[name], flaw=flaw)
        self.model.pieces[name].flaw = flaw

    def _title(self, which: int) -> str:
        return sorted(self.ids)[which % len(self.ids)]


def walk_through(kiln: Kiln) -> Callable[[], Walk]:
    names = count()

    def make() -> Walk:
        return type(f"Walk{next(names)}", (Walk,), {"kiln": kiln})()

    return make


def run(kiln: Kiln, runs: int) -> None:
    run_state_machine_as_test(
        walk_through(kiln),
        settings=settings(
            max_examples=runs,
            stateful_step_count=25,
            deadline=None,
            database=None,
            phases=[Phase.generate, Phase.shrink],
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_walks_against_the_model(kiln: Kiln) -> None:
    run(kiln, RUNS)


@pytest.mark.soak
def test_the_same_for_long(kiln: Kiln) -> None:
    run(kiln, MANY)
