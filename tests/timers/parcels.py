"""Parcels in rooms as generated code would state them: a move for each way of waiting."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from runtime import fields as F  # noqa: N812 - as generated code does
from runtime import records, values
from runtime.declarations.access import EVERYTHING, Access, Check, Grant, RecordType
from runtime.declarations.rules import Computed, Dependency, Formula, Rule
from runtime.declarations.site import Portal, Site
from runtime.declarations.workflow import Move, Timer, Workflow

STATES = {each: each.capitalize() for each in ("waiting", "ready", "returned", "sold", "moved")}
HEAVY = "So heavy a parcel cannot be sold."


class TimerClerk(records.Record):
    __tablename__ = "timer_clerk"

    name = F.text("Name", required=True)
    email = F.email("Email", unique=True)


class TimerRoom(records.Record):
    __tablename__ = "timer_room"

    name = F.text("Name", required=True)
    closes = F.datetime("Closes")
    parcels = F.back("TimerParcel", "room")


class TimerParcel(records.Record):
    __tablename__ = "timer_parcel"

    name = F.text("Name", required=True)
    room_id = F.link("Room", to="timer_room", required=True, index=True)
    room = F.linked("TimerRoom", room_id, back="parcels")
    weight = F.integer("Weight")
    insured = F.yesno("Insured")
    sale = F.datetime("Sale")
    state = F.choice("State", STATES, required=True)
    state_since = F.datetime("In this state since", computed=True)
    release_ready = F.yesno("Release: ready", private=True, computed=True)
    give_back_holds = F.yesno("Give back: holds", private=True, computed=True)
    sell_due = F.datetime("Sell: due", private=True, computed=True)
    clear_due = F.datetime("Clear: due", private=True, computed=True)
    fees = F.back("TimerFee", "parcel")


class TimerFee(records.Record):
    __tablename__ = "timer_fee"

    parcel_id = F.link("Parcel", to="timer_parcel", required=True, index=True)
    parcel = F.linked("TimerParcel", parcel_id, back="fees")
    paid = F.yesno("Paid")


def computed(text: str, python: Callable[[Any, Any], Any], *depends: Dependency) -> Computed:
    return Computed(Formula(text, "", python), depends)


def record(model: type[Any], names: tuple[str, ...], **more: Any) -> RecordType:
    key = model.__tablename__
    access = Access(rows=EVERYTHING, see=(Grant(names),), create=names, edit=(Grant(names),), list=names[:1])
    return RecordType(key, model, key, f"{key}s", key, "{id}", access={"desk": access}, **more)


MOVES = (
    Move("release", "Release", ("waiting",), "ready", timer=Timer(holds=("release_ready",))),
    Move(
        "give_back",
        "Give back",
        ("ready",),
        "returned",
        timer=Timer(after=timedelta(days=14), holds=("give_back_holds",)),
    ),
    Move("sell", "Sell", ("returned",), "sold", timer=Timer(due="sell_due", field="sale")),
    Move("clear", "Clear", ("waiting", "ready"), "moved", timer=Timer(due="clear_due")),
    Move("withdraw", "Withdraw", ("ready",), "waiting", by=("desk",)),
)
PARCEL = record(
    TimerParcel,
    ("name", "room", "weight", "insured", "sale"),
    default={"state": "waiting"},
    computed={
        "release_ready": computed(
            "all(fee.paid == true for fee in fees)",
            lambda this, given: all(fee.paid is True for fee in this.fees),
            Dependency("timer_fee", ("paid", "parcel"), through=("fees",)),
        ),
        "give_back_holds": computed(
            "insured == false",
            lambda this, given: this.insured is False,
            Dependency("timer_parcel", ("insured",)),
        ),
        "sell_due": computed("sale", lambda this, given: this.sale, Dependency("timer_parcel", ("sale",))),
        "clear_due": computed(
            "room.closes",
            lambda this, given: values.follow(this, "room", "closes"),
            Dependency("timer_parcel", ("room",)),
            Dependency("timer_room", ("closes",), through=("room",)),
        ),
    },
    checks=(
        Check(
            "heavy",
            Rule("", "", python=lambda this, given: this.state == "sold" and values.more(this.weight, 100), local=True),
            HEAVY,
            ("weight",),
        ),
    ),
    workflow=Workflow("waiting", ("sold", "moved"), {move.name: move for move in MOVES}),
)
SITE = Site(
    label="Rooms",
    currency="EUR",
    time_zone="Europe/Berlin",
    languages=("en",),
    records={
        each.key: each
        for each in (
            record(TimerClerk, ("name",)),
            record(TimerRoom, ("name", "closes")),
            PARCEL,
            record(TimerFee, ("parcel", "paid")),
        )
    },
    portals={"desk": Portal("desk", "Desk", "/desk", inside=True, who="timer_clerk", email="email")},
)
TABLES = [table for name, table in records.Base.metadata.tables.items() if name.startswith(("timer_", "portal_"))]
