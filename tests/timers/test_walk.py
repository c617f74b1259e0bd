"""Parcels are brought, paid for, changed and left lying for days, against a model: every state, every move, once."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, Phase, event, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from runtime import tables
from runtime.declarations.workflow import TIMER
from runtime.engine import Engines, open_engines
from runtime.files import FileStore
from runtime.jobs import GiveUpError, Kind, run_due
from runtime.jobs.kinds import Arguments
from runtime.records import Base
from runtime.scope import Principal
from runtime.scope.scopes import Scopes
from runtime.service import Refused, Service
from runtime.service.happening import MOST, happen
from runtime.service.reacting import NOBODY
from runtime.service.unattended import Unattended
from tests.timers.model import HOUR, Model, Parcel, Room
from tests.timers.parcels import HEAVY, SITE, TABLES

RUNS = int(os.environ.get("PORTAL_STATEFUL_RUNS", "12"))
MANY = 1000
DAY = timedelta(days=1)
CLERK = Principal("desk", "", 1, 1, "timer_clerk", "Cleo", "cleo@rooms.example", MappingProxyType({}))
MOMENTS = {
    "timer_parcel": ("state_since", "sale", "sell_due", "clear_due"),
    "timer_room": ("closes",),
    "portal_job": ("due",),
}
picks = st.integers(0, 11)
days = st.sampled_from([None, -3, 0, 1, 2, 10, 20])
yes_no = st.booleans()
weights = st.sampled_from([1, 100, 101])


@dataclass
class Rooms:
    engines: Engines
    service: Service
    unattended: Unattended

    def create(self, key: str, **values: Any) -> int:
        return self.service.create(CLERK, key, values).id

    def edit(self, key: str, record: int, **values: Any) -> None:
        self.service.edit(CLERK, key, record, values, revision=self.row(key, record)["revision"])

    def row(self, key: str, record: int) -> Any:
        table = Base.metadata.tables[key]
        with self.engines.read.connect() as connection:
            return connection.execute(sa.select(table).where(table.c.id == record)).mappings().one()

    def run(self) -> None:
        """Until nothing is due."""
        kinds = {TIMER: Kind(self._happen)}
        while run_due(self.engines, kinds, limit=1_000, patience=1_000):
            pass

    def _happen(self, arguments: Arguments) -> None:
        try:
            happen(self.unattended, arguments)
        except Refused as error:
            assert error.errors in ({"weight": [HEAVY]}, {"": [HEAVY]})
            raise GiveUpError(HEAVY) from error

    def let_pass(self, span: timedelta) -> None:
        """All that is known of time is that much earlier."""
        with self.engines.write.begin() as connection:
            for name, columns in MOMENTS.items():
                table = Base.metadata.tables[name]
                for row in connection.execute(sa.select(table)).mappings().all():
                    earlier = {each: row[each] - span for each in columns if row[each] is not None}
                    if earlier:
                        connection.execute(sa.update(table).where(table.c.id == row["id"]).values(earlier))

    def moves(self) -> dict[int, list[tuple[str, bool]]]:
        """By record: the moves, and whether somebody made them."""
        kept, found = tables.history.c, dict[int, list[tuple[str, bool]]]()
        wanted = sa.select(kept.record_id, kept.move, kept.account_id).where(kept.action == "move").order_by(kept.id)
        with self.engines.read.connect() as connection:
            for record, move, account in connection.execute(wanted):
                found.setdefault(record, []).append((move, account is not None))
        return found

    def empty(self) -> None:
        with self.engines.write.begin() as connection:
            for name in ("timer_fee", "timer_parcel", "timer_room", "portal_job", "portal_history"):
                connection.execute(Base.metadata.tables[name].delete())


@pytest.fixture(scope="module")
def parcel_rooms(database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rooms]:
    engines = open_engines(database_url).made_by("operator")
    Base.metadata.create_all(engines.write, tables=TABLES)
    store = FileStore(str(tmp_path_factory.mktemp("files")))
    service = Service(SITE, engines, Scopes(SITE, engines), store)
    yield Rooms(engines, service, Unattended(SITE, engines, store, NOBODY))
    engines.dispose()


class Walk(RuleBasedStateMachine):
    """`rooms` is set by `walk_through`."""

    rooms: Rooms

    @initialize()
    def open(self) -> None:
        self.rooms.empty()
        self.model = Model([Room(), Room()])
        self.room_ids = [self.rooms.create("timer_room", name=name) for name in ("North", "South")]
        self.parcel_ids: list[int] = []
        self.fee_ids: list[list[int]] = []

    @invariant()
    def all_is_as_the_model_says(self) -> None:
        self.rooms.run()
        self.model.settle()
        states = [self.rooms.row("timer_parcel", record)["state"] for record in self.parcel_ids]
        assert states == [parcel.state for parcel in self.model.parcels]
        made = self.rooms.moves()
        for record, parcel in zip(self.parcel_ids, self.model.parcels, strict=True):
            assert made.get(record, []) == [(move, move == "withdraw") for move in parcel.history]

    @rule(room=st.integers(0, 1), insured=yes_no, weight=weights, sale=days, fee=st.sampled_from([None, True, False]))
    def bring(self, room: int, insured: bool, weight: int, sale: int | None, fee: bool | None) -> None:
        if len(self.parcel_ids) == 6:
            return
        values = {"insured": insured, "weight": weight, "sale": moment(sale)}
        record = self.rooms.create("timer_parcel", name="P", room=self.room_ids[room], **values)
        self.parcel_ids.append(record)
        parcel = Parcel(room, insured, weight, self._day(sale), self.model.day)
        self.model.parcels.append(parcel)
        self.fee_ids.append([])
        if fee is not None:
            self.fee_ids[-1].append(self.rooms.create("timer_fee", parcel=record, paid=fee))
            parcel.fees.append(fee)

    @precondition(lambda self: self.parcel_ids)
    @rule(which=picks, fee=picks, paid=yes_no)
    def pay(self, which: int, fee: int, paid: bool) -> None:
        place = which % len(self.parcel_ids)
        fees = self.model.parcels[place].fees
        if fees:
            self.rooms.edit("timer_fee", self.fee_ids[place][fee % len(fees)], paid=paid)
            fees[fee % len(fees)] = paid

    @precondition(lambda self: self.parcel_ids)
    @rule(which=picks, room=st.integers(0, 1), insured=yes_no, weight=weights, sale=days)
    def change(self, which: int, room: int, insured: bool, weight: int, sale: int | None) -> None:
        place = which % len(self.parcel_ids)
        parcel = self.model.parcels[place]
        weight = min(weight, 100) if parcel.state == "sold" else weight
        values = {"insured": insured, "weight": weight, "sale": moment(sale), "room": self.room_ids[room]}
        self.rooms.edit("timer_parcel", self.parcel_ids[place], **values)
        parcel.room, parcel.insured, parcel.weight, parcel.sale = room, insured, weight, self._day(sale)

    @rule(room=st.integers(0, 1), closes=days)
    def close(self, room: int, closes: int | None) -> None:
        self.rooms.edit("timer_room", self.room_ids[room], closes=moment(closes))
        self.model.rooms[room].closes = self._day(closes)

    @precondition(lambda self: self.parcel_ids)
    @rule(which=picks)
    def withdraw(self, which: int) -> None:
        """As often as the product takes it for people and not for a round."""
        place = which % len(self.parcel_ids)
        parcel, record = self.model.parcels[place], self.parcel_ids[place]
        if parcel.state == "ready" and parcel.by_itself < 10:
            revision = self.rooms.row("timer_parcel", record)["revision"]
            self.rooms.service.move(CLERK, "timer_parcel", record, "withdraw", {}, revision=revision)
            self.model.move(parcel, "withdraw", "waiting")

    @rule(span=st.sampled_from([1, 6, 14]))
    def wait(self, span: int) -> None:
        self.rooms.let_pass(span * DAY)
        self.model.day += span
        event("days have passed")

    def _day(self, ahead: int | None) -> float | None:
        return None if ahead is None else self.model.day + ahead


def moment(ahead: int | None) -> datetime | None:
    return None if ahead is None else datetime.now(UTC) + (ahead - HOUR) * DAY


def walk(rooms: Rooms, runs: int) -> None:
    run_state_machine_as_test(
        type("OneWalk", (Walk,), {"rooms": rooms}),
        settings=settings(
            max_examples=runs,
            stateful_step_count=25,
            deadline=None,
            database=None,
            phases=[Phase.generate, Phase.shrink],
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_walks_against_the_model(parcel_rooms: Rooms) -> None:
    walk(parcel_rooms, RUNS)


@pytest.mark.soak
def test_the_same_for_long(parcel_rooms: Rooms) -> None:
    walk(parcel_rooms, MANY)


def test_a_job_for_what_is_gone_does_nothing(parcel_rooms: Rooms) -> None:
    for table in ("timer_parcel", "timer_fee", "timer_of_old"):
        happen(parcel_rooms.unattended, {"table": table, "id": 12})
    assert 12 not in parcel_rooms.moves()


def test_a_round_ends(parcel_rooms: Rooms) -> None:
    """As if the parcel had been released again and again within this minute."""
    parcel_rooms.empty()
    room = parcel_rooms.create("timer_room", name="North")
    record = parcel_rooms.create("timer_parcel", name="P", room=room, insured=True)
    row = {"record": "timer_parcel", "record_id": record, "action": "move", "move": "release", "changes": "{}"}
    with parcel_rooms.engines.write.begin() as connection:
        made = [{**row, "id": number, "at": datetime.now(UTC)} for number in range(1, MOST + 1)]
        connection.execute(sa.insert(tables.history), made)
    with pytest.raises(GiveUpError, match="lead round and round"):
        happen(parcel_rooms.unattended, {"table": "timer_parcel", "id": record})
    assert parcel_rooms.row("timer_parcel", record)["state"] == "waiting"
